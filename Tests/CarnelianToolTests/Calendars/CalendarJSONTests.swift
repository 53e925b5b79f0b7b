import CarnelianCore
import CarnelianTool
import Testing

struct CalendarJSONTests {
    @Test func readsWhatItWrites() throws {
        let berlin = try TimeZoneRules("Europe/Berlin")
        let holidays = try ExclusionCalendar.holidays(
            [CalendarDate("2026-12-25"), CalendarDate("2027-01-01")], zone: berlin, description: "öffentlich")
        let calendars = [
            holidays, try .weekly(excluding: [1, 7], zone: berlin, base: holidays),
            try .monthly(excluding: [1, 15, 31], zone: .utc),
            try .annual(excluding: [.init(month: 2, day: 29), .init(month: 12, day: 24)], zone: .utc, base: holidays),
            try .daily(excluding: .init(start: 28_800_000, end: 64_800_001, isInverted: true), zone: berlin),
            try .cron(excluding: CronExpression("* * 0-7,18-23 ? * *"), zone: .utc), try ExclusionCalendar(.none),
            // Not the first instant of a day in its zone.
            try ExclusionCalendar(.holiday([Timestamp(milliseconds: 1)]), zone: .utc),
        ]
        for calendar in calendars {
            let text = calendar.json.text
            #expect(try ExclusionCalendar(json: JSONReader.read(text)) == calendar, "\(text)")
        }
    }

    @Test func writesWhatPeopleWouldWrite() throws {
        let base = try ExclusionCalendar.holidays([CalendarDate("2026-12-25")], zone: .utc)
        let calendar = try ExclusionCalendar.daily(
            excluding: .init(start: 43_200_000, end: 46_800_500), zone: .utc, base: base)
        let expected =
            #"{"type":"daily","from":"12:00:00","to":"13:00:00.500","inverted":false,"timeZone":"UTC","description":null,"#
            + #""base":{"type":"holiday","dates":["2026-12-25"],"timeZone":"UTC","description":null,"base":null}}"#
        #expect(calendar.json.text == expected)
    }

    @Test(arguments: [
        #"{}"#, #"[]"#, #"{"type":"weekly"}"#, #"{"type":"weekly","days":[8]}"#, #"{"type":"monthly","days":[0]}"#,
        #"{"type":"annual","days":["2-29"]}"#, #"{"type":"annual","days":["02-30"]}"#,
        #"{"type":"holiday","dates":["2026-02-29"]}"#, #"{"type":"holiday","dates":"2026-02-28"}"#,
        #"{"type":"daily","from":"12:00","to":"11:00"}"#, #"{"type":"daily","from":"12:00","to":"13:00:00.5"}"#,
        #"{"type":"cron","expression":"nonsense"}"#, #"{"type":"none","timeZone":"Mars/Phobos"}"#,
    ])
    func refuses(text: String) throws {
        let json = try JSONReader.read(text)
        #expect(throws: (any Error).self) { try ExclusionCalendar(json: json) }
    }

    @Test func saysInWordsWhatIsExcluded() throws {
        let days = try (1...5).map { try CalendarDate(year: 2026, month: 5, day: $0) }
        let holidays = try ExclusionCalendar.holidays(days, zone: .utc)
        let words = [
            (holidays, "5 dates from 2026-05-01 to 2026-05-05"),
            (try .weekly(excluding: [1, 2, 3, 4, 7], zone: .utc), "SUN-WED, SAT"),
            (
                try .weekly(excluding: [1, 7], zone: .utc, base: holidays),
                "SUN, SAT; 5 dates from 2026-05-01 to 2026-05-05"
            ),
            (try .monthly(excluding: [1, 2, 3, 31], zone: .utc), "days 1-3, 31"),
            (try .annual(excluding: [.init(month: 12, day: 24)], zone: .utc), "every 12-24"),
            (
                try .daily(excluding: .init(start: 0, end: 3_600_000, isInverted: true), zone: .utc),
                "all but 00:00:00 to 01:00:00"
            ),
        ]
        for (calendar, expected) in words { #expect(calendar.words == expected) }
    }
}

struct ExcludedSpanTests {
    private let thursday = Timestamp(milliseconds: 12 * 3_600_000)

    @Test func runsOverTheWholeChain() throws {
        // Friday 2 January 1970 is a holiday, the weekend follows.
        let holiday = try ExclusionCalendar.holidays([CalendarDate("1970-01-02")], zone: .utc)
        let calendar = try ExclusionCalendar.weekly(zone: .utc, base: holiday)
        let span = try #require(calendar.nextExcludedSpan(from: thursday))
        #expect(span.from.milliseconds == 86_400_000 && span.until?.milliseconds == 4 * 86_400_000)
        let inside = Timestamp(milliseconds: 2 * 86_400_000 + 5)
        #expect(calendar.nextExcludedSpan(from: inside) == ExcludedSpan(from: inside, until: span.until))
    }

    @Test func findsSecondsAndPartsOfDays() throws {
        let cron = try ExclusionCalendar.cron(excluding: CronExpression("30 0 15 * * ?"), zone: .utc)
        let second = Timestamp(milliseconds: 15 * 3_600_000 + 30_000)
        #expect(
            cron.nextExcludedSpan(from: thursday) == ExcludedSpan(from: second, until: second.advanced(by: .seconds(1)))
        )
        let lunch = try ExclusionCalendar.daily(
            excluding: .init(start: 13 * 3_600_000, end: 14 * 3_600_000), zone: .utc)
        let span = try #require(lunch.nextExcludedSpan(from: thursday))
        // The last millisecond of the range is excluded too.
        #expect(span.from.milliseconds == 13 * 3_600_000 && span.until?.milliseconds == 14 * 3_600_000 + 1)
    }

    @Test func findsALeapDayAndNothingWhereNothingIs() throws {
        let leap = try ExclusionCalendar.annual(excluding: [.init(month: 2, day: 29)], zone: .utc)
        // 29 February 1972.
        #expect(leap.nextExcludedSpan(from: thursday)?.from == Timestamp(iso8601: "1972-02-29T00:00:00Z"))
        #expect(try ExclusionCalendar(.none).nextExcludedSpan(from: thursday) == nil)
        #expect(try ExclusionCalendar.monthly(excluding: [], zone: .utc).nextExcludedSpan(from: thursday) == nil)
        let everything = try ExclusionCalendar.monthly(excluding: Set(1...31), zone: .utc)
        #expect(everything.nextExcludedSpan(from: thursday) == ExcludedSpan(from: thursday, until: nil))
    }

    @Test func beginsWhereTheDayBeginsInItsZone() throws {
        let berlin = try TimeZoneRules("Europe/Berlin")
        let sunday = try ExclusionCalendar.weekly(excluding: [1], zone: berlin)
        // Sunday 28 March 2027 is 23 hours long there.
        let span = try #require(sunday.nextExcludedSpan(from: Timestamp(milliseconds: 1_806_062_400_000)))
        #expect(span.words(in: berlin) == "2027-03-28T00:00:00+01:00 to 2027-03-29T00:00:00+02:00")
    }
}
