/// Fires at the local times that a recurrence rule of RFC 5545 names in a time zone; the trigger's start is its DTSTART.
public struct RecurrenceTrigger: Sendable, Hashable {
    /// The rule.
    public var rule: RecurrenceRule
    /// The zone whose local time the rule names.
    public var zone: TimeZoneRules

    /// Creates the trigger's rule.
    public init(_ rule: RecurrenceRule, in zone: TimeZoneRules = .utc) {
        self.rule = rule
        self.zone = zone
    }
}
