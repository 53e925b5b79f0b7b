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
    ])
    func saysItInEnglish(text: String, summary: String) throws {
        #expect(try CronExpression(text).summary == summary)
    }

    @Test func unixUnionsAreSaid() throws {
        #expect(
            try CronExpression(unix: "0 12 13 * 5").summary == "At 12:00 on day 13 of the month and on Friday")
    }
}
