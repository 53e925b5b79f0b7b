package import ArgumentParser
package import CarnelianCore

/// `carnelian next`: the coming fire times of a schedule.
package struct NextCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "next",
        abstract: "Print the coming fire times of a schedule.",
        discussion: """
            Cron expressions are in Quartz's dialect: seconds, minutes, hours, day of
            month, month, day of week, and optionally a year; one of the two day fields
            is '?'.

            With --stdin, each line of standard input is a question, a JSON object, and
            is answered by one line, {"fireTimes":[MS,…]} or {"error":"…"}:
              {"type":"cron","expression":"0 0 12 * * ?","timeZone":"UTC",
               "start":MS,"end":MS|null,"count":N}
              {"type":"cron","expression":"0 0 12 * * ?","after":MS,"count":N}
              {"type":"simple","repeatCount":9,"repeatInterval":60000,
               "start":MS,"end":MS|null,"count":N}
            MS are milliseconds since 1970 in UTC.

            EXAMPLES:
              carnelian next --cron '0 30 9 ? * MON-FRI' --zone Europe/Berlin
              carnelian next --cron '0 0 12 * * ?' --after 2026-12-31T00:00:00Z --json
              echo '{"type":"cron","expression":"0 0 12 * * ?","after":0,"count":2}' |
                carnelian next --stdin
            """
    )

    @Option(help: ArgumentHelp("The cron expression.", valueName: "expr"))
    package var cron: String?

    @Option(
        help: ArgumentHelp(
            "The time zone whose local time it names, as Europe/Berlin. Default: UTC.", valueName: "zone"))
    package var zone: String?

    @Option(help: ArgumentHelp("How many fire times.", valueName: "n"))
    package var count = 10

    @Option(
        help: ArgumentHelp("Only times after this one. Default: now.", valueName: "time"), transform: Timestamp.reading)
    package var after: Timestamp?

    @Flag(help: "Answer questions from standard input, one JSON object a line.")
    package var stdin = false

    @OptionGroup package var output: OutputOptions
    @OptionGroup(visibility: .hidden) package var store: StoreOptions

    package init() {}

    package mutating func validate() throws {
        guard stdin != (cron != nil) else {
            throw ValidationError("expected either --cron EXPR or --stdin")
        }
        guard !stdin || (zone == nil && after == nil) else {
            throw ValidationError("--zone and --after go with --cron; with --stdin each line has its own")
        }
        guard FireTimesQuestion.counts.contains(count) else {
            throw ValidationError("--count: expected 1 to \(FireTimesQuestion.counts.upperBound)")
        }
    }

    package func run() async throws {
        if let cron {
            try printNext(cron)
        } else {
            answerQuestions()
        }
    }

    /// Answers are held back while more questions are at hand, so that one who waits for an answer gets it at once.
    private func answerQuestions() {
        var questions = LineSource()
        var answers = ""
        func flush() {
            StandardStream.output.write(answers)
            answers.removeAll(keepingCapacity: true)
        }
        while let line = questions.next(beforeWaiting: flush) {
            switch line {
            case .bytes(let bytes): FireTimesQuestion.answer(to: bytes).write(to: &answers)
            case .tooLong:
                FireTimesQuestion.mistake("expected a line of at most \(LineSource.limit) bytes").write(to: &answers)
            }
            answers += "\n"
            if answers.utf8.count > 1 << 16 { flush() }
        }
        flush()
    }

    private func printNext(_ text: String) throws {
        let expression = try CronExpression(text)
        let rules = try TimeZoneRules(zone ?? "UTC")
        var times: [Timestamp] = []
        var last = after ?? currentTime()
        while times.count < count, let next = expression.next(after: last, in: rules) {
            times.append(next)
            last = next
        }
        if output.json {
            let answer: JSONValue = [
                "expression": .string(expression.text), "timeZone": .string(rules.identifier),
                "fireTimes": .array(times.map { .integer($0.milliseconds) }),
                "times": .array(times.map { .string(LocalTime.text($0, in: rules)) }),
            ]
            StandardStream.output.writeLine(answer.text)
            return
        }
        guard !times.isEmpty else {
            throw CarnelianError(
                .neverFires, "\"\(expression.text)\" has no fire time after \((after ?? last).description)")
        }
        for time in times { StandardStream.output.writeLine(LocalTime.text(time, in: rules)) }
    }
}
