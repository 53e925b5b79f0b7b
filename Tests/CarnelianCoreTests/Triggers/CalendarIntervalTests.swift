import CarnelianCore
import Testing

struct CalendarIntervalTests {
    private let berlin = "Europe/Berlin"

    /// The next fire times after an instant, which is the start unless given, as UTC texts without seconds.
    private func fires(
        _ rule: CalendarIntervalTrigger, start: String, after: String? = nil, end: String? = nil, count: Int = 3,
        _ policy: ClockChangePolicy? = nil
    ) throws -> [String] {
        let start = try #require(Timestamp(iso8601: start))
        let end = try end.map { try #require(Timestamp(iso8601: $0)) }
        var time = try after.map { try #require(Timestamp(iso8601: $0)) } ?? start
        var fires: [String] = []
        while fires.count < count,
            let next = rule.fireTime(after: time, start: start, end: end, clockChanges: policy)
        {
            fires.append(String(next.description.prefix(16)))
            time = next
        }
        return fires
    }

    @Test func theFirstFireIsTheStart() throws {
        let start = Timestamp(milliseconds: 1_795_355_820_123)
        let rule = CalendarIntervalTrigger(every: 2, .month)
        #expect(rule.firstFireTime(start: start, end: nil, clockChanges: nil) == start)
        let before = Timestamp(milliseconds: 1)
        #expect(rule.fireTime(after: before, start: start, end: nil, clockChanges: nil) == start)
        let next = rule.fireTime(after: start, start: start, end: nil, clockChanges: nil)
        #expect(next?.milliseconds == 1_800_626_220_123)
    }

    @Test(arguments: [(IntervalUnit.second, Int64(7)), (.minute, 420), (.hour, 25_200)])
    func unitsBelowADayAreExact(unit: IntervalUnit, seconds: Int64) throws {
        let rule = CalendarIntervalTrigger(every: 7, unit, in: try TimeZoneRules(berlin))
        let start = Timestamp(milliseconds: 86_400_250)
        for policy in [nil, ClockChangePolicy(gap: .fireAtTransition, overlap: .both)] {
            for slot in [Int64(0), 1, 5_000, 5_000_000] {
                let time = Timestamp(milliseconds: start.milliseconds + slot * seconds * 1_000)
                let next = rule.fireTime(after: time, start: start, end: nil, clockChanges: policy)
                #expect(next == time.advanced(by: .seconds(seconds)))
                let before = Timestamp(milliseconds: time.milliseconds - 1)
                #expect(rule.fireTime(after: before, start: start, end: nil, clockChanges: policy) == time)
            }
        }
    }

    @Test func theEndIsExclusive() throws {
        let rule = CalendarIntervalTrigger(every: 1, .day)
        for policy in [nil, ClockChangePolicy(gap: .skip, overlap: .both)] {
            let found = try fires(
                rule, start: "2026-01-01T09:00:00Z", end: "2026-01-03T09:00:00Z", policy)
            #expect(found == ["2026-01-02T09:00"])
        }
    }

    @Test func aDayThatAMonthLacksStaysLowered() throws {
        let monthly = CalendarIntervalTrigger(every: 1, .month)
        #expect(
            try fires(monthly, start: "2028-01-31T12:00:00Z", count: 4)
                == ["2028-02-29T12:00", "2028-03-29T12:00", "2028-04-29T12:00", "2028-05-29T12:00"])
        #expect(
            try fires(monthly, start: "2028-01-31T12:00:00Z", after: "2029-01-31T00:00:00Z", count: 2)
                == ["2029-02-28T12:00", "2029-03-28T12:00"])
        let yearly = CalendarIntervalTrigger(every: 1, .year)
        #expect(
            try fires(yearly, start: "2028-02-29T12:00:00Z", after: "2031-06-01T00:00:00Z", count: 2)
                == ["2032-02-28T12:00", "2033-02-28T12:00"])
        let fourYears = CalendarIntervalTrigger(every: 4, .year)
        #expect(
            try fires(fourYears, start: "2028-02-29T12:00:00Z", after: "2090-01-01T00:00:00Z")
                == ["2092-02-29T12:00", "2096-02-29T12:00", "2100-02-28T12:00"])
    }

    @Test func aGapMovesTheScheduleAsInQuartz() throws {
        // Daily at 02:30; on 29 March 2026 clocks jump from 02:00 to 03:00.
        let rule = CalendarIntervalTrigger(every: 1, .day, in: try TimeZoneRules(berlin))
        #expect(
            try fires(rule, start: "2026-03-26T02:30:00+01:00", count: 5) == [
                "2026-03-27T01:30", "2026-03-28T01:30", "2026-03-29T00:30", "2026-03-29T23:30", "2026-03-30T23:30",
            ])
        // Months go to after the gap, and stay there.
        let months = CalendarIntervalTrigger(every: 2, .month, in: try TimeZoneRules(berlin))
        #expect(
            try fires(months, start: "2026-01-29T02:30:00+01:00")
                == ["2026-03-29T01:30", "2026-05-29T01:30", "2026-07-29T01:30"])
    }

    @Test func theHourIsRestoredWhereItIsPreserved() throws {
        let zone = try TimeZoneRules(berlin)
        let late = CalendarIntervalTrigger(every: 1, .day, in: zone, preservesHourOfDay: true)
        #expect(
            try fires(late, start: "2026-03-28T02:30:00+01:00")
                == ["2026-03-29T01:30", "2026-03-30T00:30", "2026-03-31T00:30"])
        let skipping = CalendarIntervalTrigger(
            every: 1, .day, in: zone, preservesHourOfDay: true, skipsDayIfHourDoesNotExist: true)
        #expect(
            try fires(skipping, start: "2026-03-28T02:30:00+01:00") == [
                "2026-03-30T00:30", "2026-03-31T00:30", "2026-04-01T00:30",
            ])
    }

    @Test func aLateHourDoesNotFireWithoutEnd() throws {
        // Liberia set its clocks from 00:00:00 to 00:44:30 on 7 January 1972; Quartz stays at this fire for ever.
        let rule = CalendarIntervalTrigger(
            every: 3, .month, in: try TimeZoneRules("Africa/Monrovia"), preservesHourOfDay: true)
        #expect(
            try fires(rule, start: "1971-10-07T01:22:05Z") == [
                "1972-01-07T01:06", "1972-04-07T00:22", "1972-07-07T00:22",
            ])
    }

    @Test func aPolicyKeepsTheStartsTimeOfDay() throws {
        let rule = CalendarIntervalTrigger(every: 1, .day, in: try TimeZoneRules(berlin))
        let skip = ClockChangePolicy(gap: .skip, overlap: .first)
        let move = ClockChangePolicy(gap: .fireAtTransition, overlap: .first)
        #expect(
            try fires(rule, start: "2026-03-28T02:30:00+01:00", skip)
                == ["2026-03-30T00:30", "2026-03-31T00:30", "2026-04-01T00:30"])
        #expect(
            try fires(rule, start: "2026-03-28T02:30:00+01:00", move)
                == ["2026-03-29T01:00", "2026-03-30T00:30", "2026-03-31T00:30"])
    }

    @Test(
        arguments: [
            (.first, ["2026-10-25T00:30", "2026-10-26T01:30"]), (.second, ["2026-10-25T01:30", "2026-10-26T01:30"]),
            (.both, ["2026-10-25T00:30", "2026-10-25T01:30"]),
        ] as [(ClockChangePolicy.Overlap, [String])])
    func aPolicyNamesThePass(overlap: ClockChangePolicy.Overlap, expected: [String]) throws {
        let policy = ClockChangePolicy(gap: .skip, overlap: overlap)
        let zone = try TimeZoneRules(berlin)
        for rule in [CalendarIntervalTrigger(every: 1, .day, in: zone), .init(every: 1, .week, in: zone)] {
            let start = rule.unit == .day ? "2026-10-24T02:30:00+02:00" : "2026-10-18T02:30:00+02:00"
            let found = try fires(rule, start: start, count: 2, policy)
            #expect(found[0] == expected[0])
            #expect(rule.unit == .week || found[1] == expected[1])
        }
    }

    @Test func theStartIsItsOwnReading() throws {
        // The start is the first pass of 02:30: it has fired, and only "both" has the second pass fire too.
        let rule = CalendarIntervalTrigger(every: 1, .day, in: try TimeZoneRules(berlin))
        for (overlap, expected) in [
            (ClockChangePolicy.Overlap.first, "2026-10-26T01:30"), (.second, "2026-10-26T01:30"),
            (.both, "2026-10-25T01:30"),
        ] {
            let policy = ClockChangePolicy(gap: .skip, overlap: overlap)
            #expect(try fires(rule, start: "2026-10-25T02:30:00+02:00", count: 1, policy) == [expected])
            #expect(try fires(rule, start: "2026-10-25T02:30:00+01:00", count: 1, policy) == ["2026-10-26T01:30"])
        }
    }

    @Test func monthsStepByStepAreTheMonthsFound() {
        var random = SeededGenerator(21)
        for _ in 0..<300 {
            let interval = Int.random(in: 1...60, using: &random)
            let rule = CalendarIntervalTrigger(every: interval, .month)
            var date = CivilDateTime(
                year: Int.random(in: 1970...2000, using: &random), month: Int.random(in: 1...12, using: &random),
                day: 1,
                hour: 12)
            date.day = CivilDateTime.daysInMonth(date.month, of: date.year) - Int.random(in: 0...2, using: &random)
            let start = Timestamp(milliseconds: date.localSeconds * 1_000)
            while date.year < 2110 {
                let months = date.year * 12 + date.month - 1 + interval
                let (year, month) = (months / 12, months % 12 + 1)
                let day = min(date.day, CivilDateTime.daysInMonth(month, of: year))
                let after = Timestamp(milliseconds: date.localSeconds * 1_000)
                date = CivilDateTime(year: year, month: month, day: day, hour: 12)
                let next = rule.fireTime(after: after, start: start, end: nil, clockChanges: nil)
                #expect(next?.milliseconds == date.localSeconds * 1_000, "every \(interval) from \(start)")
            }
        }
    }
}
