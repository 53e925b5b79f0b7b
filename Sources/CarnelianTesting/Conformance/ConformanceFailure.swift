/// A store broke a guarantee: which check found it, where, and what was expected.
public struct ConformanceFailure: Error, Sendable, CustomStringConvertible {
    /// What was expected and what was found.
    public var message: String
    /// The id of the check, such as `G3.2`; empty until the check has ended.
    public var check: String
    /// The file and line of the expectation.
    public var location: String

    init(_ message: String, location: String) {
        self.message = message
        self.check = ""
        self.location = location
    }

    /// The check, the message and the place in one line.
    public var description: String { "\(check): \(message) (\(location))" }
}

/// Throws unless `condition` holds.
func expect(
    _ condition: Bool, _ message: @autoclosure () -> String, file: StaticString = #fileID, line: UInt = #line
) throws {
    guard !condition else { return }
    throw ConformanceFailure(message(), location: "\(file):\(line)")
}

/// Throws unless both values are equal.
func expectEqual<Value: Equatable>(
    _ found: Value, _ expected: Value, _ what: @autoclosure () -> String, file: StaticString = #fileID,
    line: UInt = #line
) throws {
    guard found != expected else { return }
    throw ConformanceFailure("\(what()): expected \(expected), found \(found)", location: "\(file):\(line)")
}

/// Throws unless there is a value; returns it.
func require<Value>(
    _ value: Value?, _ what: @autoclosure () -> String, file: StaticString = #fileID, line: UInt = #line
) throws -> Value {
    guard let value else {
        throw ConformanceFailure("\(what()) is missing", location: "\(file):\(line)")
    }
    return value
}
