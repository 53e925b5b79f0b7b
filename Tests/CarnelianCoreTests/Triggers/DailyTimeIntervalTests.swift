import CarnelianCore
import Testing

struct DailyTimeIntervalTests {
    private let berlin = "Europe/Berlin"

    /// The fire times from the first one on, or those after an instant, as UTC texts without seconds.
    private func fires(
        _ rule: DailyTimeIntervalTrigger, start: String, after: String? = nil, end: String? = nil, count: Int,
        _ policy: ClockChangePolicy? = nil
    ) throws -> [String] {
        let start = try #require(Timestamp(iso8601: start))
        let end = try end.map { try #require(Timestamp(iso8601: $0)) }
        var next: Timestamp?
        if let after {
            let after = try #require(Timestamp(iso8601: after))
            next = rule.fireTime(after: after, start: start, end: end, clockChanges: policy)
        } else {
            next = rule.firstFireTime(start: start, end: end, clockChanges: policy)
        }
        var fires: [String] = []
        while let time = next, fires.count < count {
            fires.append(String(time.description.prefix(16)))
            next = rule.fireTime(after: time, start: start, end: end, clockChanges: policy)
        }
        return fires
    }

    private func rule(
        every interval: Int, _ unit: IntervalUnit, _ from: String, _ to: String,
        on days: Set<Int> = DailyTimeIntervalTrigger.allDays, in zone: String = "UTC"
    ) throws -> DailyTimeIntervalTrigger {
        DailyTimeIntervalTrigger(
            every: interval, unit, from: try TimeOfDay(from), to: try TimeOfDay(to), on: days,
            in: try TimeZoneRules(zone))
    }

    @Test(arguments: [nil, ClockChangePolicy(gap: .skip, overlap: .first)])
    func bothEndsOfTheDayFire(policy: ClockChangePolicy?) throws {
        let rule = try rule(every: 4, .hour, "09:00", "17:00", on: DailyTimeIntervalTrigger.mondayToFriday)
        // 20 November 2026 is a Friday.
        #expect(
            try fires(rule, start: "2026-11-20T09:00:00Z", count: 5, policy)
                == ["2026-11-20T09:00", "2026-11-20T13:00", "2026-11-20T17:00", "2026-11-23T09:00", "2026-11-23T13:00"])
        #expect(try fires(rule, start: "2026-11-20T17:00:01Z", count: 1, policy) == ["2026-11-23T09:00"])
        #expect(try fires(rule, start: "2026-11-21T10:00:00Z", count: 1, policy) == ["2026-11-23T09:00"])
        #expect(
            try fires(rule, start: "2026-11-20T00:00:00Z", after: "2026-11-20T09:00:00.250Z", count: 1, policy)
                == ["2026-11-20T13:00"])
    }

    @Test(arguments: [nil, ClockChangePolicy(gap: .skip, overlap: .first)])
    func eachDayBeginsAnew(policy: ClockChangePolicy?) throws {
        let rule = try rule(every: 7, .hour, "00:00", "23:59:59")
        #expect(
            try fires(rule, start: "2026-11-20T00:00:00Z", count: 6, policy) == [
                "2026-11-20T00:00", "2026-11-20T07:00", "2026-11-20T14:00", "2026-11-20T21:00", "2026-11-21T00:00",
                "2026-11-21T07:00",
            ])
    }

    @Test(arguments: [nil, ClockChangePolicy(gap: .skip, overlap: .first)])
    func theStartCountsInWholeSeconds(policy: ClockChangePolicy?) throws {
        let rule = try rule(every: 1, .minute, "09:00", "17:00")
        #expect(try fires(rule, start: "2026-11-20T09:00:00.900Z", count: 1, policy) == ["2026-11-20T09:00"])
        #expect(try fires(rule, start: "2026-11-20T09:00:01.000Z", count: 1, policy) == ["2026-11-20T09:01"])
    }

    @Test func theEndIsInclusive() throws {
        let rule = try rule(every: 1, .hour, "09:00", "17:00")
        let policy = ClockChangePolicy(gap: .skip, overlap: .first)
        let start = "2026-11-20T09:00:00Z"
        #expect(
            try fires(rule, start: start, end: "2026-11-20T10:00:00Z", count: 9, policy)
                == ["2026-11-20T09:00", "2026-11-20T10:00"])
        #expect(try fires(rule, start: start, end: "2026-11-20T10:30:00Z", count: 9, policy).count == 2)
        // Quartz looks at the end before it has found the slot, so that one fire may come after it.
        #expect(
            try fires(rule, start: start, end: "2026-11-20T10:30:00Z", count: 9)
                == ["2026-11-20T09:00", "2026-11-20T10:00", "2026-11-20T11:00"])
    }

    @Test func withoutAZoneItIsTheProcesss() throws {
        let start = Timestamp(milliseconds: 1_795_355_820_000)
        let own = DailyTimeIntervalTrigger(every: 50, .minute, from: TimeOfDay(hour: 2), in: nil)
        let named = DailyTimeIntervalTrigger(every: 50, .minute, from: TimeOfDay(hour: 2), in: .process)
        #expect(
            own.fireTime(after: start, start: start, end: nil, clockChanges: nil)
                == named.fireTime(after: start, start: start, end: nil, clockChanges: nil))
    }

    @Test func aGapOnAFiringDay() throws {
        // On 29 March 2026 clocks jump from 02:00 to 03:00.
        let rule = try rule(every: 30, .minute, "01:30", "03:30", in: berlin)
        let start = "2026-03-29T00:00:00+01:00"
        let moved = ClockChangePolicy(gap: .fireAtTransition, overlap: .first)
        let expected = ["2026-03-29T00:30", "2026-03-29T01:00", "2026-03-29T01:30", "2026-03-29T23:30"]
        #expect(try fires(rule, start: start, count: 4) == expected)
        #expect(try fires(rule, start: start, count: 4, moved) == expected)
        let odd = try self.rule(every: 40, .minute, "01:30", "03:30", in: berlin)
        #expect(
            try fires(odd, start: start, count: 3) == ["2026-03-29T00:30", "2026-03-29T01:10", "2026-03-29T23:30"])
        #expect(
            try fires(odd, start: start, count: 4, moved)
                == ["2026-03-29T00:30", "2026-03-29T01:00", "2026-03-29T01:30", "2026-03-29T23:30"])
        let skipped = ClockChangePolicy(gap: .skip, overlap: .first)
        #expect(
            try fires(odd, start: start, count: 3, skipped)
                == ["2026-03-29T00:30", "2026-03-29T01:30", "2026-03-29T23:30"])
    }

    @Test func anOverlapOnAFiringDay() throws {
        // On 25 October 2026 clocks go back from 03:00 to 02:00.
        let rule = try rule(every: 1, .hour, "01:00", "03:00", in: berlin)
        let start = "2026-10-25T00:00:00+02:00"
        let (one, first, second, three) = (
            "2026-10-24T23:00", "2026-10-25T00:00", "2026-10-25T01:00", "2026-10-25T02:00"
        )
        #expect(try fires(rule, start: start, count: 4) == [one, first, second, three])
        for (overlap, passes) in [
            (ClockChangePolicy.Overlap.first, [first]), (.second, [second]), (.both, [first, second]),
        ] {
            let policy = ClockChangePolicy(gap: .skip, overlap: overlap)
            let found = try fires(rule, start: start, count: passes.count + 2, policy)
            #expect(found == [one] + passes + [three], "\(overlap)")
        }
    }

    @Test func aSkippedDayDoesNotTurnTheClockBack() throws {
        // Tokelau had no Friday 30 December 2011; Quartz goes back to the Thursday, again and again.
        let rule = try rule(every: 5, .hour, "00:06", "00:41", on: [6], in: "Pacific/Fakaofo")
        #expect(
            try fires(rule, start: "2011-12-26T00:00:00Z", after: "2011-12-30T01:45:00Z", count: 2)
                == ["2012-01-05T11:06", "2012-01-12T11:06"])
    }
}
