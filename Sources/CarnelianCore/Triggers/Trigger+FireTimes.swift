extension Trigger {
    /// The schedule's first fire time, calendar and jitter respected; nil if there is none before the end.
    ///
    /// That is the start of a simple, fixed-delay or calendar-interval trigger, and the first match at or after the start of
    /// the others. As in Quartz a cron or daily-time-interval trigger's start counts in whole seconds, its milliseconds
    /// dropped.
    public func firstFireTime(calendar: ExclusionCalendar? = nil) -> Timestamp? {
        guard let first = included(firstSlot(), calendar) else { return nil }
        return jitter > .zero ? jittered(first, calendar) : first
    }

    /// The schedule's first fire time strictly after an instant, within start, end and repeat count, calendar and jitter
    /// respected; nil if there is none.
    ///
    /// A trigger that has fired more often than its repeat count has none. Where a calendar excludes
    /// `Trigger.mostExcludedTimes` fire times in a row, there is none either.
    public func fireTime(after instant: Timestamp, calendar: ExclusionCalendar? = nil) -> Timestamp? {
        if isSpent { return nil }
        return jitter > .zero
            ? jitteredFireTime(after: instant, calendar) : included(slot(after: instant), calendar)
    }

    /// The trigger after the fire of its next fire time.
    ///
    /// That time becomes the previous one, the schedule's next one after it the next, and the count grows by one, except
    /// for cron and recurrence triggers, for which Quartz's tables keep no count.
    ///
    /// The next fire time follows from the time that was scheduled, never from the time of the day, so missed times are
    /// caught up one by one. Without a next fire time the trigger is unchanged.
    public func advanced(calendar: ExclusionCalendar? = nil) -> Trigger {
        guard let fired = nextFireTime else { return self }
        var trigger = self
        if countsFires { trigger.timesTriggered += 1 }
        trigger.previousFireTime = fired
        trigger.missed = nil
        if case .fixedDelay = kind {
            let isOver = trigger.isSpent || endTime.map { $0 <= fired } ?? false
            trigger.nextFireTime = isOver ? nil : FixedDelayTrigger.running
        } else {
            trigger.nextFireTime = trigger.fireTime(after: fired, calendar: calendar)
        }
        return trigger
    }

    /// How many fire times in a row a calendar may exclude before the search ends.
    public static let mostExcludedTimes = 500_000

    /// The first fire time from `first` on that the calendar does not exclude.
    func included(_ first: Timestamp?, _ calendar: ExclusionCalendar?) -> Timestamp? {
        guard let calendar, var time = first else { return first }
        for _ in 0..<Self.mostExcludedTimes {
            if calendar.includes(time) { return time }
            guard let free = calendar.nextIncluded(from: time), free > time,
                let next = slot(notBefore: free, excluded: time)
            else { return nil }
            time = next
        }
        return nil
    }

    /// The first slot at or after an instant, on the way from an earlier one.
    ///
    /// Quartz steps from slot to slot, and near a clock change or the end the next slot may depend on the one before it. So
    /// most of the way is leapt over, and the rest is taken in Quartz's steps.
    private func slot(notBefore free: Timestamp, excluded time: Timestamp) -> Timestamp? {
        if daysOfSteps == 0 { return slot(after: free.advanced(by: .milliseconds(-1))) }
        var next = time
        if let daysOfSteps {
            let leap = min(free, endTime ?? free).advanced(by: .seconds(-86_400 * daysOfSteps))
            if leap > next {
                guard let far = slot(after: leap) else { return nil }
                next = far
            }
        }
        while next < free {
            guard let later = slot(after: next), later > next else { return nil }
            next = later
        }
        return next
    }

    /// Over how many days a slot may depend on those before it; nil: over any time.
    private var daysOfSteps: Int? {
        switch kind {
        case .simple, .fixedDelay, .foreign: 0
        case .calendarInterval(let rule): rule.unit.seconds == nil ? nil : 0
        case .cron, .recurrence: 2
        // From day of the week to day of the week, and once more.
        case .dailyTimeInterval: 16
        }
    }

    private func firstSlot() -> Timestamp? {
        switch kind {
        case .simple, .fixedDelay: startTime
        case .cron(let rule): rule.firstFireTime(start: startTime, end: endTime, clockChanges: clockChanges)
        case .calendarInterval(let rule):
            rule.firstFireTime(start: startTime, end: endTime, clockChanges: clockChanges)
        case .dailyTimeInterval(let rule):
            rule.firstFireTime(start: startTime, end: endTime, clockChanges: clockChanges)
        case .recurrence(let rule): rule.firstFireTime(start: startTime, end: endTime, clockChanges: clockChanges)
        case .foreign: nil
        }
    }

    /// The rule's first time strictly after an instant; neither calendar nor jitter nor the count of fires matter.
    func slot(after instant: Timestamp) -> Timestamp? {
        switch kind {
        case .simple(let rule): rule.fireTime(after: instant, start: startTime, end: endTime)
        case .cron(let rule):
            rule.fireTime(after: instant, start: startTime, end: endTime, clockChanges: clockChanges)
        case .calendarInterval(let rule):
            rule.fireTime(after: instant, start: startTime, end: endTime, clockChanges: clockChanges)
        case .dailyTimeInterval(let rule):
            rule.fireTime(after: instant, start: startTime, end: endTime, clockChanges: clockChanges)
        case .fixedDelay(let rule): rule.fireTime(after: instant, start: startTime, end: endTime)
        case .recurrence(let rule):
            rule.fireTime(after: instant, start: startTime, end: endTime, clockChanges: clockChanges)
        case .foreign: nil
        }
    }

    /// Whether the trigger has fired more often than its repeat count.
    var isSpent: Bool {
        switch kind {
        case .simple(let rule): !rule.repeatsForever && timesTriggered > rule.repeatCount
        case .dailyTimeInterval(let rule):
            rule.repeatCount != SimpleTrigger.forever && timesTriggered > rule.repeatCount
        case .fixedDelay(let rule):
            rule.repeatCount != SimpleTrigger.forever && timesTriggered > rule.repeatCount
        case .cron, .calendarInterval, .recurrence, .foreign: false
        }
    }

    /// Whether Quartz's tables have a column for the count of fires.
    private var countsFires: Bool {
        switch kind {
        case .simple, .calendarInterval, .dailyTimeInterval, .fixedDelay, .recurrence: true
        case .cron, .foreign: false
        }
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
