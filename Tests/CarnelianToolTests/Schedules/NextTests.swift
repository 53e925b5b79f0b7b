import CarnelianTool
import Testing

struct NextTests {
    @Test(arguments: [
        (
            #"{"type":"cron","expression":"0 0 12 * * ?","timeZone":"UTC","start":0,"end":null,"count":3}"#,
            #"{"fireTimes":[43200000,129600000,216000000]}"#
        ),
        (
            #"{"type":"cron","expression":"0 0 12 * * ?","timeZone":"Europe/Berlin","start":0,"end":100000000,"count":9}"#,
            #"{"fireTimes":[39600000]}"#
        ),
        // The start counts, strictly after does not.
        (#"{"type":"cron","expression":"0 0 12 * * ?","start":43200000,"count":1}"#, #"{"fireTimes":[43200000]}"#),
        (#"{"type":"cron","expression":"0 0 12 * * ?","after":43200000,"count":1}"#, #"{"fireTimes":[129600000]}"#),
        (#"{"type":"cron","expression":"0 0 12 * * ?","after":43199999,"count":1}"#, #"{"fireTimes":[43200000]}"#),
        (
            #"{"type":"simple","repeatCount":2,"repeatInterval":1500,"start":1000,"end":null,"count":9}"#,
            #"{"fireTimes":[1000,2500,4000]}"#
        ),
        (#"{"type":"simple","repeatCount":-1,"repeatInterval":10,"start":0,"count":2}"#, #"{"fireTimes":[0,10]}"#),
        // A simple trigger's end is exclusive.
        (
            #"{"type":"simple","repeatCount":-1,"repeatInterval":10,"start":0,"end":20,"count":9}"#,
            #"{"fireTimes":[0,10]}"#
        ),
        (#"{"type":"simple","repeatCount":0,"start":5,"count":4}"#, #"{"fireTimes":[5]}"#),
        (#"{"type":"cron","expression":"0 0 0 1 1 ? 1999","start":1000000000000,"count":3}"#, #"{"fireTimes":[]}"#),
    ])
    func answersQuestions(question: String, answer: String) {
        #expect(FireTimesQuestion.answer(to: question).text == answer)
    }

    @Test(arguments: [
        "", " ", "garbage", "{", "[]", "null", "7", "\"x\"", "{}", #"{"type":7}"#, #"{"type":"cron"}"#,
        #"{"type":"cron","expression":7}"#, #"{"type":"cron","expression":""}"#,
        #"{"type":"cron","expression":"0 0 12 * * MON","start":0}"#,
        #"{"type":"cron","expression":"0 0 12 * * ?","timeZone":"Mars/Phobos","start":0}"#,
        #"{"type":"cron","expression":"0 0 12 * * ?","timeZone":1,"start":0}"#,
        #"{"type":"cron","expression":"0 0 12 * * ?","start":"now"}"#,
        #"{"type":"cron","expression":"0 0 12 * * ?","start":1.5}"#,
        #"{"type":"cron","expression":"0 0 12 * * ?","start":0,"count":0}"#,
        #"{"type":"cron","expression":"0 0 12 * * ?","start":0,"count":-1}"#,
        #"{"type":"cron","expression":"0 0 12 * * ?","start":0,"count":1e99}"#,
        #"{"type":"cron","expression":"0 0 12 * * ?","start":0,"count":100000000}"#,
        #"{"type":"cron","expression":"0 0 12 * * ?","start":9223372036854775807,"count":1}"#,
        #"{"type":"cron","expression":"0 0 12 * * ?","start":10,"end":5,"count":1}"#,
        #"{"type":"simple","repeatCount":3,"start":0}"#,
        #"{"type":"simple","repeatCount":-2,"repeatInterval":1,"start":0}"#,
        #"{"type":"simple","repeatCount":3,"repeatInterval":-1,"start":0}"#,
        #"{"type":"calendarInterval","unit":"DAY","interval":0,"start":0,"count":1}"#,
        #"{"type":"dailyTimeInterval","unit":"DAY","interval":1,"start":0,"count":1}"#,
    ])
    func answersAMistakeWithAnError(question: String) throws {
        let answer = FireTimesQuestion.answer(to: question)
        guard case .string(let message)? = answer[name: "error"] else {
            Issue.record("no error for \(question): \(answer.text)")
            return
        }
        #expect(!message.isEmpty && !message.contains("\n"))
    }

    @Test func survivesExtremes() {
        let far = #"{"type":"simple","repeatCount":-1,"repeatInterval":9223372036854775807,"start":1,"count":5}"#
        #expect(FireTimesQuestion.answer(to: far).text == #"{"fireTimes":[1]}"#)
        let early = #"{"type":"cron","expression":"* * * * * ?","start":-9000000000000000,"count":1}"#
        #expect(FireTimesQuestion.answer(to: early)[name: "fireTimes"] != nil)
        let late = #"{"type":"cron","expression":"* * * * * ?","start":9000000000000000,"count":1}"#
        #expect(FireTimesQuestion.answer(to: late).text == #"{"fireTimes":[]}"#)
    }

    @Test func answersLineByLineInOrder() async throws {
        let good = #"{"type":"simple","repeatCount":1,"repeatInterval":1,"start":1,"count":2}"#
        let lines = (0..<500).map { $0 % 3 == 0 ? good : $0 % 3 == 1 ? "" : "\u{7}garbage \($0)" }
        let outcome = try await Tool.run(["next", "--stdin"], input: lines.joined(separator: "\n") + "\n")
        #expect(outcome.status == 0)
        #expect(outcome.errors.isEmpty)
        let answers = outcome.outputLines
        #expect(answers.count == 500)
        for (index, answer) in answers.enumerated() {
            let json = try JSONReader.read(answer)
            #expect((json[name: "fireTimes"] != nil) == (index % 3 == 0))
            #expect((json[name: "error"] != nil) == (index % 3 != 0))
        }
    }

    @Test func printsTimesForPeopleAndAsJSON() async throws {
        let arguments = ["next", "--cron", "0 30 9 ? * MON-FRI", "--zone", "Europe/Berlin", "--count", "2"]
        let after = ["--after", "2026-03-27T12:00:00Z"]
        let text = try await Tool.run(arguments + after)
        #expect(text.outputLines == ["2026-03-30T09:30:00+02:00", "2026-03-31T09:30:00+02:00"])
        let json = try await Tool.run(arguments + after + ["--json"])
        #expect(try json.json()[name: "fireTimes"] == [.integer(1_774_855_800_000), .integer(1_774_942_200_000)])
    }
}
