extension CalendarIntervalTrigger {
    /// The start, whatever the end: as Quartz has it.
    package func firstFireTime(start: Timestamp, end: Timestamp?, clockChanges: ClockChangePolicy?) -> Timestamp? {
        start
    }

    /// The first fire time strictly after an instant, not before the start and before the end; nil if there is none.
    ///
    /// Seconds, minutes and hours are exact multiples of time from the start; clock changes and policies do not touch
    /// them. Longer units keep the start's reading of the clock:
    /// - Without a policy they step as Quartz does, from the start by Java's calendar. A step into a gap moves the
    ///   schedule (days and weeks to before the gap, months and years to after it), and what follows keeps the moved
    ///   time until a later search leaps over that gap, unless `preservesHourOfDay` restores the hour.
    /// - With a policy every date has the start's time of day; a date that lacks it is skipped or fires at the
    ///   transition, one that has it twice fires at the pass that the policy names. Neither flag has an effect. The start
    ///   itself always fires.
    ///
    /// Nothing fires after the year 9999.
    package func fireTime(
        after instant: Timestamp, start: Timestamp, end: Timestamp?, clockChanges: ClockChangePolicy?
    ) -> Timestamp? {
        if let end, end <= instant { return nil }
        if instant < start { return start }
        guard interval >= 1, interval <= Int(Int32.max), instant <= .lastOfSchedules, start.isWithinSchedules,
            let time = firstSlot(after: instant.milliseconds, start: start.milliseconds, clockChanges: clockChanges)
        else { return nil }
        let next = Timestamp(milliseconds: time)
        if let end, end <= next { return nil }
        return next <= .lastOfSchedules ? next : nil
    }

    /// The instant is not before the start.
    private func firstSlot(after instant: Int64, start: Int64, clockChanges: ClockChangePolicy?) -> Int64? {
        if let seconds = unit.seconds {
            let length = Int64(interval) * seconds * 1_000
            return start + ((instant - start) / length + 1) * length
        }
        guard let stride = CalendarStride(interval, unit) else { return nil }
        guard let clockChanges else {
            return LenientSteps(of: stride, from: start, in: zone).first(
                after: instant, preservingHour: preservesHourOfDay, skippingDay: skipsDayIfHourDoesNotExist)
        }
        let first = LenientClock(zone).reading(at: start)
        // The start has fired; of its reading at most another pass is still to come.
        let firstStep: Int64 = clockChanges.overlap == .both ? 0 : 1
        return WallClockSearch(zone: zone, policy: clockChanges).first(after: instant) {
            stride.reading(atOrAfter: $0, from: first, notBeforeStep: firstStep)
        }
    }
}

extension Timestamp {
    /// 9999-12-31T23:59:59.999Z, after which no interval trigger fires.
    static let lastOfSchedules = Timestamp(milliseconds: 253_402_300_799_999)

    /// Whether it is no further from 1970 than the last time that an interval trigger fires.
    var isWithinSchedules: Bool { milliseconds.magnitude <= Self.lastOfSchedules.milliseconds.magnitude }
}
