import CarnelianCore
import CarnelianTool
import FoundationEssentials
import Testing

/// Questions about the kinds of schedules beyond simple and cron, with policies and calendars.
struct QuestionKindTests {
    @Test(arguments: [
        // 31 January moves to 28 February and stays there, as in Quartz.
        (
            #"{"type":"calendarInterval","unit":"MONTH","interval":1,"timeZone":"UTC","start":1769817600000,"count":3}"#,
            [1_769_817_600_000, 1_772_236_800_000, 1_774_656_000_000]
        ),
        (
            #"{"type":"calendarInterval","unit":"days","interval":2,"start":0,"end":345600000,"count":9}"#,
            [0, 172_800_000]
        ),
        // 02:30 in Berlin does not exist on 29 March 2026: skipped together with its day.
        (
            #"{"type":"calendarInterval","unit":"day","interval":1,"timeZone":"Europe/Berlin","preserveHourOfDay":true,"#
                + #""skipDayIfHourDoesNotExist":true,"start":1774661400000,"count":2}"#,
            [1_774_661_400_000, 1_774_830_600_000]
        ),
        // Monday and Tuesday at 9, 12 and 15 o'clock in New York, five fires in all.
        (
            #"{"type":"dailyTimeInterval","unit":"HOUR","interval":3,"startTimeOfDay":"09:00:00","#
                + #""endTimeOfDay":"17:00:00","daysOfWeek":[2,3],"repeatCount":4,"timeZone":"America/New_York","#
                + #""start":1770000000000,"end":null,"count":10}"#,
            [1_770_040_800_000, 1_770_051_600_000, 1_770_062_400_000, 1_770_127_200_000, 1_770_138_000_000]
        ),
        // The fires before `after` count.
        (
            #"{"type":"dailyTimeInterval","unit":"hour","interval":1,"repeatCount":3,"start":0,"after":3600000,"count":9}"#,
            [7_200_000, 10_800_000]
        ),
        (
            #"{"type":"recurrence","rule":"FREQ=MONTHLY;BYDAY=-1FR;COUNT=2","timeZone":"UTC","start":1767225600000}"#,
            [1_769_731_200_000, 1_772_150_400_000]
        ),
        (#"{"type":"fixedDelay","delay":5,"repeatCount":2,"start":7,"count":9}"#, [7, 12, 17]),
        (
            #"{"type":"cron","expression":"0 30 2 * * ?","timeZone":"Europe/Berlin","start":1774573200000,"count":3,"#
                + #""clockChanges":{"gap":"fireAtTransition","overlap":"first"}}"#,
            [1_774_575_000_000, 1_774_661_400_000, 1_774_746_000_000]
        ),
        // Saturday and Sunday are out, and so is Monday 5 January 1970.
        (
            #"{"type":"cron","expression":"0 0 12 * * ?","start":0,"count":4,"calendar":{"type":"weekly","days":[1,7],"#
                + #""timeZone":"UTC","base":{"type":"holiday","dates":["1970-01-05"],"timeZone":"UTC"}}}"#,
            [43_200_000, 129_600_000, 475_200_000, 561_600_000]
        ),
    ])
    func areAnswered(question: String, times: [Int64]) {
        #expect(FireTimesQuestion.answer(to: question)[name: "fireTimes"] == .array(times.map { .integer($0) }))
    }

    @Test func takeACalendarAsAJavaStream() throws {
        let calendar = try ExclusionCalendar.weekly(excluding: [1, 7], zone: .utc)
        let text = Data(try calendar.javaStream()).base64EncodedString()
        for encoded in [text, text.replacing("=", with: "")] {
            let answer = FireTimesQuestion.answer(
                to: #"{"type":"cron","expression":"0 0 12 * * ?","start":0,"count":3,"calendar":"\#(encoded)"}"#)
            #expect(answer.text == #"{"fireTimes":[43200000,129600000,388800000]}"#)
        }
    }

    @Test(arguments: [
        (#"{"type":"calendarInterval","unit":"fortnight","interval":1}"#, "unit"),
        (#"{"type":"calendarInterval","unit":"day"}"#, "interval"),
        (#"{"type":"calendarInterval","unit":"day","interval":0}"#, "interval"),
        (#"{"type":"calendarInterval","unit":"day","interval":1,"preserveHourOfDay":"yes"}"#, "preserveHourOfDay"),
        (#"{"type":"dailyTimeInterval","unit":"day","interval":1}"#, "second, minute or hour"),
        (#"{"type":"dailyTimeInterval","unit":"hour","interval":25}"#, "24"),
        (#"{"type":"dailyTimeInterval","unit":"hour","interval":1,"daysOfWeek":[8]}"#, "8"),
        (#"{"type":"dailyTimeInterval","unit":"hour","interval":1,"daysOfWeek":["MON"]}"#, "daysOfWeek"),
        (#"{"type":"dailyTimeInterval","unit":"hour","interval":1,"startTimeOfDay":"24:00:00"}"#, "startTimeOfDay"),
        (#"{"type":"recurrence","rule":"FREQ=SOMETIMES"}"#, "FREQ"), (#"{"type":"recurrence"}"#, "rule"),
        (#"{"type":"fixedDelay"}"#, "delay"), (#"{"type":"weekly"}"#, "calendarInterval"),
        (#"{"type":"simple","clockChanges":{"gap":"skip"}}"#, "clockChanges.overlap"),
        (#"{"type":"simple","clockChanges":7}"#, "clockChanges"),
        (#"{"type":"simple","calendar":{}}"#, "calendar.type"), (#"{"type":"simple","calendar":7}"#, "calendar"),
        (#"{"type":"simple","calendar":"!!!!"}"#, "base64"), (#"{"type":"simple","calendar":"AAAA"}"#, "stream"),
        (#"{"type":"simple","calendar":{"type":"none","base":{"type":"weekly","days":7}}}"#, "calendar.base.days"),
    ])
    func sayWhatIsWrongWithThem(question: String, word: String) throws {
        let message = try #require(FireTimesQuestion.answer(to: question)[name: "error"]?.string)
        #expect(message.contains(word) && !message.contains("\n"), "\(message)")
    }
}
