package import CarnelianCore

/// Where a rescheduled trigger begins.
public enum RescheduleMode: Sendable, Hashable {
    /// At the first fire time of its own schedule, as Quartz's `rescheduleJob`; default.
    case recompute
    /// Where the trigger that it replaces stands: it fires next at the first time of its own schedule that is not before
    /// the fire time that was next, and keeps the previous one.
    ///
    /// So nothing fires twice and nothing is left out: a fire time that the new schedule has as well stays, one that was
    /// due already fires, and a start in the past catches nothing up. Its count of fires begins anew; what was missed
    /// before is forgotten. Where the old trigger has no next fire time, or counts it from the end of a run in progress,
    /// it is recomputed.
    case keepNextFireTime
}

extension Trigger {
    /// The trigger as it goes on where `old` stands.
    /// - Throws: `CarnelianError` with code `.neverFires` if its schedule has no fire time from there on.
    package func continuing(_ old: Trigger, calendar: ExclusionCalendar?) throws -> Trigger {
        guard let next = old.nextFireTime, next != FixedDelayTrigger.running else { return self }
        var trigger = self
        trigger.previousFireTime = old.previousFireTime
        if case .fixedDelay = kind {
            let time = max(next, startTime)
            trigger.nextFireTime = endTime.map { time < $0 } ?? true ? time : nil
        } else {
            trigger.nextFireTime = fireTime(after: next.advanced(by: .milliseconds(-1)), calendar: calendar)
        }
        guard trigger.nextFireTime != nil else {
            throw CarnelianError(.neverFires, "trigger \(key) has no fire time from \(next) on, the one that was next")
        }
        return trigger
    }
}
