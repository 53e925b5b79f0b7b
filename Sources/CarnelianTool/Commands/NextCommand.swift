import ArgumentParser
import Carnelian
import CarnelianCore

/// `carnelian next`: the coming fire times of a schedule.
struct NextCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "next",
        abstract: "Print the coming fire times of a schedule or a stored trigger.",
        discussion: NextHelp.discussion
    )

    @OptionGroup(title: "Schedule, one kind of it") var schedule: ScheduleOptions

    @Option(
        help: ArgumentHelp("Of this stored trigger, instead of a schedule.", valueName: "group.name"),
        transform: TriggerKey.reading)
    var trigger: TriggerKey?

    @Option(help: ArgumentHelp("A calendar in a file, as JSON, instead of --calendar.", valueName: "file"))
    var calendarFile: String?

    @Option(help: ArgumentHelp("How many fire times.", valueName: "n"))
    var count = 10

    @Option(
        help: ArgumentHelp("Only times after this one. Default: now.", valueName: "time"), transform: Timestamp.reading)
    var after: Timestamp?

    @Flag(help: "Answer questions from standard input, one JSON object a line.")
    var stdin = false

    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "With --calendar and --trigger") var store: StoreOptions

    func validate() throws {
        guard schedule.given.count + (trigger != nil ? 1 : 0) + (stdin ? 1 : 0) == 1 else {
            throw ValidationError(
                "expected one of " + ScheduleOptions.kinds.joined(separator: ", ") + ", --trigger or --stdin")
        }
        if schedule.given.isEmpty, let option = schedule.modifiers.first {
            throw ValidationError("\(option) goes with a schedule that options give")
        }
        if stdin, after != nil { throw ValidationError("--after does not go with --stdin: each line has its own") }
        if calendarFile != nil, stdin || trigger != nil {
            throw ValidationError("--calendar-file goes with a schedule that options give")
        }
        if calendarFile != nil, schedule.calendar != nil {
            throw ValidationError("expected only one of --calendar and --calendar-file")
        }
        guard FireTimesQuestion.counts.contains(count) else {
            throw ValidationError("--count: expected 1 to \(FireTimesQuestion.counts.upperBound)")
        }
    }

    func run() async throws {
        if stdin {
            QuestionLoop().run()
            return
        }
        let report = try await report()
        if output.json {
            StandardStream.output.writeLine(report.json.text)
        } else {
            for line in try report.lines(Style(for: .output)) { StandardStream.output.writeLine(line) }
        }
    }

    private func report() async throws -> FireTimesReport {
        var definition: Trigger
        var calendarName = schedule.calendar
        if let trigger {
            guard let stored = try await store.store().trigger(trigger) else {
                throw ToolError.missingTriggers([trigger])
            }
            definition = stored.trigger
            calendarName = definition.calendarName
        } else {
            definition = Trigger(
                key: TriggerKey("next"), job: JobKey("next"), kind: try schedule.kind(),
                startTime: schedule.at ?? schedule.start ?? after ?? currentTime(), endTime: schedule.end,
                clockChanges: schedule.clockChanges)
        }
        let calendar = try await calendar(named: calendarName)
        if let after {
            definition = definition.positioned(after: after, calendar: calendar)
        } else if let start = schedule.at ?? schedule.start, start < currentTime() {
            definition = definition.positioned(after: currentTime(), calendar: calendar)
        }
        return FireTimesReport(trigger: definition, calendar: calendar, count: count)
    }

    private func calendar(named name: String?) async throws -> ExclusionCalendar? {
        if let calendarFile { return try ExclusionCalendar(file: calendarFile) }
        guard let name else { return nil }
        return try await store.store().storedCalendar(name)
    }
}
