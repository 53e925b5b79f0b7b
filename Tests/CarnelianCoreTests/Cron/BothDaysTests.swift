import CarnelianCore
import Testing

/// Both day fields naming days, which is accepted only if asked for.
struct BothDaysTests {
    @Test func isRejectedUnlessAskedFor() throws {
        let error = try #require(throws: CronParseError.self) { try CronExpression("0 0 12 13 * FRI") }
        #expect(error.field == "day of week")
        #expect(error.expected == "? in one of the two day fields")
        #expect(throws: CronParseError.self) { try CronExpression("0 0 12 ? * ?", allowingBothDays: true) }
        #expect(throws: CronParseError.self) { try CronExpression("0 0 12 L-31 * FRI", allowingBothDays: true) }
        #expect(throws: CronParseError.self) { try CronExpression("0 0 12 13 * FOO", allowingBothDays: true) }
    }

    @Test(arguments: [
        ("0 0 12 13 * fri", "0 0 12 13 * FRI", ["0 0 12 13 * ?", "0 0 12 ? * FRI"]),
        (
            "0 0 12 L JAN 6#3 2026-2030", "0 0 12 L JAN 6#3 2026-2030",
            ["0 0 12 L JAN ? 2026-2030", "0 0 12 ? JAN 6#3 2026-2030"]
        ),
        ("0 0 12 1-31 * 2", "0 0 12 1-31 * 2", ["0 0 12 1-31 * ?", "0 0 12 ? * 2"]),
    ])
    func isTheUnionOfTwo(given: String, text: String, parts: [String]) throws {
        let expression = try CronExpression(given, allowingBothDays: true)
        #expect(expression.text == text)
        #expect(expression.quartzText == nil)
        #expect(expression.quartzTexts == parts)
        #expect(try CronExpression(text, allowingBothDays: true) == expression)
        for part in parts { #expect(try CronExpression(part, allowingBothDays: true) == CronExpression(part)) }
    }

    @Test(arguments: [
        ("0 0 12 * * MON", "0 0 12 ? * MON"), ("0 0 12 L * * 2030", "0 0 12 L * ? 2030"),
        ("0 0 12 * * *", "0 0 12 * * ?"),
    ])
    func aStarNamesNoDaysOfItsOwn(given: String, text: String) throws {
        let expression = try CronExpression(given, allowingBothDays: true)
        #expect(expression.text == text)
        #expect(expression.quartzText == text)
        #expect(try CronExpression(text) == expression)
    }

    @Test func firesAsTheWalkDoes() throws {
        var random = SeededGenerator(9)
        var unions = 0
        for _ in 0..<16 {
            let rule = WalkedRule.random(using: &random, secondsToo: false, bothDays: true)
            let expression = try CronExpression(rule.text, allowingBothDays: true)
            unions += expression.quartzText == nil ? 1 : 0
            let start = Int64.random(in: 20_000..<30_000, using: &random) * 86_400
            var wrong: [Int64] = []
            for day in 0..<60 as Range<Int64> {
                let midnight = start + day * 86_400
                let walked = stride(from: midnight, to: midnight + 86_400, by: 60).first(where: rule.matches)
                let next = expression.next(after: Timestamp(milliseconds: midnight * 1_000 - 1), in: .utc)
                let found = next.map { $0.milliseconds / 1_000 }.flatMap { $0 < midnight + 86_400 ? $0 : nil }
                if found != walked { wrong.append(midnight) }
            }
            #expect(wrong.isEmpty, "\(rule.text)")
        }
        #expect(unions > 8)
    }

    @Test func cannotBeStored() throws {
        let expression = try CronExpression("0 0 12 13 * FRI", allowingBothDays: true)
        let trigger = Trigger(
            key: TriggerKey("both"), job: JobKey("work"), kind: .cron(CronTrigger(expression)),
            startTime: Timestamp(milliseconds: 1_795_355_820_000))
        let error = try #require(throws: CarnelianError.self) { try trigger.validate() }
        #expect(error.code == .invalidValue)
        #expect(error.message.contains("0 0 12 13 * FRI"))
        #expect(error.message.contains("one trigger for each"))
    }
}
