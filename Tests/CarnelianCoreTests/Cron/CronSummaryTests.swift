import CarnelianCore
import Testing

struct CronSummaryTests {
    @Test(arguments: [
        ("0 0 12 * * ?", "At 12:00"),
        ("0 15 10 ? * MON-FRI", "At 10:15 on Monday to Friday"),
        ("30 0 8,20 * * ?", "At 08:00:30 and 20:00:30"),
        ("0 0/15 * * * ?", "Every 15 minutes"),
        ("* * * * * ?", "Every second"),
        ("0/10 * * * * ?", "Every 10 seconds"),
        ("0 * * * * ?", "Every minute"),
        ("0 0 * * * ?", "Every hour"),
        ("0 17 * * * ?", "At minute 17 of every hour"),
        ("0 0/5 9-17 ? * 2-6", "Every 5 minutes of the hours 9 to 17 on Monday to Friday"),
        ("0 0 0 L * ?", "At 00:00 on the last day of the month"),
        ("0 0 0 L-2 * ?", "At 00:00 2 days before the last day of the month"),
        ("0 0 0 LW JAN,JUL ?", "At 00:00 on the last weekday of the month in January and July"),
        ("0 0 0 15W * ?", "At 00:00 on the weekday nearest to day 15 of the month"),
        ("0 0 0 ? * 6L", "At 00:00 on the last Friday of the month"),
        ("0 0 0 ? * 2#1", "At 00:00 on the 1st Monday of the month"),
        ("0 0 0 1 1 ? 2026-2030", "At 00:00 on day 1 of the month in January from 2026 to 2030"),
        ("0 0 12 ? * FRI-MON", "At 12:00 on Friday to Monday"),
        ("0 0/10 22-2 * * ?", "Every 10 minutes of the hours 22 to 2"),
        ("30 0/5 * * * ?", "At second 30 of every 5th minute"),
        ("30 2/5 3 * * ?", "At second 30 of every 5th minute from 2 of hour 3"),
        ("0 0 0 1,15 * ?", "At 00:00 on days 1 and 15 of the month"),
        ("0 0 0 ? NOV-FEB 2#5", "At 00:00 on the 5th Monday of the month in November to February"),
        ("10-20 * * * * ?", "At seconds 10 to 20 of every minute"),
        ("0 10-20 * * * ?", "At minutes 10 to 20 of every hour"),
        ("0 0 9-17 * * ?", "Every hour from 09:00 to 17:00"),
        ("0 0 1/3 * * ?", "Every 3 hours from 1"),
        ("0 0 1-4,9-12 * * ?", "At minute 0 of the hours 1 to 4 and 9 to 12"),
        ("0 30 1/2 * * ?", "At minute 30 of every 2nd hour from 1"),
        ("15 10 * * * ?", "At second 15 of minute 10 of every hour"),
        ("5,7 1-40 2,5,9 * * ?", "At seconds 5 and 7 of minutes 1 to 40 of the hours 2, 5 and 9"),
        ("* * 3 * * ?", "Every second of hour 3"),
        ("* 5 * * * ?", "Every second of minute 5 of every hour"),
        ("0 0 0 L-1 * ?", "At 00:00 1 day before the last day of the month"),
        ("0 0 0 L-3W * ?", "At 00:00 on the weekday nearest to 3 days before the last day of the month"),
        ("0 0 0 * * ? 2026,2028,2031", "At 00:00 in 2026, 2028 and 2031"),
        ("0 0 0 * * ? 2030/2", "At 00:00 every 2 years from 2030 to 2198"),
        ("0 0 0 * * ? 2030-2040,2050", "At 00:00 in 12 years from 2030 to 2050"),
    ])
    func saysItInEnglish(text: String, summary: String) throws {
        #expect(try CronExpression(text).summary == summary)
    }

    @Test func bothDayFieldsAreSaid() throws {
        #expect(
            try CronExpression("0 0 12 L * 6#3", allowingBothDays: true).summary
                == "At 12:00 on the last day of the month and on the 3rd Friday of the month")
        #expect(
            try CronExpression(unix: "0 12 */10 * 5").summary
                == "At 12:00 on Friday if it is one of the days 1, 11, 21 and 31 of the month")
        #expect(
            try CronExpression(unix: "0 12 13 * 5").summary == "At 12:00 on day 13 of the month and on Friday")
    }
}
