import CarnelianCore

extension Trigger {
    /// The trigger with its first fire time after an instant as the next one, and the fires before it counted.
    func positioned(after instant: Timestamp, calendar: ExclusionCalendar?) -> Trigger {
        var trigger = self
        if case .dailyTimeInterval(let rule) = kind, rule.repeatCount != SimpleTrigger.forever {
            // How many fires are left only counting tells.
            trigger.timesTriggered = 0
            trigger.nextFireTime = firstFireTime(calendar: calendar)
            while let next = trigger.nextFireTime, next <= instant { trigger = trigger.advanced(calendar: calendar) }
        } else {
            trigger.nextFireTime = fireTime(after: instant, calendar: calendar)
        }
        // What was skipped since then belongs to the next fire; and without one, it does not begin anew.
        trigger.previousFireTime = instant
        return trigger
    }
}
