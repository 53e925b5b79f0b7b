import CarnelianCore
import Testing

struct CronParserTests {
    @Test(arguments: [
        "0 0 12 * * ?", "0 0/5 14,18 * * ?", "0 10,44 14 ? 3 WED", "0 15 10 ? * MON-FRI", "0 15 10 L * ?",
        "0 15 10 L-2 * ?", "0 15 10 LW * ?", "0 15 10 L-3W * ?", "0 15 10 15W * ?", "0 15 10 ? * 6L 2026-2030",
        "0 15 10 ? * FRI#3", "* * * * * ?", "/5 */7 22-2 28-3 NOV-FEB ? 1970/2", "0 0 0 ? JAN,MAR,12 SUN,2-4,FRI-MON *",
        "0 0 0 1-31/40 1-12/99 ? 2199", "59-0 0-59/59 23/1 * * ?", "0 0 0 ? * L", "0 0 0 ? * MONL", "0 0 0 ? * 7#5",
        "0 0 00015 * * ? 02047", "0 0 0 1-31/24404 * ?", "0 0 0 1-31/2147483647 * ?",
    ])
    func textsReadBack(text: String) throws {
        let expression = try CronExpression(text)
        #expect(expression.text == text)
        #expect(expression.description == text)
        #expect(try CronExpression(expression.text) == expression)
        #expect(expression.quartzText == text)
    }

    @Test func caseAndSpacesAreNormalized() throws {
        let expression = try CronExpression("  0\t0  12 ? jan-Mar  mOn,fri ")
        #expect(expression.text == "0 0 12 ? JAN-MAR MON,FRI")
        #expect(try CronExpression("0 0 12 1 *\t? 2030").text == "0 0 12 1 * ? 2030")
    }

    /// Text, field, column, found, and a part of what is expected.
    @Test(
        arguments: [
            ("", "expression", 1, "0 fields", "6 or 7 fields"),
            ("0 12 * * 1", "expression", 11, "5 fields", "lack the seconds"),
            ("0 0 12 * * ? 2026 x", "expression", 19, "8 fields", "6 or 7 fields"),
            ("60 0 12 * * ?", "seconds", 1, "60", "0 to 59"),
            ("0 x 12 * * ?", "minutes", 3, "X", "0 to 59"),
            ("0 0 24 * * ?", "hours", 5, "24", "0 to 23"),
            ("0 0 1,,2 * * ?", "hours", 7, ",", "0 to 23"),
            ("0 0 1, * * ?", "hours", 7, "", "0 to 23"),
            ("0 0 12 0 * ?", "day of month", 8, "0", "1 to 31"),
            ("0 0 12 32 * ?", "day of month", 8, "32", "1 to 31"),
            ("0 0 12 L,5 * ?", "day of month", 9, ",", "alone"),
            ("0 0 12 5,L * ?", "day of month", 10, "L", "1 to 31"),
            ("0 0 12 L-31 * ?", "day of month", 10, "31", "0 to 30"),
            ("0 0 12 1W,15W * ?", "day of month", 10, ",", "single day"),
            ("0 0 12 32W * ?", "day of month", 8, "32W", "1 to 31 before W"),
            ("0 0 12 * 13 ?", "month", 10, "13", "1 to 12 or a name from JAN to DEC"),
            ("0 0 12 * FOO ?", "month", 10, "FOO", "JAN to DEC"),
            ("0 0 12 * JANUARY ?", "month", 10, "JANUARY", "three letters"),
            ("0 0 12 * JAN-3 ?", "month", 14, "3", "two names or of two numbers"),
            ("0 0 12 ? * 0", "day of week", 12, "0", "1 to 7"),
            ("0 0 12 ? * 8", "day of week", 12, "8", "1 to 7"),
            ("0 0 12 ? * 2#6", "day of week", 14, "6", "1 to 5"),
            ("0 0 12 ? * 2#1,3", "day of week", 15, ",", "alone"),
            ("0 0 12 ? * 2L,3", "day of week", 14, ",", "alone"),
            ("0 0 12 ? * L-3", "day of week", 13, "-3", "alone"),
            ("0 0 12 ? * MON-FRI/2", "day of week", 19, "/2", "numbers"),
            ("0 0 12 * * MON", "day of week", 12, "MON", "? in one of the two"),
            ("0 0 12 ? * ?", "day of week", 12, "?", "day of month is ? already"),
            ("? 0 12 * * ?", "seconds", 1, "?", "0 to 59"),
            ("0 */0 12 * * ?", "minutes", 5, "0", "1 to 59"),
            ("0 */60 12 * * ?", "minutes", 5, "60", "1 to 59"),
            ("0 0 */24 * * ?", "hours", 7, "24", "1 to 23"),
            ("0 0 12 * * ? 2030-2026", "year", 14, "2030-2026", "not before its start"),
            ("0 0 12 * * ? 1969", "year", 14, "1969", "1970 to 2199"),
            ("0 0 12 * * ? 2200", "year", 14, "2200", "1970 to 2199"),
            ("0 0 99999999999999999999 * * ?", "hours", 5, "99999999999999999999", "0 to 23"),
            ("0 0 0 1-31/2147483648 * ?", "day of month", 12, "2147483648", "at least 1"),
            ("0 0 5-x * * ?", "hours", 7, "X", "0 to 23"),
            ("0 0 5x * * ?", "hours", 6, "X", "comma or the end"),
            ("0 *5 * * * ?", "minutes", 4, "5", "comma or the end"),
            ("0 0 ١ * * ?", "hours", 5, "١", "0 to 23"),
        ] as [(String, String, Int, String, String)])
    func errorsNameFieldColumnAndExpectation(
        text: String, field: String, column: Int, found: String, expected: String
    ) throws {
        let error = try #require(throws: CronParseError.self) { try CronExpression(text) }
        #expect(error.field == field)
        #expect(error.column == column)
        #expect(error.found == found)
        #expect(error.expected.contains(expected), "\(error)")
        #expect(error.text == text)
        #expect(error.description.contains("column \(column), \(field)"))
    }

    @Test func randomTextsNeverCrash() {
        var random = SeededGenerator(5)
        let usual = ["0", "1", "7", "*", "*", "?", "?", "*/5", "1-5", "1,2", "5/3", "L-3W", "15W", "6L", "2#3", "MON"]
        let pieces =
            ["9", "12", "59", "2026", "/", "-", ",", "L", "W", "#", "fri", "JAN", "X", ".", "é", "*/0"] + usual
        var accepted = 0
        for _ in 0..<10_000 {
            let fields = (0..<Int.random(in: 4...8, using: &random)).map { _ in
                let count = [0, 0, 0, 0, 0, 1, 2, 3, 4].randomElement(using: &random) ?? 0
                let odd = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
                return count == 0 ? usual.randomElement(using: &random) ?? "" : odd
            }
            let text = fields.joined(separator: " ")
            if let expression = try? CronExpression(text, allowingBothDays: true) { accepted += check(expression) }
            if let expression = try? CronExpression(unix: text) { accepted += check(expression) }
        }
        #expect(accepted > 0)
    }

    private func check(_ expression: CronExpression) -> Int {
        let time = Timestamp(milliseconds: 1_795_355_820_000)
        if let next = expression.next(after: time, in: .utc) { #expect(next > time) }
        #expect(!expression.summary.isEmpty)
        for text in expression.quartzTexts { #expect((try? CronExpression(text))?.text == text) }
        if expression.text.split(separator: " ").count > 5 {
            #expect((try? CronExpression(expression.text, allowingBothDays: true)) == expression)
        }
        return 1
    }

    @Test(arguments: [Int64.min, -1, 0, 7_258_118_399_000, 7_258_118_400_000, Int64.max])
    func extremesTerminate(milliseconds: Int64) throws {
        let after = Timestamp(milliseconds: milliseconds)
        for text in ["* * * * * ?", "0 0 0 30 2 ?", "0 0 0 1 1 ? 1970", "59 59 23 31 12 ? 2199", "0 0 0 ? 2 1#5"] {
            for zone in ["UTC", "Pacific/Apia", "America/New_York"] {
                let next = try CronExpression(text).next(after: after, in: TimeZoneRules(zone))
                if let next { #expect(next > after) }
                if milliseconds > 7_258_200_000_000 { #expect(next == nil) }
            }
        }
    }
}
