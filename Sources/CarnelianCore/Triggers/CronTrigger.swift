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
