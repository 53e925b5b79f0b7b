import ArgumentParser
import CarnelianCore

/// When a trigger fires: at most one kind of schedule, its zone, its window, and what becomes of clock changes.
struct ScheduleOptions: ParsableArguments {
    @Option(help: ArgumentHelp("At the times of a cron expression, in Quartz's dialect.", valueName: "expr"))
    var cron: String?

    @Option(
        help: ArgumentHelp("At the start, then every so often, as 250ms, 5m.", valueName: "duration"),
        transform: Duration.readingPositive)
    var every: Duration?

    @Option(help: ArgumentHelp("Once, at this time.", valueName: "time"), transform: Timestamp.reading)
    var at: Timestamp?

    @Option(
        help: ArgumentHelp("At the start, then in steps of the calendar, as '1 month'.", valueName: "steps"),
        transform: CalendarSteps.reading)
    var calendarInterval: CalendarSteps?

    @Option(
        help: ArgumentHelp(
            "Each day from --from to --to in steps, as '15 minutes', beginning anew every day.", valueName: "steps"),
        transform: CalendarSteps.reading)
    var dailyInterval: CalendarSteps?

    @Option(
        help: ArgumentHelp(
            "At the times of a recurrence rule (RFC 5545), as 'FREQ=WEEKLY;BYDAY=MO'; the start is its DTSTART.",
            valueName: "rule"))
    var rrule: String?

    @Option(
        help: ArgumentHelp("At the start, then so long after each run has ended.", valueName: "duration"),
        transform: Duration.readingPositive)
    var delay: Duration?

    @Option(
        help: ArgumentHelp(
            "How many times it fires in all, with --every, --daily-interval, --delay. Default: for ever.",
            valueName: "n"))
    var times: Int?

    @Option(
        help: ArgumentHelp("With --daily-interval: the first time of the day. Default: 00:00:00.", valueName: "hh:mm"),
        transform: TimeOfDay.reading)
    var from: TimeOfDay?

    @Option(
        help: ArgumentHelp(
            "With --daily-interval: the last time of the day that may fire. Default: 23:59:59.", valueName: "hh:mm"),
        transform: TimeOfDay.reading)
    var to: TimeOfDay?

    @Option(
        help: ArgumentHelp("With --daily-interval: the days, as MON-FRI or SAT,SUN. Default: all.", valueName: "days"),
        transform: DayList.readingWeekdays)
    var days: DayList?

    @Option(
        help: ArgumentHelp("The zone whose clock and calendar a schedule follows. Default: UTC.", valueName: "zone"))
    var zone: String?

    @Option(
        help: ArgumentHelp(
            "Local times that a clock change skips: skip or fire-at-transition. With --overlap. Default: what Quartz does.",
            valueName: "policy"),
        transform: ClockChangePolicy.Gap.reading)
    var gap: ClockChangePolicy.Gap?

    @Option(
        help: ArgumentHelp(
            "Local times that come twice: first, second or both. With --gap. Default: what Quartz does.",
            valueName: "policy"),
        transform: ClockChangePolicy.Overlap.reading)
    var overlap: ClockChangePolicy.Overlap?

    @Flag(help: "With --calendar-interval: return to the start's hour after a clock change has moved it.")
    var preserveHourOfDay = false

    @Flag(help: "With --preserve-hour-of-day: leave out days that lack the hour.")
    var skipDayIfHourDoesNotExist = false

    @Option(
        help: ArgumentHelp("No fire before this time. Default: now.", valueName: "time"), transform: Timestamp.reading)
    var start: Timestamp?

    @Option(
        help: ArgumentHelp("No fire after this time. Default: no end.", valueName: "time"), transform: Timestamp.reading
    )
    var end: Timestamp?

    @Option(help: ArgumentHelp("The stored calendar whose excluded times do not fire.", valueName: "name"))
    var calendar: String?

    func validate() throws {
        guard given.count <= 1 else { throw ValidationError("expected only one of " + given.joined(separator: ", ")) }
        let zoned = ["--cron", "--calendar-interval", "--daily-interval", "--rrule"]
        try check(zone != nil, "--zone", goesWith: zoned)
        try check(gap != nil, "--gap", goesWith: zoned)
        try check(overlap != nil, "--overlap", goesWith: zoned)
        try check(times != nil, "--times", goesWith: ["--every", "--daily-interval", "--delay"])
        try check(from != nil, "--from", goesWith: ["--daily-interval"])
        try check(to != nil, "--to", goesWith: ["--daily-interval"])
        try check(days != nil, "--days", goesWith: ["--daily-interval"])
        try check(preserveHourOfDay, "--preserve-hour-of-day", goesWith: ["--calendar-interval"])
        if (gap == nil) != (overlap == nil) {
            throw ValidationError("--gap and --overlap go together, as --gap skip --overlap first")
        }
        if skipDayIfHourDoesNotExist, !preserveHourOfDay {
            throw ValidationError("--skip-day-if-hour-does-not-exist goes with --preserve-hour-of-day")
        }
        if let times, !(1...Int(Int32.max)).contains(times) {
            throw ValidationError("--times: expected 1 to \(Int32.max)")
        }
        if start != nil, at != nil { throw ValidationError("--start does not go with --at, which is the start") }
        if let begin = at ?? start, let end, end <= begin {
            throw ValidationError("--end: expected a time after \(begin.description)")
        }
    }

    private func check(_ isGiven: Bool, _ option: String, goesWith kinds: [String]) throws {
        guard isGiven, let kind = given.first, !kinds.contains(kind) else { return }
        throw ValidationError("\(option) goes with " + kinds.joined(separator: ", ") + ", not with \(kind)")
    }
}
