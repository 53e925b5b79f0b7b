extension Trigger {
    /// The schedule's first fire time: the start of a simple trigger, the first match at or after the start of a cron
    /// trigger; nil if there is none before the end.
    ///
    /// As in Quartz a cron trigger's start counts in whole seconds, its milliseconds dropped.
    public func firstFireTime() -> Timestamp? {
        switch kind {
        case .simple: startTime
        case .cron: fireTime(after: startTime.advanced(by: .seconds(-1)))
        case .foreign: nil
        }
    }

    /// The schedule's first fire time strictly after an instant, within start, end and repeat count; nil if there is none.
    ///
    /// A simple trigger that has fired more often than its repeat count has none.
    public func fireTime(after instant: Timestamp) -> Timestamp? {
        switch kind {
        case .simple(let rule):
            if !rule.repeatsForever && timesTriggered > rule.repeatCount { return nil }
            return rule.fireTime(after: instant, start: startTime, end: endTime)
        case .cron(let rule):
            return rule.fireTime(after: instant, start: startTime, end: endTime)
        case .foreign:
            return nil
        }
    }

    /// The trigger after the fire of its next fire time.
    ///
    /// That time becomes the previous one, the schedule's next one after it the next, and a simple trigger's count grows
    /// by one; for cron triggers Quartz's tables keep no count.
    ///
    /// The next fire time follows from the time that was scheduled, never from the time of the day, so missed times are
    /// caught up one by one. Without a next fire time the trigger is unchanged.
    public func advanced() -> Trigger {
        guard let fired = nextFireTime else { return self }
        var trigger = self
        if case .simple = kind { trigger.timesTriggered += 1 }
        trigger.previousFireTime = fired
        trigger.nextFireTime = trigger.fireTime(after: fired)
        return trigger
    }

    /// The coming fire times from the next one on (the first one if none is set), computed as they are asked for.
    public var fireTimes: FireTimes {
        FireTimes(of: self)
    }
}

/// A trigger's coming fire times; ends with the schedule, which may be never.
public struct FireTimes: Sequence, IteratorProtocol, Sendable {
    private var trigger: Trigger

    init(of trigger: Trigger) {
        self.trigger = trigger
        if trigger.nextFireTime == nil && trigger.previousFireTime == nil {
            self.trigger.nextFireTime = trigger.firstFireTime()
        }
    }

    /// The next fire time.
    public mutating func next() -> Timestamp? {
        guard let time = trigger.nextFireTime else { return nil }
        trigger = trigger.advanced()
        return time
    }
}

extension SimpleTrigger {
    /// Whether the repeat count is -1.
    public var repeatsForever: Bool { repeatCount == SimpleTrigger.forever }

    /// The first slot `start + k × interval` strictly after an instant and before the end, with k up to the repeat count.
    func fireTime(after instant: Timestamp, start: Timestamp, end: Timestamp?) -> Timestamp? {
        if let end, end <= instant { return nil }
        if instant < start { return start }
        guard repeatCount != 0, interval > 0 else { return nil }
        let (elapsed, isTooFar) = instant.milliseconds.subtractingReportingOverflow(start.milliseconds)
        guard !isTooFar else { return nil }
        let slot = elapsed / interval + 1
        guard repeatsForever || slot <= Int64(repeatCount) else { return nil }
        let (distance, overflow) = slot.multipliedReportingOverflow(by: interval)
        let (time, carried) = start.milliseconds.addingReportingOverflow(distance)
        guard !overflow, !carried else { return nil }
        if let end, end.milliseconds <= time { return nil }
        return Timestamp(milliseconds: time)
    }
}

extension CronTrigger {
    /// The first match strictly after an instant, not before the start's second and not after the end.
    func fireTime(after instant: Timestamp, start: Timestamp, end: Timestamp?) -> Timestamp? {
        let startSecond = Timestamp(milliseconds: start.milliseconds.flooredQuotient(by: 1_000) * 1_000)
        let after = instant < startSecond ? startSecond.advanced(by: .seconds(-1)) : instant
        if let end, end <= after { return nil }
        guard let time = expression.next(after: after, in: zone) else { return nil }
        if let end, end < time { return nil }
        return time
    }
}
