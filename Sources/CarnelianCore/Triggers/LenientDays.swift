/// The fires of a daily time interval as Quartz finds them, on Java's lenient calendar; in milliseconds.
struct LenientDays {
    let slots: DaySlots
    let clock: LenientClock

    /// The first slot that Quartz sees after an instant; nil if the end is before its day's part that still counts.
    func slot(after instant: Int64, start: Int64, end: Int64?) -> Int64? {
        let from = max(instant + 1_000, start)
        let isPastEndOfDay = from > clock.setting(slots.endOfDay, at: from)
        guard let time = advanced(from, toNextDay: isPastEndOfDay, end: end) else { return nil }
        let startOfDay = clock.setting(slots.startOfDay, at: time)
        let endOfDay = clock.setting(slots.endOfDay, at: time)
        if time < startOfDay { return startOfDay }
        let elapsed = (time - startOfDay) / 1_000 * 1_000
        let slot = startOfDay + (elapsed + slots.interval - 1) / slots.interval * slots.interval
        guard slot > endOfDay else { return slot }
        let isSameDate = clock.date(at: slot) == clock.date(at: endOfDay)
        return advanced(slot, toNextDay: isSameDate, end: end).map { clock.setting(slots.startOfDay, at: $0) }
    }

    /// The instant itself if its day counts and no next day is asked for; otherwise the start of the next day that counts.
    ///
    /// That day is reached day by day, as Java adds them. Nil if the result is after the end.
    private func advanced(_ instant: Int64, toNextDay: Bool, end: Int64?) -> Int64? {
        var time = instant
        var startOfDay = clock.setting(slots.startOfDay, at: instant)
        if toNextDay || !slots.include(day: clock.date(at: startOfDay)) {
            for _ in 1...7 {
                startOfDay = clock.adding(days: 1, to: startOfDay)
                if slots.include(day: clock.date(at: startOfDay)) {
                    time = startOfDay
                    break
                }
            }
        }
        if let end, end < time { return nil }
        return time
    }
}
