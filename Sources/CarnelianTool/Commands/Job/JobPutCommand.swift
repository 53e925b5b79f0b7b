import ArgumentParser
import Carnelian
import CarnelianCore

/// `carnelian job put`: stores a job.
struct JobPutCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "put",
        abstract: "Store a job; a job of the same name is replaced, its triggers stay.",
        discussion: """
            EXAMPLES:
              carnelian job put reports.nightly --type carnelian.jobs.SQL --durable \\
                --data statement='REFRESH MATERIALIZED VIEW sales'
              carnelian job put ops.backup --type carnelian.jobs.Shell --durable \\
                --recover --exclusive --data command='backup.sh' --data timeoutSeconds=600
            """
    )

    @OptionGroup var job: JobArgument

    @Option(help: ArgumentHelp("The name that selects the job's code.", valueName: "type"))
    var type: String

    @Flag(help: "Keep the job when its last trigger is gone.")
    var durable = false

    @Flag(help: "Run it again on another node when a node dies while it runs.")
    var recover = false

    @Flag(help: "Never run it twice at the same time anywhere in the cluster.")
    var exclusive = false

    @Flag(help: "Write the data that a run leaves behind back to the job.")
    var persistsData = false

    @Option(help: ArgumentHelp("A note for people.", valueName: "text"))
    var description: String?

    @Option(
        help: ArgumentHelp("An entry of the job's data; may be repeated.", valueName: "key=value"),
        transform: DataEntry.reading)
    var data: [DataEntry] = []

    @OptionGroup var store: StoreOptions

    func validate() throws {
        guard (1...250).contains(type.count) else {
            throw ValidationError("--type: expected a name of 1 to 250 characters")
        }
    }

    func run() async throws {
        let detail = JobDetail(
            key: job.key, type: JobType(rawValue: type), description: description, data: JobDataMap(data),
            isDurable: durable, isExclusive: exclusive, persistsData: persistsData, requestsRecovery: recover)
        try await store.store().store(jobs: [detail], triggers: [], onConflict: .replace)
        StandardStream.output.writeLine("Stored job \(job.key).")
    }
}

extension JobDataMap {
    /// The entries of `--data`; of equal keys the last counts.
    init(_ entries: [DataEntry]) {
        self.init(Dictionary(entries.map { ($0.key, $0.value) }) { $1 })
    }
}
