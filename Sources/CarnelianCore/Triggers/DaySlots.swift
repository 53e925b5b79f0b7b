/// The readings of the clock that a daily time interval names, and its days of the week in a form quick to ask.
struct DaySlots {
    let startOfDay: TimeOfDay
    let endOfDay: TimeOfDay
    /// Milliseconds from slot to slot.
    let interval: Int64
    private let days: UInt8

    /// Nil for a rule without days or interval.
    init?(of rule: DailyTimeIntervalTrigger) {
        guard let unit = rule.unit.seconds, (1...86_400).contains(rule.interval) else { return nil }
        startOfDay = rule.startOfDay
        endOfDay = rule.endOfDay
        interval = Int64(rule.interval) * unit * 1_000
        days = rule.daysOfWeek.reduce(0) { (1...7).contains($1) ? $0 | 1 << UInt8($1) : $0 }
        guard days != 0, startOfDay.isInRange, endOfDay.isInRange, startOfDay <= endOfDay else { return nil }
    }

    /// Whether a day, counted from 1970-01-01, is one of the days of the week.
    func include(day: Int64) -> Bool {
        days & 1 << UInt8(CivilDateTime.weekday(daysSinceEpoch: Int(day))) != 0
    }

    /// The first slot at or after a reading, in milliseconds since 1970-01-01T00:00:00 of the clock.
    func reading(atOrAfter reading: Int64) -> Int64? {
        let first = Int64(startOfDay.seconds) * 1_000
        let last = Int64(endOfDay.seconds) * 1_000
        let today = reading.flooredQuotient(by: LenientClock.day)
        for day in today...today + 7 where include(day: day) {
            let time = max(first, reading - day * LenientClock.day)
            let slot = first + (time - first + interval - 1) / interval * interval
            if slot <= last { return day * LenientClock.day + slot }
        }
        return nil
    }
}
