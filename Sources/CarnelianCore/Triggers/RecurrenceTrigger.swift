/// Fires at the local times that a recurrence rule of RFC 5545 names in a time zone; the trigger's start is its DTSTART.
///
/// A start that does not match the rule does not fire, as with Quartz.NET and most calendars; the RFC leaves it open. COUNT
/// counts fires, so a rule with COUNT=10 fires ten times. The start counts in whole seconds, its milliseconds dropped.
/// The search ends with the year 2199.
///
/// Rules name local times, those that count hours, minutes and seconds too. Without a policy for clock changes a time that
/// does not occur is read with the offset before the gap, as RFC 5545 says: 02:30 fires at 03:30. A time that occurs twice
/// fires at its first pass, except that rules by the hour, minute and second fire at both, so that no hour goes by without.
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

extension RecurrenceTrigger {
    /// The first fire time at or after the start's second; nil if there is none until the end.
    package func firstFireTime(start: Timestamp, end: Timestamp?, clockChanges: ClockChangePolicy?) -> Timestamp? {
        fireTime(after: start.advanced(by: .seconds(-1)), start: start, end: end, clockChanges: clockChanges)
    }

    /// The first fire time strictly after an instant, not before the start's second and not after the end.
    package func fireTime(
        after instant: Timestamp, start: Timestamp, end: Timestamp?, clockChanges: ClockChangePolicy?
    ) -> Timestamp? {
        if let end, end <= instant { return nil }
        let startSecond = start.milliseconds.flooredQuotient(by: 1_000)
        let second = max(startSecond, instant.milliseconds.flooredQuotient(by: 1_000) + 1)
        guard startSecond >= Self.earliestStart, second <= Self.latest else { return nil }
        let search = RecurrenceSearch(rule, in: zone, from: startSecond, clockChanges)
        guard let fire = search.first(from: second), search.allows(fire) else { return nil }
        let time = Timestamp(milliseconds: fire * 1_000)
        if let end, end < time { return nil }
        return time
    }

    /// 0001-01-01T00:00:00Z: the first year that a rule can name.
    private static let earliestStart: Int64 = -62_135_596_800
    /// 2200-01-03T00:00:00Z: the year 2199 is over in every zone.
    private static let latest: Int64 = 7_258_291_200
}
