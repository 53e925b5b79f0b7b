import CarnelianCore

extension Trigger {
    /// The trigger with its first fire time after an instant as the next one, and the fires before it counted.
    func positioned(after instant: Timestamp, calendar: ExclusionCalendar?) -> Trigger {
        var trigger = self
        if case .dailyTimeInterval(let rule) = kind, rule.repeatCount != SimpleTrigger.forever {
            // How many fires are left only counting tells.
            trigger.nextFireTime = firstFireTime(calendar: calendar)
            while let next = trigger.nextFireTime, next <= instant { trigger = trigger.advanced(calendar: calendar) }
        } else {
            trigger.nextFireTime = fireTime(after: instant, calendar: calendar)
        }
        // A trigger that has neither fired nor a next fire time begins with its first one.
        if trigger.nextFireTime == nil { trigger.previousFireTime = instant }
        return trigger
    }
}
