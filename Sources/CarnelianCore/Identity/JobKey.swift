/// Names one stored job: unique by name within its group.
///
/// Names and groups hold 1 to 200 characters (Quartz's column width). The default group is `DEFAULT`, as in Quartz.
public struct JobKey: Sendable, Hashable, Codable {
    /// The group a key gets when none is named.
    public static let defaultGroup = "DEFAULT"

    /// The job's name within its group.
    public var name: String
    /// The job's group.
    public var group: String

    /// Creates a key; nothing is checked until the job is stored.
    public init(_ name: String, group: String = JobKey.defaultGroup) {
        self.name = name
        self.group = group
    }
}

extension JobKey: CustomStringConvertible {
    /// `GROUP.NAME`, the form that the tool reads and prints.
    public var description: String { "\(group).\(name)" }
}

extension JobKey: Comparable {
    /// Orders by group, then name.
    public static func < (left: JobKey, right: JobKey) -> Bool {
        (left.group, left.name) < (right.group, right.name)
    }
}
