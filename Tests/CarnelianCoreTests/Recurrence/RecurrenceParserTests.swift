import CarnelianCore
import Testing

struct RecurrenceParserTests {
    @Test(arguments: [
        ("FREQ=DAILY", "FREQ=DAILY"),
        ("RRULE:FREQ=DAILY", "FREQ=DAILY"),
        ("rrule:byday=mo,-1fr;freq=monthly", "FREQ=MONTHLY;BYDAY=MO,-1FR"),
        ("WKST=SU;COUNT=3;INTERVAL=2;FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2;COUNT=3;WKST=SU"),
        ("FREQ=WEEKLY;WKST=MO;INTERVAL=1", "FREQ=WEEKLY"),
        (
            "BYSETPOS=-1,1;BYSECOND=60,0;BYMINUTE=5,5;BYHOUR=23,0;BYDAY=SU,MO;BYMONTHDAY=-1,31,1;BYMONTH=12,1;FREQ=YEARLY",
            "FREQ=YEARLY;BYMONTH=1,12;BYMONTHDAY=1,31,-1;BYDAY=MO,SU;BYHOUR=0,23;BYMINUTE=5;BYSECOND=0,60;BYSETPOS=1,-1"
        ),
        ("FREQ=YEARLY;BYYEARDAY=+366,-366;BYWEEKNO=-53,53", "FREQ=YEARLY;BYWEEKNO=53,-53;BYYEARDAY=366,-366"),
        ("FREQ=YEARLY;BYDAY=-1SU,+2MO,2MO,53SA,1TU", "FREQ=YEARLY;BYDAY=1TU,2MO,53SA,-1SU"),
        ("FREQ=DAILY;UNTIL=20261224", "FREQ=DAILY;UNTIL=20261224"),
        ("freq=daily;until=20261224t180000", "FREQ=DAILY;UNTIL=20261224T180000"),
        ("freq=daily;until=20261224t180060z", "FREQ=DAILY;UNTIL=20261224T180059Z"),
        ("FREQ=SECONDLY;INTERVAL=2147483647;COUNT=2147483647", "FREQ=SECONDLY;INTERVAL=2147483647;COUNT=2147483647"),
        ("FREQ=DAILY;INTERVAL=007", "FREQ=DAILY;INTERVAL=7"),
    ])
    func readsAndWritesTheCanonicalForm(text: String, canonical: String) throws {
        let rule = try RecurrenceRule(text)
        #expect(rule.text == canonical)
        #expect(rule.description == canonical)
        #expect(try RecurrenceRule(canonical) == rule)
    }

    @Test(
        arguments: [
            ("", "rule", 1, "", "one of FREQ"),
            ("FREQ=DAILY;", "rule", 12, "", "one of FREQ"),
            ("FREQ=DAILY;;COUNT=1", "rule", 12, "", "one of FREQ"),
            ("FREQ=DAILY;X-DAY=1", "rule", 12, "X-DAY", "one of FREQ"),
            (" FREQ=DAILY", "rule", 1, " FREQ", "one of FREQ"),
            ("COUNT=3", "FREQ", 8, "", "FREQ=SECONDLY to YEARLY"),
            ("FREQ", "FREQ", 5, "", "= and a value"),
            ("FREQ=", "FREQ", 6, "", "SECONDLY"),
            ("FREQ=FORTNIGHTLY", "FREQ", 6, "FORTNIGHTLY", "SECONDLY"),
            ("FREQ=DAILY;freq=daily", "FREQ", 12, "FREQ=DAILY", "only once"),
            ("FREQ=DAILY;INTERVAL=0", "INTERVAL", 21, "0", "1 to 2147483647"),
            ("FREQ=DAILY;INTERVAL=99999999999999999999", "INTERVAL", 21, "99999999999999999999", "1 to 2147483647"),
            ("FREQ=DAILY;COUNT=-1", "COUNT", 18, "-1", "1 to 2147483647"),
            ("FREQ=DAILY;COUNT=1,2", "COUNT", 19, ",", "a semicolon or the end"),
            ("FREQ=DAILY;COUNT=2;UNTIL=20260101", "UNTIL", 20, "UNTIL", "not both"),
            ("FREQ=DAILY;UNTIL=20260101;COUNT=2", "COUNT", 27, "COUNT", "not both"),
            ("FREQ=DAILY;UNTIL=20260230", "UNTIL", 18, "20260230", "a date such as"),
            ("FREQ=DAILY;UNTIL=20260101T2500", "UNTIL", 18, "20260101T2500", "a date such as"),
            ("FREQ=DAILY;UNTIL=20260101T250000Z", "UNTIL", 18, "20260101T250000Z", "a date such as"),
            ("FREQ=DAILY;UNTIL=20260101T000000+0100", "UNTIL", 33, "+0100", "a semicolon or the end"),
            ("FREQ=DAILY;BYSECOND=61", "BYSECOND", 21, "61", "0 to 60"),
            ("FREQ=DAILY;BYMINUTE=0,60", "BYMINUTE", 23, "60", "0 to 59"),
            ("FREQ=DAILY;BYHOUR=24", "BYHOUR", 19, "24", "0 to 23"),
            ("FREQ=DAILY;BYHOUR=", "BYHOUR", 19, "", "0 to 23"),
            ("FREQ=DAILY;BYHOUR=1,", "BYHOUR", 21, "", "0 to 23"),
            ("FREQ=DAILY;BYHOUR=1-3", "BYHOUR", 20, "-3", "a comma, a semicolon or the end"),
            ("FREQ=DAILY;BYMONTH=13", "BYMONTH", 20, "13", "1 to 12"),
            ("FREQ=DAILY;BYMONTHDAY=0", "BYMONTHDAY", 23, "0", "1 to 31 or -1 to -31"),
            ("FREQ=YEARLY;BYYEARDAY=-367", "BYYEARDAY", 23, "-367", "1 to 366 or -1 to -366"),
            ("FREQ=YEARLY;BYWEEKNO=54", "BYWEEKNO", 22, "54", "1 to 53 or -1 to -53"),
            ("FREQ=YEARLY;BYDAY=MON", "BYDAY", 21, "N", "a comma, a semicolon or the end"),
            ("FREQ=YEARLY;BYDAY=XY", "BYDAY", 19, "XY", "MO to SU"),
            ("FREQ=YEARLY;BYDAY=0MO", "BYDAY", 19, "0MO", "such as 2MO or -1FR"),
            ("FREQ=YEARLY;BYDAY=54MO", "BYDAY", 19, "54MO", "(1 to 53)"),
            ("FREQ=YEARLY;BYDAY=5", "BYDAY", 20, "", "MO to SU"),
            ("FREQ=YEARLY;WKST=1MO", "WKST", 18, "1MO", "MO to SU"),
            ("FREQ=DAILY;BYDAY=1MO", "BYDAY", 12, "BYDAY", "FREQ=MONTHLY or YEARLY only"),
            ("FREQ=YEARLY;BYWEEKNO=3;BYDAY=1MO", "BYDAY", 24, "BYDAY", "do not go with BYWEEKNO"),
            ("FREQ=MONTHLY;BYWEEKNO=3", "BYWEEKNO", 14, "BYWEEKNO", "FREQ=YEARLY only"),
            ("BYWEEKNO=3;FREQ=DAILY", "BYWEEKNO", 1, "BYWEEKNO", "FREQ=YEARLY only"),
            ("FREQ=WEEKLY;BYMONTHDAY=3", "BYMONTHDAY", 13, "BYMONTHDAY", "does not go with FREQ=WEEKLY"),
            ("FREQ=MONTHLY;BYYEARDAY=3", "BYYEARDAY", 14, "BYYEARDAY", "YEARLY, HOURLY, MINUTELY or SECONDLY"),
            ("FREQ=WEEKLY;BYYEARDAY=3", "BYYEARDAY", 13, "BYYEARDAY", "YEARLY, HOURLY, MINUTELY or SECONDLY"),
            ("FREQ=DAILY;BYYEARDAY=3", "BYYEARDAY", 12, "BYYEARDAY", "YEARLY, HOURLY, MINUTELY or SECONDLY"),
            ("FREQ=DAILY;BYSETPOS=1", "BYSETPOS", 12, "BYSETPOS", "another BY part"),
            ("FREQ=DAILY;BYHOUR=1;BYSETPOS=0", "BYSETPOS", 30, "0", "1 to 366"),
            ("FREQ=DAILY;BYHÖUR=1", "rule", 12, "BYHÖUR", "one of FREQ"),
            ("FREQ=DAILY;BYHOUR=1,ä,2", "BYHOUR", 21, "ä", "0 to 23"),
        ] as [(String, String, Int, String, String)])
    func namesPartColumnAndWhatWasExpected(
        text: String, part: String, column: Int, found: String, expected: String
    ) throws {
        do {
            _ = try RecurrenceRule(text)
            Issue.record("\(text) was read")
        } catch {
            #expect(error.part == part)
            #expect(error.column == column)
            #expect(error.found == found)
            #expect(error.expected.contains(expected), "\(error)")
            #expect(error.text == text)
            #expect(error.description.hasPrefix("recurrence rule \"\(text)\", column \(column), \(part): found "))
        }
    }

    @Test func tellsWhatACalendarIntervalShowsInItsPlace() throws {
        for (text, unit) in zip(
            ["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"],
            [.second, .minute, .hour, .day, .week, .month, .year] as [IntervalUnit])
        {
            let rule = try RecurrenceRule("FREQ=\(text);INTERVAL=3;COUNT=5")
            #expect(rule.quartzInterval == (unit, 3))
            #expect(rule.frequency.rawValue == text)
            #expect(rule.count == 5)
        }
        #expect(try RecurrenceRule("FREQ=DAILY;UNTIL=20260101").count == nil)
    }

    @Test func readingWhatWasWrittenGivesTheSameRule() throws {
        for line in RecurrenceVectors.lines.split(separator: "\n") {
            let rule = try RecurrenceRule(String(line.prefix { $0 != "|" }))
            #expect(try RecurrenceRule(rule.text) == rule)
            #expect(try RecurrenceRule(rule.text).text == rule.text)
        }
    }
}
