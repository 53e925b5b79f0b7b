import ArgumentParser
import Carnelian
import CarnelianCore

/// `carnelian job fire`: fires a job now, once.
struct JobFireCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fire",
        abstract: "Fire a job now, once, whatever its triggers say.",
        discussion: """
            The job fires by a one-shot trigger of the group DEFAULT, whose name is printed.

            EXAMPLES:
              carnelian job fire reports.nightly
              carnelian job fire ops.backup --data command='backup.sh --full'
            """
    )

    @OptionGroup var job: JobArgument

    @Option(
        help: ArgumentHelp(
            "An entry that overrides the job's data in this fire; may be repeated.", valueName: "key=value"),
        transform: DataEntry.reading)
    var data: [DataEntry] = []

    @OptionGroup var output: OutputOptions
    @OptionGroup var store: StoreOptions

    func run() async throws {
        let jobStore = try store.store()
        _ = try await job.stored(in: jobStore)
        // Now is what the database's clock says.
        try await jobStore.open()
        let scheduler = try Scheduler(store: jobStore, logger: NodeLog.quiet)
        let trigger = try await scheduler.fireNow(job.key, data: JobDataMap(data))
        StandardStream.output.writeLine(
            output.json
                ? JSONValue.object([.init("trigger", .string(trigger.description))]).text
                : "Fires job \(job.key) now, by trigger \(trigger).")
    }
}
