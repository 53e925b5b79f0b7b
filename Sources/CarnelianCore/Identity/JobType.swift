/// The stable wire name that selects a job's code; stored in Quartz's `JOB_CLASS_NAME` column.
///
/// It is chosen once and kept: renaming a Swift type never orphans a stored job. 1 to 250 characters.
public struct JobType: Sendable, Hashable, Codable, RawRepresentable, ExpressibleByStringLiteral {
    /// The wire name, for example `billing.send-reminder`.
    public var rawValue: String

    /// Creates a job type from its wire name.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Creates a job type from a literal wire name.
    public init(stringLiteral value: String) {
        self.rawValue = value
    }
}

extension JobType: CustomStringConvertible {
    /// The wire name.
    public var description: String { rawValue }
}
