import ArgumentParser
import Carnelian
import CarnelianCore
import LibPQ
import Logging
import ServiceLifecycle
import UnixSignals

/// `carnelian node`: runs one node of the cluster.
struct NodeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "node",
        abstract: "Run a node of the cluster, with the stock jobs.",
        discussion: """
            Prints one line {"event":"started","instance":"…"} on standard output once it
            takes triggers; the log goes to standard error. SIGTERM and SIGINT let running
            jobs end, give back what is claimed, and exit with status 0.

            EXAMPLES:
              carnelian node
              carnelian node --instance-id blue --allow sql,shell --threads 16
              carnelian node --allow sql --run-for 30s
            """
    )

    @Option(
        name: .customLong("instance-id"),
        help: ArgumentHelp("The node's name, unique in the cluster. Default: host name and time.", valueName: "id"))
    var instanceID: String?

    @Option(
        help: ArgumentHelp(
            "Worker threads. Default: one for each job that may run at once, at most 64.", valueName: "n"))
    var threads: Int?

    @Option(help: ArgumentHelp("Most jobs that run at once. Default: --threads, else 10.", valueName: "n"))
    var maxConcurrentJobs: Int?

    @Option(help: ArgumentHelp("Most triggers taken in one turn. Default: 256.", valueName: "n"))
    var batch: Int?

    @Option(
        help: ArgumentHelp(
            "Job types beyond NoOp and Sleep that may run here: sql, shell. (http is accepted, and has no effect yet.)",
            valueName: "types"),
        transform: NodePermissions.reading)
    var allow: [NodePermissions] = []

    @Option(
        help: ArgumentHelp("How late a fire may be before it counts as misfired. Default: 60s.", valueName: "duration"),
        transform: Duration.readingPositive)
    var misfireThreshold: Duration?

    @Option(
        help: ArgumentHelp("How often the node says that it lives. Default: 7.5s.", valueName: "duration"),
        transform: Duration.readingPositive)
    var checkInInterval: Duration?

    @Option(
        help: ArgumentHelp(
            "How long beyond the interval a silent peer counts as alive. Default: 7.5s.", valueName: "duration"),
        transform: Duration.readingPositive)
    var checkInGrace: Duration?

    @Option(
        help: ArgumentHelp("Stop after this time as on SIGTERM.", valueName: "duration"),
        transform: Duration.readingPositive)
    var runFor: Duration?

    @Option(
        help: ArgumentHelp(
            "What is logged: " + Logger.Level.allCases.map(\.rawValue).joined(separator: ", ") + ".",
            valueName: "level"),
        transform: Logger.Level.reading)
    var logLevel: Logger.Level = .info

    @OptionGroup var store: StoreOptions

    func validate() throws {
        if let instanceID, !(1...InstanceID.maximumLength).contains(instanceID.count) {
            throw ValidationError("--instance-id: expected 1 to \(InstanceID.maximumLength) characters")
        }
        for (name, value) in [("threads", threads), ("max-concurrent-jobs", maxConcurrentJobs), ("batch", batch)] {
            if let value, !(1...10_000).contains(value) { throw ValidationError("--\(name): expected 1 to 10000") }
        }
    }

    func run() async throws {
        let logger = NodeLog.logger(level: logLevel)
        let jobStore = try store.store(logger: logger, misfireThreshold: misfireThreshold)
        let configuration = schedulerConfiguration()
        let permissions = allow.reduce(into: Set()) { $0.formUnion($1.permissions) }
        let pool = try store.pool(
            size: min(configuration.maxConcurrentJobs, 32), statementTimeout: .seconds(365 * 86_400))
        let scheduler = try Scheduler(store: jobStore, configuration: configuration, logger: logger) {
            StockJobs.registrations(permissions, pool: pool)
        }
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = [
            .init(service: jobStore), .init(service: LimitedScheduler(scheduler)),
            .init(service: StartAnnouncement(scheduler), successTerminationBehavior: .ignore),
        ]
        if let runFor {
            services.append(
                .init(service: RunLimit(duration: runFor), successTerminationBehavior: .gracefullyShutdownGroup))
        }
        let group = ServiceGroup(
            configuration: .init(services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        do {
            try await group.run()
        } catch {
            await pool.close()
            throw error
        }
        await pool.close()
    }

    private func schedulerConfiguration() -> Scheduler.Configuration {
        var configuration = Scheduler.Configuration()
        configuration.instanceID = instanceID.map(InstanceID.init(rawValue:))
        configuration.maxConcurrentJobs = maxConcurrentJobs ?? threads ?? configuration.maxConcurrentJobs
        configuration.workerThreads = threads ?? min(configuration.maxConcurrentJobs, 64)
        if let batch { configuration.batchSize = batch }
        if let misfireThreshold { configuration.misfireThreshold = misfireThreshold }
        if let checkInInterval { configuration.checkInInterval = checkInInterval }
        if let checkInGrace { configuration.checkInGrace = checkInGrace }
        return configuration
    }
}

/// The value of `--allow`.
struct NodePermissions: Sendable {
    var permissions: Set<StockJobs.Permission>

    /// Reads `sql`, `shell` or both with a comma.
    static func reading(_ text: String) throws -> NodePermissions {
        let words = text.split(separator: ",", omittingEmptySubsequences: false)
        // `http` is part of the option's grammar; there is no HTTP job to run yet.
        let known = words.filter { $0 != "http" }
        let permissions = known.compactMap { StockJobs.Permission(rawValue: String($0)) }
        guard permissions.count == known.count else {
            throw ValidationError("expected sql, shell, http or several with commas")
        }
        return NodePermissions(permissions: Set(permissions))
    }
}

extension Logger.Level {
    /// Reads a level by its name.
    static func reading(_ text: String) throws -> Logger.Level {
        guard let level = Logger.Level(rawValue: text) else {
            throw ValidationError("expected one of " + allCases.map(\.rawValue).joined(separator: ", "))
        }
        return level
    }
}
