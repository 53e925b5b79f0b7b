extension DailyTimeIntervalTrigger {
    /// The first fire time at or after the start's second.
    package func firstFireTime(start: Timestamp, end: Timestamp?, clockChanges: ClockChangePolicy?) -> Timestamp? {
        fireTime(after: start.advanced(by: .seconds(-1)), start: start, end: end, clockChanges: clockChanges)
    }

    /// The first fire time strictly after an instant and not before the start's second; nil if there is none.
    ///
    /// - Without a policy as Quartz has it: fires of a day follow each other in exact time from its start of day, whatever
    ///   the clock does meanwhile; a start or end of day that a clock change skips comes as much later as the clocks
    ///   jump, one that occurs twice means its second pass. As there, the end is looked at before the slot is found: one
    ///   fire may come after it. Only where a zone skipped a whole day and Quartz would go back in time, the answer is
    ///   that of the policy to skip and to take the second pass.
    /// - With a policy a day's fires are readings of the clock, at whole intervals from the start of day up to the end of
    ///   day, the end inclusive; skipped and repeated ones fire as the policy says.
    ///
    /// Repeat counts are the trigger's matter. Nothing fires after the year 9999.
    package func fireTime(
        after instant: Timestamp, start: Timestamp, end: Timestamp?, clockChanges: ClockChangePolicy?
    ) -> Timestamp? {
        guard let slots = DaySlots(of: self), instant <= .lastOfSchedules, start.isWithinSchedules else { return nil }
        let zone = zone ?? .process
        let instant = max(instant, start.advanced(by: .seconds(-1)))
        if clockChanges == nil {
            let time = LenientDays(slots: slots, clock: LenientClock(zone)).slot(
                after: instant.milliseconds, start: start.milliseconds, end: end?.milliseconds)
            guard let time else { return nil }
            if time > instant.milliseconds { return Timestamp(milliseconds: time) }
        }
        let policy = clockChanges ?? ClockChangePolicy(gap: .skip, overlap: .second)
        let startSecond = start.milliseconds.flooredQuotient(by: 1_000) * 1_000
        let time = WallClockSearch(zone: zone, policy: policy).first(
            after: max(instant.milliseconds, startSecond - 1), firstReading: { slots.reading(atOrAfter: $0) })
        guard let time, time <= end?.milliseconds ?? .max else { return nil }
        return Timestamp(milliseconds: time)
    }
}
