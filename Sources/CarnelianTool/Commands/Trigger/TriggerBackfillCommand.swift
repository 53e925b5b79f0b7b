import ArgumentParser
import Carnelian
import CarnelianCore

/// `carnelian trigger backfill`: runs a job for fire times that were left out.
struct TriggerBackfillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backfill",
        abstract: "Run a trigger's job for each fire time that its schedule had in a span.",
        discussion: """
            For what an outage, a pause or a late start left out. Each fire time becomes a
            one-shot trigger of the group BACKFILL, due at once, whose job sees the time
            as its scheduled one. The trigger itself stays as it is; its start and end
            bound the schedule. Fire times that an earlier backfill added and that still
            wait are not added again; those that have run are: look with --dry-run.

            EXAMPLES:
              carnelian trigger backfill reports.nightly --from 2026-11-01T00:00:00Z \\
                --to 2026-11-08T00:00:00Z --dry-run
              carnelian trigger backfill reports.nightly --from 2026-11-01T00:00:00Z \\
                --to 2026-11-08T00:00:00Z
            """
    )

    @OptionGroup var trigger: TriggerArgument

    @Option(help: ArgumentHelp("The first instant of the span.", valueName: "time"), transform: Timestamp.reading)
    var from: Timestamp

    @Option(help: ArgumentHelp("The last instant of the span.", valueName: "time"), transform: Timestamp.reading)
    var to: Timestamp

    @Flag(help: "Show the fire times and store nothing.")
    var dryRun = false

    @Option(help: ArgumentHelp("The most fire times; a span with more is refused.", valueName: "n"))
    var max = Backfill.defaultMaximum

    @OptionGroup var output: OutputOptions
    @OptionGroup var store: StoreOptions

    func validate() throws {
        guard from <= to else { throw ValidationError("--to: expected a time that is not before --from") }
        guard (1...100_000).contains(max) else { throw ValidationError("--max: expected 1 to 100000") }
    }

    func run() async throws {
        let store = try store.store()
        guard try await store.trigger(trigger.key) != nil else { throw ToolError.missingTriggers([trigger.key]) }
        let scheduler = try Scheduler(store: store, logger: NodeLog.quiet)
        let backfill = try await scheduler.backfill(trigger.key, from: from, to: to, dryRun: dryRun, max: max)
        if output.json {
            StandardStream.output.writeLine(backfill.json.text)
        } else {
            for line in backfill.lines { StandardStream.output.writeLine(line) }
        }
    }
}

extension Backfill {
    fileprivate var json: JSONValue {
        [
            "trigger": .string(trigger.description), "dryRun": .bool(isDryRun),
            "fireTimes": .array(fireTimes.map { .integer($0.milliseconds) }),
            "times": .array(fireTimes.map { .time($0) }), "alreadyPresent": .integer(Int64(alreadyPresent)),
        ]
    }

    fileprivate var lines: [String] {
        let times = fireTimes.count == 1 ? "1 fire time" : "\(fireTimes.count) fire times"
        let present = alreadyPresent == 0 ? "" : "; \(alreadyPresent) more had been added already"
        let verdict = isDryRun ? "Would add" : "Added"
        return fireTimes.map { LocalTime.short($0) } + ["\(verdict) \(times) of trigger \(trigger)\(present)."]
    }
}
