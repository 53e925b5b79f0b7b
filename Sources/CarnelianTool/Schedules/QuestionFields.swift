import CarnelianCore

/// The members of a JSON object, read by name; a member of another type is a mistake that names it.
struct QuestionFields {
    private let members: [JSONValue.Member]
    /// What stands before a member's name in messages, as `calendar.`.
    let path: String

    /// Throws if the value is no object.
    init(_ json: JSONValue, path: String = "") throws(ToolError) {
        guard case .object(let members) = json else {
            throw ToolError(.invalidQuestion, (path.isEmpty ? "" : path.dropLast() + ": ") + "expected an object")
        }
        self.members = members
        self.path = path
    }

    /// The value of a member, the last one where a name is repeated; nil where there is none and for null.
    subscript(name: String) -> JSONValue? {
        guard let member = members.last(where: { $0.name == name }), member.value != .null else { return nil }
        return member.value
    }

    func text(_ name: String) throws(ToolError) -> String? {
        switch self[name] {
        case nil: return nil
        case .string(let text)?: return text
        default: throw mistake(name, "expected a string")
        }
    }

    func flag(_ name: String) throws(ToolError) -> Bool? {
        switch self[name] {
        case nil: return nil
        case .bool(let flag)?: return flag
        default: throw mistake(name, "expected true or false")
        }
    }

    func integer(_ name: String, in range: ClosedRange<Int64>) throws(ToolError) -> Int64? {
        guard let value = self[name] else { return nil }
        guard let integer = value.wholeNumber, range.contains(integer) else {
            throw mistake(name, "expected a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return integer
    }

    /// A time in milliseconds since 1970.
    func time(_ name: String) throws(ToolError) -> Timestamp? {
        // Beyond these, some 290,000 years from now, sums would leave 64 bits.
        let range = Int64.min / 1_000...Int64.max / 1_000
        return try integer(name, in: range).map(Timestamp.init(milliseconds:))
    }

    /// A time zone by its identifier.
    func zone(_ name: String) throws -> TimeZoneRules? {
        switch self[name] {
        case nil: return nil
        case .string(let identifier)?: return try TimeZoneRules(identifier)
        default: throw mistake(name, "expected a zone's name, as \"Europe/Berlin\"")
        }
    }

    /// A time of the day, `HH:MM` or `HH:MM:SS`.
    func timeOfDay(_ name: String) throws -> TimeOfDay? {
        guard let text = try text(name) else { return nil }
        do {
            return try TimeOfDay(text)
        } catch {
            throw mistake(name, error.message)
        }
    }

    func integers(_ name: String) throws(ToolError) -> [Int]? {
        guard let value = self[name] else { return nil }
        guard case .array(let values) = value else { throw mistake(name, "expected an array of whole numbers") }
        var integers: [Int] = []
        for value in values {
            guard let integer = value.wholeNumber.flatMap({ Int32(exactly: $0) }) else {
                throw mistake(name, "expected an array of whole numbers")
            }
            integers.append(Int(integer))
        }
        return integers
    }

    func texts(_ name: String) throws(ToolError) -> [String]? {
        guard let value = self[name] else { return nil }
        guard case .array(let values) = value else { throw mistake(name, "expected an array of strings") }
        var texts: [String] = []
        for value in values {
            guard case .string(let text) = value else { throw mistake(name, "expected an array of strings") }
            texts.append(text)
        }
        return texts
    }

    func fields(_ name: String) throws(ToolError) -> QuestionFields? {
        guard let value = self[name] else { return nil }
        return try QuestionFields(value, path: path + name + ".")
    }

    /// The error for a member.
    func mistake(_ name: String, _ message: String) -> ToolError {
        ToolError(.invalidQuestion, "\(path)\(name): \(message)")
    }
}

extension JSONValue {
    /// The number, if it is whole and fits.
    fileprivate var wholeNumber: Int64? {
        switch self {
        case .integer(let value): value
        case .number(let value): Int64(exactly: value)
        default: nil
        }
    }
}
