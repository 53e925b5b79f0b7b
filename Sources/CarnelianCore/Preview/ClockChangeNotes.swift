/// Finds out what clock changes had to do with a trigger's fires; jitter is left aside.
struct ClockChangeNotes: Sendable {
    private let trigger: Trigger
    private let calendar: ExclusionCalendar?
    private let named: NamedReadings
    private var zone: TimeZoneRules { named.zone }

    /// Nil for triggers that clock changes do not touch.
    init?(of trigger: Trigger, calendar: ExclusionCalendar?) {
        guard let named = NamedReadings(of: trigger), !named.zone.transitions.isEmpty else { return nil }
        self.trigger = trigger
        self.calendar = calendar
        self.named = named
    }

    /// Whether the schedule names an instant; a misfire may have set a fire to any other.
    func names(_ fire: Timestamp, after last: Timestamp) -> Bool {
        trigger.slot(after: last) == fire || isSlot(fire.milliseconds)
    }

    /// The notes for a fire, and on what was skipped between the fire before and this one.
    func notes(for fire: Timestamp, after last: Timestamp) -> [ClockChangeNote] {
        let (fire, last) = (fire.milliseconds, last.milliseconds)
        var notes: [ClockChangeNote] = []
        for gap in gaps(after: last, upTo: fire) where isIncluded(gap.end) {
            notes += note(readings(skippedIn: gap, between: last, and: fire), .skipped)
        }
        let moved = readings(movedTo: fire)
        notes += note(moved, .moved(to: text(reading(at: fire))))
        if moved.isEmpty, let original = shiftedReading(of: fire) {
            notes += note([original], .shifted(to: text(reading(at: fire))))
        }
        let second = fire.flooredQuotient(by: 1_000)
        if case .twice(let first, _) = zone.instants(local: zone.local(utc: second)) {
            notes += note([reading(at: fire)], second == first ? .firstPass : .secondPass)
        }
        return notes
    }

    /// Clocks set forward over readings; the instant in milliseconds.
    private struct Gap {
        let end: Int64
        let readings: Range<Int64>
        let before: Int64
        let after: Int64

        /// A skipped reading with the offset before the gap, and with the one after it.
        func instants(of reading: Int64) -> [Int64] {
            [reading - before, reading - after]
        }
    }

    /// The gaps whose instant lies after one and at or before another.
    private func gaps(after low: Int64, upTo high: Int64) -> [Gap] {
        let table = zone.table
        let first = table.index(atUTC: low.flooredQuotient(by: 1_000))
        let last = table.index(atUTC: high.flooredQuotient(by: 1_000))
        guard first < last else { return [] }
        return (first..<last).compactMap { index in
            let (before, after) = (Int64(table.offsets[index]) * 1_000, Int64(table.offsets[index + 1]) * 1_000)
            let end = table.transitions[index] * 1_000
            return before < after
                ? Gap(end: end, readings: (end + before)..<(end + after), before: before, after: after) : nil
        }
    }

    private func readings(in gap: Gap) -> [Int64] {
        Array(
            sequence(state: gap.readings.lowerBound) { from in
                guard let reading = named.first(from: from), reading < gap.readings.upperBound else { return nil }
                from = reading + 1
                return reading
            })
    }

    /// The readings of a gap for which nothing fires, neither the fire before the gap's end nor the one after it, nor a
    /// later one.
    private func readings(skippedIn gap: Gap, between last: Int64, and fire: Int64) -> [Int64] {
        if let policy = trigger.clockChanges { return policy.gap == .skip ? readings(in: gap) : [] }
        if case .cron = trigger.kind { return readings(in: gap) }
        return readings(in: gap).filter { reading in
            !gap.instants(of: reading).contains { time in
                (time == last || time == fire || (time > fire && isSlot(time))) && !isNamed(time)
            }
        }
    }

    /// The skipped readings that a fire stands for.
    private func readings(movedTo fire: Int64) -> [Int64] {
        if let policy = trigger.clockChanges {
            guard policy.gap == .fireAtTransition else { return [] }
            return gaps(after: fire - 1, upTo: fire).flatMap(readings(in:))
        }
        if case .cron = trigger.kind { return [] }
        guard !isNamed(fire) else { return [] }
        return gaps(after: fire - LenientClock.day, upTo: fire + LenientClock.day).flatMap { gap in
            [fire + gap.before, fire + gap.after].filter { gap.readings.contains($0) && named.contains($0) }
        }
    }

    /// The reading that a fire at another reading stands for, where Quartz steps in exact time or on from a moved fire.
    private func shiftedReading(of fire: Int64) -> Int64? {
        guard trigger.clockChanges == nil, !isNamed(fire) else { return nil }
        let reading = reading(at: fire)
        switch trigger.kind {
        case .calendarInterval:
            let half = LenientClock.day / 2
            return named.first(from: reading - half).flatMap { $0 < reading + half ? $0 : nil }
        case .dailyTimeInterval:
            let index = zone.table.index(atUTC: fire.flooredQuotient(by: 1_000))
            guard index > 0 else { return nil }
            let original = fire + Int64(zone.table.offsets[index - 1]) * 1_000
            return named.contains(original) ? original : nil
        case .cron, .recurrence, .simple, .fixedDelay, .foreign: return nil
        }
    }

    private func isSlot(_ time: Int64) -> Bool {
        trigger.slot(after: Timestamp(milliseconds: time - 1))?.milliseconds == time
    }

    /// Whether the clock's reading at an instant is named.
    private func isNamed(_ time: Int64) -> Bool {
        named.contains(reading(at: time))
    }

    private func isIncluded(_ time: Int64) -> Bool {
        calendar?.includes(Timestamp(milliseconds: time)) ?? true
    }

    private func reading(at time: Int64) -> Int64 {
        LenientClock(zone).reading(at: time)
    }

    private func note(_ readings: [Int64], _ effect: ClockChangeNote.Effect) -> [ClockChangeNote] {
        guard let first = readings.first, let last = readings.last else { return [] }
        return [
            ClockChangeNote(
                effect: effect, localTime: text(first), lastLocalTime: text(last), count: readings.count, zone: zone)
        ]
    }

    private func text(_ reading: Int64) -> String {
        CivilDateTime(localSeconds: reading.flooredQuotient(by: 1_000)).iso8601
    }
}
