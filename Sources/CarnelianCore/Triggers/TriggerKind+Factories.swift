extension Trigger.Kind {
    /// Fires at the local times that a cron expression in Quartz's dialect names in a zone.
    ///
    /// Throws `.invalidSyntax` if expression or zone cannot be read.
    public static func cron(_ text: String, in zone: String = "UTC") throws(CarnelianError) -> Trigger.Kind {
        let expression: CronExpression
        do {
            expression = try CronExpression(text)
        } catch {
            throw CarnelianError(.invalidSyntax, error.description)
        }
        return .cron(CronTrigger(expression, in: try TimeZoneRules(zone)))
    }

    /// Fires at the trigger's start, then every interval; `times` is how often in all, nil: for ever.
    ///
    /// The interval counts in whole milliseconds. Values that make no schedule are reported by `Trigger.validate()`.
    public static func every(_ interval: Duration, times: Int? = nil) -> Trigger.Kind {
        let repeatCount = times.map { $0 > 0 ? $0 - 1 : Int.min } ?? SimpleTrigger.forever
        return .simple(SimpleTrigger(repeatCount: repeatCount, interval: interval.wholeMilliseconds))
    }

    /// Fires once, at the trigger's start.
    public static var once: Trigger.Kind { .simple(SimpleTrigger()) }
}
