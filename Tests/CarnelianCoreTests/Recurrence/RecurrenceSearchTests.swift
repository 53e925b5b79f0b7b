import CarnelianCore
import Testing

struct RecurrenceSearchTests {
    @Test(
        .timeLimit(.minutes(10)),
        arguments: [
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=YEARLY;BYMONTH=2;BYYEARDAY=200",
            "FREQ=YEARLY;BYDAY=53MO;BYMONTH=1",
            "FREQ=MONTHLY;BYDAY=6MO",
            "FREQ=MONTHLY;BYMONTH=4,6,9,11;BYMONTHDAY=31",
            "FREQ=MONTHLY;BYHOUR=1,2;BYSETPOS=3",
            "FREQ=MONTHLY;INTERVAL=12;BYMONTH=6",
            "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=2",
            "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=DAILY;BYHOUR=1;BYSETPOS=-2",
            "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
            "FREQ=HOURLY;INTERVAL=24;BYHOUR=5",
            "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=MINUTELY;INTERVAL=2;BYMINUTE=1",
            "FREQ=MINUTELY;INTERVAL=1440;BYMINUTE=1",
            "FREQ=MINUTELY;BYSECOND=1,2;BYSETPOS=3",
            "FREQ=SECONDLY;INTERVAL=2;BYSECOND=1",
            "FREQ=SECONDLY;INTERVAL=86400;BYHOUR=12;BYMINUTE=30;BYSECOND=1",
            "FREQ=SECONDLY;BYYEARDAY=366;BYMONTH=2",
            "FREQ=SECONDLY;BYSETPOS=2;BYHOUR=0",
        ])
    func aRuleThatNamesNothingEnds(text: String) throws {
        // A Thursday, 00:00:00.
        let start = try time("1970-01-01T00:00:00Z")
        for zone in ["UTC", "America/New_York"] {
            let trigger = RecurrenceTrigger(try RecurrenceRule(text), in: try TimeZoneRules(zone))
            let local = try #require(
                Timestamp(iso8601: zone == "UTC" ? "1970-01-01T00:00:00Z" : "1970-01-01T00:00:00-05:00"))
            #expect(trigger.firstFireTime(start: local, end: nil, clockChanges: nil) == nil)
            #expect(trigger.fireTime(after: start, start: local, end: nil, clockChanges: nil) == nil)
        }
    }

    @Test(
        .timeLimit(.minutes(10)),
        arguments: [
            ("FREQ=SECONDLY", "2190-05-05T05:05:05Z", "2190-05-05T05:05:06.000Z"),
            ("FREQ=SECONDLY;INTERVAL=7", "2190-05-05T05:05:05Z", "2190-05-05T05:05:11.000Z"),
            ("FREQ=SECONDLY;COUNT=2147483647", "2037-01-01T00:00:00Z", "2037-01-01T00:00:01.000Z"),
            ("FREQ=SECONDLY;COUNT=2147483647", "2038-01-19T03:14:05Z", "2038-01-19T03:14:06.000Z"),
            ("FREQ=SECONDLY;COUNT=2147483647", "2038-01-19T03:14:06Z", nil),
            ("FREQ=SECONDLY;BYHOUR=9;COUNT=3600001", "1972-09-26T09:59:59Z", "1972-09-27T09:00:00.000Z"),
            ("FREQ=SECONDLY;BYHOUR=9;COUNT=3600001", "1972-09-27T09:00:00Z", nil),
            ("FREQ=MINUTELY;INTERVAL=10;BYDAY=MO;COUNT=1000000", "2190-05-05T00:00:00Z", nil),
            ("FREQ=HOURLY;INTERVAL=5;BYHOUR=0,5,10;COUNT=100000", "2190-05-05T00:00:00Z", "2190-05-07T00:00:00.000Z"),
            ("FREQ=DAILY;COUNT=80000", "2189-01-10T12:00:00Z", "2189-01-11T00:00:00.000Z"),
            ("FREQ=DAILY;COUNT=80000", "2189-01-11T00:00:00Z", nil),
            ("FREQ=YEARLY;COUNT=230", "2198-06-06T00:00:00Z", "2199-01-01T00:00:00.000Z"),
            ("FREQ=YEARLY", "2199-01-01T00:00:00Z", nil),
            ("FREQ=DAILY;BYHOUR=23;BYMINUTE=59;BYSECOND=60", "2199-12-30T23:59:59Z", "2199-12-31T23:59:59.000Z"),
            ("FREQ=DAILY;BYHOUR=23;BYMINUTE=59;BYSECOND=60", "2199-12-31T23:59:59Z", nil),
            ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=SU", "2004-02-29T00:00:00Z", "2032-02-29T00:00:00.000Z"),
        ] as [(String, String, String?)])
    func findsTheNextFromAnyInstantWithoutWalkingThere(text: String, after: String, next: String?) throws {
        let trigger = RecurrenceTrigger(try RecurrenceRule(text))
        let found = trigger.fireTime(
            after: try time(after), start: try time("1970-01-01T00:00:00Z"), end: nil, clockChanges: nil)
        #expect(found?.description == next)
    }

    @Test(arguments: [
        // Weeks 1 and 53 of 2026 begin in 2025 and end in 2027; a week's number from the back counts its own year's weeks.
        ("FREQ=YEARLY;BYWEEKNO=-53", ["2025-12-29", "2031-12-29"]),
        ("FREQ=YEARLY;BYWEEKNO=1", ["2025-12-29", "2027-01-04", "2028-01-03"]),
        ("FREQ=YEARLY;BYWEEKNO=53", ["2026-12-28", "2032-12-27"]),
        ("FREQ=YEARLY;BYWEEKNO=-1;BYDAY=SU", ["2025-12-28", "2027-01-03", "2028-01-02"]),
        // Days in either set.
        (
            "FREQ=MONTHLY;BYDAY=MO,1TU;COUNT=6",
            ["2025-12-01", "2025-12-02", "2025-12-08", "2025-12-15", "2025-12-22", "2025-12-29"]
        ),
    ])
    func weeksAndDays(text: String, days: [String]) throws {
        let trigger = RecurrenceTrigger(try RecurrenceRule(text))
        let start = try time("2025-12-01T00:00:00Z")
        var after = start.advanced(by: .seconds(-1))
        for day in days {
            after = try #require(trigger.fireTime(after: after, start: start, end: nil, clockChanges: nil))
            #expect(after.description == day + "T00:00:00.000Z")
        }
    }

    @Test(arguments: [
        ("FREQ=DAILY;UNTIL=20260103", "2026-01-03T23:30:00.000+01:00"),
        ("FREQ=DAILY;UNTIL=20260103T233000", "2026-01-03T23:30:00.000+01:00"),
        ("FREQ=DAILY;UNTIL=20260103T232959", "2026-01-02T23:30:00.000+01:00"),
        ("FREQ=DAILY;UNTIL=20260103T223000Z", "2026-01-03T23:30:00.000+01:00"),
        ("FREQ=DAILY;UNTIL=20260103T222959Z", "2026-01-02T23:30:00.000+01:00"),
        ("FREQ=DAILY;COUNT=3", "2026-01-03T23:30:00.000+01:00"),
    ])
    func untilIncludesItsTimeAndADateTheWholeDay(text: String, last: String) throws {
        let trigger = RecurrenceTrigger(try RecurrenceRule(text), in: try TimeZoneRules("Europe/Berlin"))
        let start = try time("2026-01-01T23:30:00+01:00")
        var found = start
        while let next = trigger.fireTime(after: found, start: start, end: nil, clockChanges: nil) { found = next }
        #expect(found == Timestamp(iso8601: last))
    }

    @Test func startAndEndBoundTheFires() throws {
        let trigger = RecurrenceTrigger(try RecurrenceRule("FREQ=DAILY;BYHOUR=12"))
        // The start's milliseconds do not count; a start that does not match does not fire.
        let start = Timestamp(milliseconds: try time("2026-01-01T12:00:00Z").milliseconds + 250)
        #expect(
            trigger.firstFireTime(start: start, end: nil, clockChanges: nil)?.description == "2026-01-01T12:00:00.000Z")
        let noon = RecurrenceTrigger(try RecurrenceRule("FREQ=DAILY;BYHOUR=12;BYMINUTE=0;COUNT=1"))
        let later = try time("2026-01-01T12:30:00Z")
        let next = try #require(noon.firstFireTime(start: later, end: nil, clockChanges: nil))
        #expect(next.description == "2026-01-02T12:00:00.000Z")
        #expect(noon.fireTime(after: next, start: later, end: nil, clockChanges: nil) == nil)
        let end = try time("2026-01-03T12:00:00Z")
        let last = trigger.fireTime(
            after: end.advanced(by: .milliseconds(-1)), start: start, end: end, clockChanges: nil)
        #expect(last == end)
        #expect(trigger.fireTime(after: end, start: start, end: end, clockChanges: nil) == nil)
        let early = end.advanced(by: .milliseconds(-1))
        #expect(trigger.fireTime(after: early, start: start, end: early, clockChanges: nil) == nil)
        let before = try time("1969-01-01T00:00:00Z")
        #expect(
            trigger.fireTime(after: before, start: start, end: nil, clockChanges: nil)
                == trigger.firstFireTime(start: start, end: nil, clockChanges: nil))
    }

    @Test func anyInstantIsTaken() throws {
        let extremes = [Int64.min, .min + 1, -1, 0, 1, .max - 1, .max].map(Timestamp.init(milliseconds:))
        for text in [
            "FREQ=SECONDLY", "FREQ=YEARLY;COUNT=3", "FREQ=WEEKLY;UNTIL=99991231", "FREQ=DAILY;INTERVAL=2147483647",
        ] {
            for zone in ["UTC", "Pacific/Apia"] {
                let trigger = RecurrenceTrigger(try RecurrenceRule(text), in: try TimeZoneRules(zone))
                for start in extremes {
                    for after in extremes {
                        let next = trigger.fireTime(after: after, start: start, end: nil, clockChanges: nil)
                        if let next { #expect(next > after && next.milliseconds >= start.milliseconds - 999) }
                    }
                }
            }
        }
    }

    private func time(_ text: String) throws -> Timestamp {
        try #require(Timestamp(iso8601: text))
    }
}
