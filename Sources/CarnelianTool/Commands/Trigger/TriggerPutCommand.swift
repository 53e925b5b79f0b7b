import ArgumentParser
import Carnelian
import CarnelianCore

/// `carnelian trigger put`: stores a trigger.
struct TriggerPutCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "put",
        abstract: "Store a trigger of a stored job; a trigger of the same name is replaced.",
        discussion: """
            EXAMPLES:
              carnelian trigger put reports.nightly --job reports.nightly \\
                --cron '0 30 2 * * ?' --zone Europe/Berlin \\
                --gap fire-at-transition --overlap first
              carnelian trigger put ops.ping --job ops.ping --every 30s --times 10
              carnelian trigger put ops.once --job ops.backup \\
                --at 2026-12-24T18:00:00+01:00
              carnelian trigger put bills.monthly --job bills.send \\
                --calendar-interval '1 month' --start 2027-01-01T08:00:00Z
              carnelian trigger put shop.sync --job shop.sync --calendar holidays \\
                --daily-interval '15 minutes' --from 09:00 --to 17:30 --days MON-FRI
              carnelian trigger put team.retro --job team.remind \\
                --rrule 'FREQ=MONTHLY;BYDAY=-1FR' --start 2027-01-29T14:00:00Z
              carnelian trigger put queue.drain --job queue.drain --delay 10s
              carnelian trigger put feed.poll --job feed.poll --every 5m \\
                --jitter 30s --misfire catch-up:12:1h
            """
    )

    @OptionGroup var trigger: TriggerArgument

    @Option(help: ArgumentHelp("The job that fires.", valueName: "group.name"), transform: JobKey.reading)
    var job: JobKey

    @OptionGroup(title: "Schedule, one kind of it") var schedule: ScheduleOptions
    @OptionGroup(title: "Lateness") var lateness: LatenessOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Breaks ties between triggers that are due at the same time; higher first.", valueName: "n"))
    var priority = Trigger.defaultPriority

    @Option(help: ArgumentHelp("A note for people.", valueName: "text"))
    var description: String?

    @Option(
        help: ArgumentHelp("An entry that overrides the job's data; may be repeated.", valueName: "key=value"),
        transform: DataEntry.reading)
    var data: [DataEntry] = []

    @OptionGroup var output: OutputOptions
    @OptionGroup var store: StoreOptions

    func validate() throws {
        guard let option = schedule.given.first else {
            throw ValidationError("expected one of " + ScheduleOptions.kinds.joined(separator: ", "))
        }
        try lateness.check(schedule.sampleKind, option)
    }

    func run() async throws {
        let kind = try schedule.kind()
        let jobStore = try store.store()
        // Now is what the database's clock says.
        try await jobStore.open()
        if let name = schedule.calendar, try await !jobStore.calendarNames().contains(name) {
            throw ToolError.missingCalendar(name)
        }
        let definition = Trigger(
            key: trigger.key, job: job, kind: kind, description: description,
            startTime: schedule.at ?? schedule.start ?? jobStore.clock.now(), endTime: schedule.end, priority: priority,
            misfireInstruction: lateness.misfire, misfireThreshold: lateness.misfireThreshold, jitter: lateness.jitter,
            clockChanges: schedule.clockChanges, calendarName: schedule.calendar, data: JobDataMap(data))
        do {
            try await jobStore.store(jobs: [], triggers: [definition], onConflict: .replace)
        } catch let error as CarnelianError where error.code == .notFound {
            throw ToolError(
                .notFound, "no job \(job)", advice: "Store it first, with 'carnelian job put \(job) --type …'")
        }
        guard let stored = try await jobStore.trigger(trigger.key) else {
            StandardStream.output.writeLine("Stored trigger \(trigger.key); it has fired and is gone.")
            return
        }
        if output.json {
            StandardStream.output.writeLine(stored.json.text)
        } else {
            let next = stored.trigger.nextFireTime.map { "next fire \(LocalTime.short($0))" } ?? "no further fire"
            StandardStream.output.writeLine("Stored trigger \(trigger.key) of job \(job): \(kind.words); \(next).")
        }
    }
}
