import CarnelianCore
import Testing

struct UnixCronTests {
    @Test(arguments: [
        ("17 * * * *", "0 17 * * * ?"),
        ("25 6 * * *", "0 25 6 * * ?"),
        ("47 6 * * 7", "0 47 6 ? * 1"),
        ("52 6 1 * *", "0 52 6 1 * ?"),
        ("*/15 9-17 * * mon-fri", "0 0/15 9-17 ? * 2-6"),
        ("0 0 * * 5-7", "0 0 0 ? * 1,6,7"),
        ("0 0 * * */2", "0 0 0 ? * 1/2"),
        ("5 0 * 8 *", "0 5 0 * 8 ?"),
        ("0 22 * jan,Feb 1-5", "0 0 22 ? 1,2 2-6"),
        ("0 0 */2 * *", "0 0 0 1/2 * ?"),
        ("0-59/20 1,2,3,9 1-31 * *", "0 0/20 1-3,9 * * ?"),
        ("@hourly", "0 0 * * * ?"), ("@daily", "0 0 0 * * ?"), ("@Midnight", "0 0 0 * * ?"),
        ("@weekly", "0 0 0 ? * 1"), ("@monthly", "0 0 0 1 * ?"), ("@yearly", "0 0 0 1 1 ?"),
        ("@annually", "0 0 0 1 1 ?"),
    ])
    func becomesOneQuartzExpression(unix: String, quartz: String) throws {
        let expression = try CronExpression(unix: unix)
        #expect(expression.quartzText == quartz)
        #expect(expression.text == quartz)
        #expect(try CronExpression(quartz) == expression)
    }

    @Test func bothDayFieldsMeanEither() throws {
        let expression = try CronExpression(unix: "0 12 13 * 5")
        #expect(expression.quartzText == nil)
        #expect(expression.quartzTexts == ["0 0 12 13 * ?", "0 0 12 ? * 6"])
        #expect(expression.text == "0 12 13 * 5")
        let union = try Set(expression.quartzTexts.flatMap { times(try CronExpression($0)) })
        #expect(times(expression) == union.sorted())
    }

    @Test func aStarWithAStepMeansBoth() throws {
        let expression = try CronExpression(unix: "0 12 */2 * 5")
        #expect(expression.quartzTexts.isEmpty)
        for time in times(expression) {
            let civil = CivilDateTime(localSeconds: time.milliseconds / 1_000)
            #expect(civil.weekday == 6 && civil.day % 2 == 1)
        }
        #expect(times(expression).count == 26)
    }

    @Test func bothDayFieldsNamingEveryDayMeanEveryDay() throws {
        #expect(try CronExpression(unix: "0 12 1-31 * 1").quartzText == "0 0 12 * * ?")
        #expect(try CronExpression(unix: "0 12 1 * 0-6").quartzText == "0 0 12 * * ?")
        #expect(try CronExpression(unix: "0 12 1 * *").quartzText == "0 0 12 1 * ?")
    }

    @Test(arguments: [
        ("@reboot", 1, "@hourly"), ("@daily 5", 1, "@hourly"), ("* * * *", 8, "5 fields"),
        ("* * * * * *", 12, "5 fields"),
        ("60 * * * *", 1, "0 to 59"), ("* * 0 * *", 5, "1 to 31"), ("* * * * 8", 9, "0 to 7"),
        ("5-1 * * * *", 1, "start"),
        ("5/10 * * * *", 2, "before a step"), ("* * ? * *", 5, "1 to 31"), ("* * L * *", 5, "1 to 31"),
        ("", 1, "5 fields"),
    ])
    func rejects(text: String, column: Int, expected: String) throws {
        let error = try #require(throws: CronParseError.self) { try CronExpression(unix: text) }
        #expect(error.column == column)
        #expect(error.expected.contains(expected), "\(error)")
    }

    /// The fire times of 2026.
    private func times(_ expression: CronExpression) -> [Timestamp] {
        var times: [Timestamp] = []
        var time = Timestamp(milliseconds: 1_767_225_599_000)
        while let next = expression.next(after: time, in: .utc), next.milliseconds < 1_798_761_600_000 {
            times.append(next)
            time = next
        }
        return times
    }
}
