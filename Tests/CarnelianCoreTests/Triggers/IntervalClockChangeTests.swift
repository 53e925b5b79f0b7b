import CarnelianCore
import Testing

/// Both interval rules around every change of every zone from 1970 to 2100, with each flag and policy.
struct IntervalClockChangeTests {
    static let policies = ClockChangePolicy.Gap.allCases.flatMap { gap in
        ClockChangePolicy.Overlap.allCases.map { ClockChangePolicy(gap: gap, overlap: $0) }
    }
    static let parts = 8
    private static let day: Int64 = 86_400

    @Test(arguments: 0..<parts)
    func calendarIntervalsGoOn(part: Int) {
        eachTransition(part: part) { zone, transition in
            for (days, unit) in [(Int64(9), IntervalUnit.day), (70, .week), (500, .month)] {
                // Within the hour that the clocks skip or repeat, some intervals earlier.
                let start = transition + 1_500 - days * Self.day
                for flags in 0..<4 {
                    let rule = CalendarIntervalTrigger(
                        every: 1, unit, in: zone, preservesHourOfDay: flags & 1 != 0,
                        skipsDayIfHourDoesNotExist: flags & 2 != 0)
                    let found = times(in: transition - Self.day...transition + Self.day) {
                        rule.fireTime(
                            after: $0, start: Timestamp(milliseconds: start * 1_000), end: nil, clockChanges: nil)
                    }
                    if found.isEmpty && unit == .day || found.count > 6 || found.last == -1 {
                        return "\(rule) from \(start): \(found)"
                    }
                }
            }
            return nil
        }
    }

    @Test(arguments: 0..<parts)
    func dailyTimeIntervalsGoOn(part: Int) {
        eachTransition(part: part) { zone, transition in
            let around = zone.local(utc: transition).quotientAndRemainder(dividingBy: Self.day).remainder
            for (before, length, interval) in [
                (Int64(3_600), Int64(7_200), 25), (-1_800, 600, 60), (80_000, 86_000, 1_440),
            ] {
                let from = max(0, around - before)
                let rule = DailyTimeIntervalTrigger(
                    every: interval, .minute, from: timeOfDay(from), to: timeOfDay(from + length), in: zone)
                let found = times(in: transition - Self.day...transition + Self.day) {
                    rule.fireTime(after: $0, start: Timestamp(milliseconds: 1_000), end: nil, clockChanges: nil)
                }
                if found.isEmpty || found.count > 30 || found.last == -1 { return "\(rule): \(found)" }
            }
            return nil
        }
    }

    @Test(arguments: 0..<parts)
    func aPolicyFiresTheNamedReadings(part: Int) {
        eachTransition(part: part) { zone, transition in
            let window = transition - Self.day...transition + Self.day
            let reading = zone.local(utc: transition - 1)
            let first = reading + 1_201 - 9 * Self.day
            guard case .once(let start) = zone.instants(local: first) else { return nil }
            let daily = CalendarIntervalTrigger(every: 1, .day, in: zone)
            let slots = DailyTimeIntervalTrigger(every: 25, .minute, from: TimeOfDay(hour: 0, minute: 10), in: zone)
            let nearby = transition - 4_000...transition + 5_400
            let named = slotReadings(around: nearby, changing: transition, in: zone)
            let changes = zone.transitions.filter { abs($0 - transition) < 3 * Self.day }
            for policy in Self.policies {
                let model = NamedReadings(zone: zone, changes: changes, policy: policy)
                let days = model.instants(of: (5...13).map { first + $0 * Self.day }, in: window)
                let foundDays = times(in: window) {
                    daily.fireTime(
                        after: $0, start: Timestamp(milliseconds: start * 1_000), end: nil, clockChanges: policy)
                }
                if days != foundDays { return "\(policy): \(foundDays), not \(days)" }
                let all = model.instants(of: named, in: nearby)
                let found = times(in: nearby) {
                    slots.fireTime(after: $0, start: Timestamp(milliseconds: 1_000), end: nil, clockChanges: policy)
                }
                if all != found { return "\(policy): \(found), not \(all)" }
            }
            return nil
        }
    }

    /// Every 25 minutes from 00:10 of each day.
    private func slotReadings(
        around window: ClosedRange<Int64>, changing transition: Int64, in zone: TimeZoneRules
    ) -> [Int64] {
        let instants = [window.lowerBound, transition - 1, transition, window.upperBound]
        let bounds = instants.map { zone.local(utc: $0) }.sorted()
        let readings = bounds[0]...bounds[3]
        let days = readings.lowerBound.flooredQuotient(by: Self.day)...readings.upperBound.flooredQuotient(by: Self.day)
        var named: [Int64] = []
        for day in days {
            for second in stride(from: Int64(600), to: Self.day, by: 1_500) {
                let reading = day * Self.day + second
                if readings.contains(reading) { named.append(reading) }
            }
        }
        return named
    }

    /// From a start in 1970 a search in 2099 is direct: in steps of seconds there are four thousand million before it.
    @Test func searchesFarAheadAreQuick() throws {
        let zone = try TimeZoneRules("America/New_York")
        let start = Timestamp(milliseconds: 86_400_000 + 9_000_000)
        let after = try #require(Timestamp(iso8601: "2099-06-01T00:00:00Z"))
        let elapsed = ContinuousClock().measure {
            for policy in [nil] + Self.policies {
                for unit in IntervalUnit.allCases {
                    let rule = CalendarIntervalTrigger(every: 1, unit, in: zone, preservesHourOfDay: true)
                    for _ in 0..<20 {
                        let next = rule.fireTime(after: after, start: start, end: nil, clockChanges: policy)
                        #expect(next.map { $0 > after } ?? false)
                    }
                }
                let rule = DailyTimeIntervalTrigger(every: 1, .second, on: [7], in: zone)
                for _ in 0..<20 {
                    let next = rule.fireTime(after: after, start: start, end: nil, clockChanges: policy)
                    #expect(next.map { $0 > after } ?? false)
                }
            }
        }
        #expect(elapsed < .seconds(30))
    }

    /// Reports the first faults that the check finds.
    private func eachTransition(part: Int, check: (TimeZoneRules, Int64) -> String?) {
        var faults: [String] = []
        for (index, zone) in EveryZone.distinct.enumerated() where index % Self.parts == part {
            for transition in zone.transitions
            where transition > 600 * Self.day && transition < EveryZone.year2100 {
                if let fault = check(zone, transition) { faults.append("\(zone) at \(transition): \(fault)") }
            }
        }
        #expect(faults.isEmpty, "\(faults.count) faults: \(faults.prefix(3))")
    }

    /// The fire times in a window in seconds since the epoch; -1 at the end where they do not increase.
    private func times(in window: ClosedRange<Int64>, next: (Timestamp) -> Timestamp?) -> [Int64] {
        var found: [Int64] = []
        var time = Timestamp(milliseconds: window.lowerBound * 1_000 - 1)
        while let fire = next(time), found.count < 200 {
            guard fire > time else { return found + [-1] }
            guard fire.milliseconds <= window.upperBound * 1_000 else { break }
            found.append(fire.milliseconds / 1_000)
            time = fire
        }
        return found
    }

    private func timeOfDay(_ second: Int64) -> TimeOfDay {
        let second = Int(min(second, 86_399))
        return TimeOfDay(hour: second / 3_600, minute: second / 60 % 60, second: second % 60)
    }
}

/// The instants that readings of a zone's clock stand for under a policy, one by one.
struct NamedReadings {
    let zone: TimeZoneRules
    /// The changes of the offset that may matter.
    let changes: [Int64]
    let policy: ClockChangePolicy

    func instants(of readings: [Int64], in window: ClosedRange<Int64>) -> [Int64] {
        Set(readings.flatMap(instants)).filter(window.contains).sorted()
    }

    private func instants(of reading: Int64) -> [Int64] {
        switch (zone.instants(local: reading), policy.gap, policy.overlap) {
        case (.once(let utc), _, _): [utc]
        case (.gap, .skip, _): []
        case (.gap(let start, _), .fireAtTransition, _):
            changes.filter { zone.local(utc: $0 - 1) + 1 == start && zone.local(utc: $0) > reading }
        case (.twice(let first, _), _, .first): [first]
        case (.twice(_, let second), _, .second): [second]
        case (.twice(let first, let second), _, .both): [first, second]
        }
    }
}
