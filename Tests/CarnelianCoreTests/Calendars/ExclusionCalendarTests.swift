import CarnelianCore
import Testing

struct ExclusionCalendarTests {
    @Test func weeksLeaveOutSaturdayAndSundayByDefault() throws {
        let calendar = try ExclusionCalendar.weekly(zone: berlin)
        #expect(try calendar.includes(time("2026-11-20T23:59:59.999+01:00")))
        #expect(try !calendar.includes(time("2026-11-21T00:00:00+01:00")))
        #expect(try calendar.nextIncluded(from: time("2026-11-21T12:00:00+01:00")) == time("2026-11-23T00:00:00+01:00"))
    }

    @Test func holidaysAreWholeDaysOfTheZone() throws {
        let dates = [try CalendarDate("2026-12-25"), try CalendarDate("2026-12-26")]
        let calendar = try ExclusionCalendar.holidays(dates, zone: berlin)
        #expect(try calendar.includes(time("2026-12-24T23:59:59.999+01:00")))
        #expect(try calendar.nextIncluded(from: time("2026-12-25T00:00:00+01:00")) == time("2026-12-27T00:00:00+01:00"))
    }

    @Test func aHolidayWithoutMidnightBeginsWhereTheClockJumpsTo() throws {
        let zone = try TimeZoneRules("America/Sao_Paulo")
        let calendar = try ExclusionCalendar.holidays([try CalendarDate("2017-10-15")], zone: zone)
        #expect(calendar.rule == .holiday([try time("2017-10-15T01:00:00-02:00")]))
        #expect(try calendar.nextIncluded(from: time("2017-10-15T03:00:00Z")) == time("2017-10-16T00:00:00-02:00"))
    }

    @Test func annualDaysReturnEveryYear() throws {
        let calendar = try ExclusionCalendar.annual(
            excluding: [.init(month: 12, day: 31), .init(month: 1, day: 1), .init(month: 2, day: 29)], zone: .utc)
        #expect(try calendar.nextIncluded(from: time("2031-12-31T08:00:00Z")) == time("2032-01-02T00:00:00Z"))
        #expect(try !calendar.includes(time("2028-02-29T08:00:00Z")))
        #expect(try calendar.includes(time("2027-03-01T00:00:00Z")))
    }

    @Test func monthlyDaysThatAMonthLacksDoNotCount() throws {
        let calendar = try ExclusionCalendar.monthly(excluding: [1, 31], zone: .utc)
        #expect(try calendar.nextIncluded(from: time("2026-07-31T10:00:00Z")) == time("2026-08-02T00:00:00Z"))
        #expect(try calendar.includes(time("2026-11-30T10:00:00Z")))
    }

    @Test func dailyRangesIncludeBothEndsAndTheEdgesOfTheDay() throws {
        let range = try ExclusionCalendar.DailyRange(TimeOfDay("08:00")...TimeOfDay("17:00"))
        let calendar = try ExclusionCalendar.daily(excluding: range, zone: .utc)
        #expect(try calendar.includes(time("2026-05-05T07:59:59.999Z")))
        #expect(try calendar.nextIncluded(from: time("2026-05-05T08:00:00Z")) == time("2026-05-05T17:00:00.001Z"))
        #expect(try calendar.nextIncluded(from: time("2026-05-05T23:59:59.999Z")) == time("2026-05-06T00:00:00.001Z"))
    }

    @Test func anInvertedDailyRangeLeavesOnlyItselfOver() throws {
        let range = ExclusionCalendar.DailyRange(start: 1, end: 2, isInverted: true)
        let calendar = try ExclusionCalendar.daily(excluding: range, zone: .utc)
        #expect(try calendar.nextIncluded(from: time("2026-05-05T00:00:00.003Z")) == time("2026-05-06T00:00:00.001Z"))
    }

    @Test func aDailyRangeThatAClockChangeRepeatsIsAtTheSecondPass() throws {
        let range = try ExclusionCalendar.DailyRange(TimeOfDay("02:10")...TimeOfDay("02:20"))
        let calendar = try ExclusionCalendar.daily(excluding: range, zone: berlin)
        #expect(try calendar.includes(time("2026-10-25T02:15:00+02:00")))
        #expect(try !calendar.includes(time("2026-10-25T02:15:00+01:00")))
    }

    @Test func cronSecondsAreExcludedWholeAndInBothPasses() throws {
        let calendar = try ExclusionCalendar.cron(excluding: CronExpression("* 10-20 2 ? * *"), zone: berlin)
        #expect(try calendar.includes(time("2026-10-25T02:09:59.999+02:00")))
        #expect(try !calendar.includes(time("2026-10-25T02:10:00+02:00")))
        #expect(try !calendar.includes(time("2026-10-25T02:20:59.999+01:00")))
        #expect(
            try calendar.nextIncluded(from: time("2026-10-25T02:10:00+02:00")) == time("2026-10-25T02:21:00+02:00"))
    }

    @Test func basesCountWithTheirOwnZones() throws {
        let base = try ExclusionCalendar.weekly(zone: TimeZoneRules("Asia/Tokyo"), description: "weekends")
        let calendar = try ExclusionCalendar(.monthly([23]), base: base, zone: berlin)
        #expect(calendar.base == base)
        #expect(calendar.chain == [calendar, base])
        #expect(calendar.base?.description == "weekends")
        #expect(try !calendar.includes(time("2026-11-21T00:00:00+09:00")))
        #expect(try calendar.includes(time("2026-11-22T15:00:00Z")))
        #expect(try calendar.nextIncluded(from: time("2026-11-22T23:00:00Z")) == time("2026-11-23T23:00:00Z"))
    }

    @Test func aChainThatExcludesEverythingHasNoNextTime() throws {
        let weekdays = try ExclusionCalendar.weekly(excluding: [2, 3, 4, 5, 6], zone: .utc)
        let instant = try time("2026-01-01T00:00:00Z")
        #expect(try ExclusionCalendar.weekly(zone: .utc, base: weekdays).nextIncluded(from: instant) == nil)
        #expect(try ExclusionCalendar.monthly(excluding: Set(1...31)).nextIncluded(from: instant) == nil)
        #expect(try ExclusionCalendar.cron(excluding: CronExpression("* * * * * ?")).nextIncluded(from: instant) == nil)
        let odd = try ExclusionCalendar.cron(excluding: CronExpression("1/2 * * * * ?"))
        let even = try ExclusionCalendar.cron(excluding: CronExpression("0/2 * * * * ?"), base: odd)
        #expect(even.nextIncluded(from: instant) == nil)
    }

    @Test func farTimesAreAnswered() throws {
        for time in [Int64.min, .min + 1, -1, 0, 7_258_118_399_999, 7_258_118_400_000, .max - 1, .max] {
            for calendar in try ExclusionCalendar.samples(zone: berlin) {
                let instant = Timestamp(milliseconds: time)
                let next = calendar.nextIncluded(from: instant)
                if calendar.includes(instant) { #expect(next == instant) }
            }
        }
    }

    @Test func rulesOutOfRangeAreRejected() throws {
        for rule: ExclusionCalendar.Rule in [
            .weekly([0]), .weekly([8]), .monthly([0]), .monthly([32]), .annual([.init(month: 2, day: 30)]),
            .annual([.init(month: 13, day: 1)]), .daily(.init(start: 5, end: 5)), .daily(.init(start: -1, end: 5)),
            .daily(.init(start: 5, end: 86_400_000)), .cron(try CronExpression(unix: "0 0 1 * 1")),
        ] {
            let error = #expect(throws: CarnelianError.self) { try ExclusionCalendar(rule) }
            #expect(error?.code == .invalidValue)
            #expect(error?.message.contains("calendar: ") == true)
        }
    }

    @Test func chainsHaveAtMostAHundredLinks() throws {
        var calendar = try ExclusionCalendar(.none)
        for _ in 1..<100 { calendar = try ExclusionCalendar(.none, base: calendar) }
        #expect(throws: CarnelianError.self) { try ExclusionCalendar(.none, base: calendar) }
    }

    @Test func datesAreChecked() throws {
        #expect(try CalendarDate("2028-02-29").description == "2028-02-29")
        for text in ["2027-02-29", "1969-12-31", "2200-01-01", "2026-1-1", "2026-00-01", "2026-01-01-", "+026-01-01"] {
            #expect(throws: CarnelianError.self) { try CalendarDate(text) }
        }
    }

    private var berlin: TimeZoneRules {
        get throws { try TimeZoneRules("Europe/Berlin") }
    }

    private func time(_ text: String) throws -> Timestamp { try #require(Timestamp(iso8601: text)) }
}
