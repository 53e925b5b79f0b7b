/// Fires at the local times that a cron expression names in a time zone.
public struct CronTrigger: Sendable, Hashable {
    /// The expression, in Quartz's dialect.
    public var expression: CronExpression
    /// The zone whose local time the expression names.
    public var zone: TimeZoneRules

    /// Creates the rule.
    public init(_ expression: CronExpression, in zone: TimeZoneRules = .utc) {
        self.expression = expression
        self.zone = zone
    }
}

extension CronTrigger {
    /// The first fire time strictly after an instant, not before the start's second and not after the end.
    ///
    /// As in Quartz the start counts in whole seconds, its milliseconds dropped.
    func fireTime(
        after instant: Timestamp, start: Timestamp, end: Timestamp?, clockChanges: ClockChangePolicy?
    ) -> Timestamp? {
        let startSecond = Timestamp(milliseconds: start.milliseconds.flooredQuotient(by: 1_000) * 1_000)
        let after = instant < startSecond ? startSecond.advanced(by: .seconds(-1)) : instant
        if let end, end <= after { return nil }
        guard let time = expression.next(after: after, in: zone, clockChanges: clockChanges) else { return nil }
        if let end, end < time { return nil }
        return time
    }

    /// The first fire time at or after the start's second and not after the end.
    func firstFireTime(start: Timestamp, end: Timestamp?, clockChanges: ClockChangePolicy?) -> Timestamp? {
        fireTime(after: start.advanced(by: .seconds(-1)), start: start, end: end, clockChanges: clockChanges)
    }
}
