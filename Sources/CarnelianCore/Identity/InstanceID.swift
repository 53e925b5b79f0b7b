/// Names one node of the cluster: Quartz's instance id.
///
/// At most 79 characters, so that a fire instance id made from it fits Quartz's 95-character `ENTRY_ID`.
public struct InstanceID: Sendable, Hashable, Codable, RawRepresentable, ExpressibleByStringLiteral {
    /// The most characters an instance id may have.
    public static let maximumLength = 79

    /// The id as stored in the `INSTANCE_NAME` columns.
    public var rawValue: String

    /// Creates an instance id from its text.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Creates an instance id from a literal.
    public init(stringLiteral value: String) {
        self.rawValue = value
    }

    /// Makes the id that Quartz's `AUTO` makes: the host's name followed by the time in milliseconds, shortened to fit.
    public static func automatic(host: String, at time: Timestamp, salt: String = "") -> InstanceID {
        let suffix = "\(time.milliseconds)\(salt)"
        return InstanceID(rawValue: String(host.prefix(maximumLength - suffix.count)) + suffix)
    }
}

extension InstanceID: CustomStringConvertible {
    /// The id.
    public var description: String { rawValue }
}

extension InstanceID: Comparable {
    /// Orders by text.
    public static func < (left: InstanceID, right: InstanceID) -> Bool {
        left.rawValue < right.rawValue
    }
}
