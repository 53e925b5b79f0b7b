import CarnelianTool
import SystemPackage
import Testing

/// `carnelian next --stdin` as a process: many lines, odd lines, and somebody who waits for each answer.
struct QuestionLoopTests {
    private static let good = #"{"type":"simple","repeatCount":1,"repeatInterval":1,"start":1,"count":2}"#
    private static let answer = #"{"fireTimes":[1,2]}"#

    @Test func answersEachLineBeforeTheNextIsAsked() async throws {
        let script = """
            folder=$(mktemp -d) && cd "$folder" && mkfifo questions answers || exit 1
            "$TOOL" next --stdin < questions > answers &
            exec 3> questions 4< answers
            for _ in 1 2 3; do
                echo "$QUESTION" >&3
                read -r answer <&4 && echo "$answer"
            done
            exec 3>&-
            wait
            rm -rf "$folder"
            """
        let said = try await Shell.run(
            "exec timeout 60 sh -c \"$SCRIPT\"",
            ["TOOL": Tool.path.string, "QUESTION": Self.good, "SCRIPT": script])
        #expect(said == String(repeating: Self.answer + "\n", count: 3))
    }

    @Test func goesOnAfterLinesThatAreTooLongOrTooDeep() async throws {
        let long = String(repeating: "[", count: 9 << 20)
        let deep = String(repeating: #"{"a":["#, count: 100_000)
        let lines = [Self.good, long, deep, "\u{0}\u{FFFD}", Self.good]
        // Without an end of line the last line counts too.
        let outcome = try await Tool.run(["next", "--stdin"], input: lines.joined(separator: "\n"))
        #expect(outcome.status == 0 && outcome.errors.isEmpty)
        let answers = outcome.outputLines
        try #require(answers.count == 5)
        #expect(answers[0] == Self.answer && answers[4] == Self.answer)
        #expect(answers[1].contains("at most"))
        for answer in answers[1...3] { #expect(answer.hasPrefix(#"{"error":"#)) }
    }

    @Test func answersManyLinesInOrder() async throws {
        let count = 20_000
        let lines = (0..<count).map { #"{"type":"simple","repeatCount":0,"start":\#($0),"count":1}"# }
        let outcome = try await Tool.run(["next", "--stdin"], input: lines.joined(separator: "\n") + "\n")
        #expect(outcome.outputLines == (0..<count).map { #"{"fireTimes":[\#($0)]}"# })
    }
}
