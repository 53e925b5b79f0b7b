/// The dates of a calendar interval as Quartz steps to them, on Java's lenient calendar.
///
/// Where a step ends depends on the one before it, so the result is that of walking step by step; but runs of steps that
/// no clock change touches are taken at once.
struct LenientSteps {
    private let stride: CalendarStride
    private let start: Int64
    private let clock: LenientClock

    init(of stride: CalendarStride, from start: Int64, in zone: TimeZoneRules) {
        self.stride = stride
        self.start = start
        clock = LenientClock(zone)
    }

    /// The first step's instant strictly after one that is not before the start; the start's hour restored if asked for,
    /// and a day that lacks that hour skipped if asked for.
    func first(after instant: Int64, preservingHour: Bool, skippingDay: Bool) -> Int64 {
        var time =
            switch stride {
            case .days(let days): first(after: instant, days: days)
            case .months(let months): first(after: instant, months: months)
            }
        guard preservingHour else { return time }
        let hour = clock.hour(at: start)
        while clock.hour(at: time) != hour {
            let restored = clock.setting(hour: hour, at: time)
            let isLacking = clock.hour(at: restored) != hour
            if restored > instant, !isLacking || !skippingDay { return restored }
            // From a late hour that is not skipped Quartz would not move on at all, and fire without end.
            time = step(from: isLacking && !skippingDay ? time : restored)
        }
        return time
    }

    private func step(from time: Int64) -> Int64 {
        switch stride {
        case .days(let days): clock.adding(days: days, to: time)
        case .months(let months):
            clock.time(reading: MonthSteps(from: clock.reading(at: time), interval: months).reading(afterSteps: 1))
        }
    }

    /// Quartz leaps over most of the way at once and takes the rest in single steps, of which those that a clock change
    /// touches decide the time of day of all that follow.
    private func first(after instant: Int64, days: Int64) -> Int64 {
        let length = days * LenientClock.day
        let leap = Self.leap(over: ((instant - start) / 1_000 + 1) / (length / 1_000))
        var time = leap > 0 ? clock.adding(days: leap * days, to: start) : start
        while time <= instant {
            let needed = (instant - time) / length + 1
            let untouched = clock.change(after: time).map { min(needed, ($0 - 1 - time) / length) } ?? needed
            time = untouched > 0 ? time + untouched * length : clock.adding(days: days, to: time)
        }
        return time
    }

    /// How many of the whole intervals that have passed Quartz takes at once.
    private static func leap(over intervals: Int64) -> Int64 {
        switch intervals {
        case ...20: 0
        case ..<50: intervals * 8 / 10
        case ..<500: intervals * 9 / 10
        default: intervals * 95 / 100
        }
    }

    /// Single steps all the way, of which only one that ends in a gap changes the time of day of those after it.
    private func first(after instant: Int64, months: Int64) -> Int64 {
        var time = start
        while time <= instant {
            let series = MonthSteps(from: clock.reading(at: time), interval: months)
            // A reading of the month before may occur late enough, if it occurs twice.
            var steps = max(1, series.steps(toMonthOf: clock.reading(at: instant)) - 1)
            while clock.time(reading: series.reading(afterSteps: steps)) <= instant { steps += 1 }
            time = clock.time(
                reading: firstSkipped(of: series, before: steps, from: time, to: instant)
                    ?? series.reading(afterSteps: steps))
        }
        return time
    }

    /// The first reading of the series that a clock change between two instants skips.
    private func firstSkipped(of series: MonthSteps, before end: Int64, from time: Int64, to instant: Int64) -> Int64? {
        let table = clock.zone.table
        let indices =
            table.index(atUTC: time.flooredQuotient(by: 1_000))..<table.index(atUTC: instant.flooredQuotient(by: 1_000))
        for index in indices where table.offsets[index] < table.offsets[index + 1] {
            let begin = (table.transitions[index] + Int64(table.offsets[index])) * 1_000
            let gap = begin..<(table.transitions[index] + Int64(table.offsets[index + 1])) * 1_000
            for bound in [gap.lowerBound, gap.upperBound - 1] {
                guard let steps = series.exactSteps(toMonthOf: bound), (1..<end).contains(steps) else { continue }
                let reading = series.reading(afterSteps: steps)
                if gap.contains(reading) { return reading }
            }
        }
        return nil
    }
}
