package import CarnelianCore

extension Trigger {
    /// The trigger after its calendar was replaced: the rule that every store follows.
    ///
    /// Its next fire time is the first one that the new calendar includes after the previous fire time, never one that had
    /// passed without firing already; nil: it has ended. A fire that stands for missed ones as of now stays if the calendar
    /// includes it; what was missed is kept for the fire that comes.
    package func rescheduled(by calendar: ExclusionCalendar, at now: Timestamp) -> Trigger {
        if nextFireTime == FixedDelayTrigger.running { return self }
        if let nextFireTime, let missed, missed.scheduledFireTime != nextFireTime, calendar.includes(nextFireTime) {
            return self
        }
        var after = nextFireTime.map { min($0, now).advanced(by: .milliseconds(-1)) } ?? now
        if let previousFireTime { after = max(after, previousFireTime) }
        var trigger = self
        trigger.nextFireTime = fireTime(after: after, calendar: calendar)
        trigger.missed = trigger.nextFireTime.flatMap { next in
            missed.map { MissedFires(scheduledFireTime: next, count: $0.count) }
        }
        return trigger
    }
}

extension CarnelianError {
    /// A calendar cannot be removed: the triggers that name it, a few of them by key.
    package static func calendarInUse(_ name: String, by triggers: [TriggerKey]) -> CarnelianError {
        let shown = triggers.prefix(3).map(\.description).joined(separator: ", ")
        let more = triggers.count > 3 ? " and \(triggers.count - 3) more" : ""
        return CarnelianError(.inUse, "Calendar \(name) is used by trigger \(shown)\(more)")
    }
}
