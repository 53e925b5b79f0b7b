/// Names one stored trigger: unique by name within its group.
///
/// Names and groups hold 1 to 200 characters (Quartz's column width). The default group is `DEFAULT`, as in Quartz.
public struct TriggerKey: Sendable, Hashable, Codable {
    /// The group a key gets when none is named.
    public static let defaultGroup = "DEFAULT"

    /// The trigger's name within its group.
    public var name: String
    /// The trigger's group.
    public var group: String

    /// Creates a key; nothing is checked until the trigger is stored.
    public init(_ name: String, group: String = TriggerKey.defaultGroup) {
        self.name = name
        self.group = group
    }
}

extension TriggerKey: CustomStringConvertible {
    /// `GROUP.NAME`, the form that the tool reads and prints.
    public var description: String { "\(group).\(name)" }
}

extension TriggerKey: Comparable {
    /// Orders by group, then name.
    public static func < (left: TriggerKey, right: TriggerKey) -> Bool {
        (left.group, left.name) < (right.group, right.name)
    }
}
