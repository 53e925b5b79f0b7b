import Carnelian
import CarnelianPostgres
import LibPQ
import Logging

extension StoreOptions {
    /// The store's configuration that the options say.
    func configuration() -> PostgresJobStore.Configuration {
        var configuration = PostgresJobStore.Configuration(url: resolvedURL, schedulerName: resolvedScheduler)
        configuration.tablePrefix = tablePrefix
        return configuration
    }

    /// The store, for commands that read and write it without running a node.
    func store(logger: Logger = NodeLog.quiet, misfireThreshold: Duration? = nil) throws -> any JobStore {
        var configuration = configuration()
        if let misfireThreshold { configuration.misfireThreshold = misfireThreshold }
        return try PostgresJobStore(configuration, logger: logger)
    }

    /// A pool of connections of the tool's own to the store's database.
    func pool(size: Int, statementTimeout: Duration = .seconds(30)) throws -> PQPool {
        var configuration = try PQConfiguration(resolvedURL)
        configuration.applicationName = "carnelian"
        configuration.statementTimeout = statementTimeout
        return PQPool(configuration, size: size)
    }
}
