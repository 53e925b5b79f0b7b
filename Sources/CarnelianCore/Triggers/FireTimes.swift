extension Trigger {
    /// The coming fire times from the next one on (the first one if none is set), computed as they are asked for.
    public var fireTimes: FireTimes { fireTimes(calendar: nil) }

    /// The coming fire times from the next one on (the first one if none is set), without those that a calendar excludes.
    ///
    /// Of a fixed-delay trigger: as if its runs took no time.
    public func fireTimes(calendar: ExclusionCalendar?) -> FireTimes {
        FireTimes(of: self, calendar: calendar)
    }
}

/// A trigger's coming fire times; ends with the schedule, which may be never.
public struct FireTimes: Sequence, IteratorProtocol, Sendable {
    private var trigger: Trigger
    private let calendar: ExclusionCalendar?

    init(of trigger: Trigger, calendar: ExclusionCalendar?) {
        self.trigger = trigger
        self.calendar = calendar
        if trigger.nextFireTime == nil && trigger.previousFireTime == nil {
            self.trigger.nextFireTime = trigger.firstFireTime(calendar: calendar)
        }
    }

    /// The next fire time.
    public mutating func next() -> Timestamp? {
        guard let time = trigger.nextFireTime else { return nil }
        trigger = trigger.advanced(calendar: calendar)
        if trigger.nextFireTime == FixedDelayTrigger.running {
            trigger.nextFireTime = trigger.fireTime(after: time, calendar: calendar)
        }
        return time
    }
}
