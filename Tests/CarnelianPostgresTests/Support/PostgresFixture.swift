import Carnelian
import CarnelianCore
import CarnelianPostgres
import LibPQ
import Logging
import TestSupport

/// A database of a test's own, with a store and a connection that looks at its rows.
struct PostgresFixture: Sendable {
    let conninfo: String
    let store: PostgresJobStore
    let sql: PQConnection

    static let quiet = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }

    /// Makes a migrated database and an opened store for `body`.
    static func run<T: Sendable>(
        _ configure: (inout PostgresJobStore.Configuration) -> Void = { _ in },
        clock: (any SchedulerClock)? = nil,
        _ body: (PostgresFixture) async throws -> sending T
    ) async throws -> T {
        try await withDatabase { conninfo in
            var configuration = PostgresJobStore.Configuration(url: conninfo, schedulerName: "test")
            configure(&configuration)
            _ = try await Migrator(configuration, logger: quiet).migrate()
            let store = try PostgresJobStore(configuration, logger: quiet, clock: clock)
            try await store.open()
            let sql = try await PQConnection.connect(try PQConfiguration(conninfo))
            let value = try await body(PostgresFixture(conninfo: conninfo, store: store, sql: sql))
            await sql.close()
            await store.close()
            return value
        }
    }

    /// Another store on the same database.
    func anotherStore(
        _ configure: (inout PostgresJobStore.Configuration) -> Void = { _ in }, clock: (any SchedulerClock)? = nil
    ) throws -> PostgresJobStore {
        var configuration = store.configuration
        configure(&configuration)
        return try PostgresJobStore(configuration, logger: Self.quiet, clock: clock)
    }

    /// The rows that a query answers with, each column as text; NULL is `∅`.
    func rows(_ query: String) async throws -> [[String]] {
        let columns = try await sql.query("SELECT * FROM (\(query)) AS q LIMIT 0").columns
        let texts = columns.map { "coalesce(\"\($0)\"::text, '∅')" }.joined(separator: ", ")
        let result = try await sql.query("SELECT \(texts) FROM (\(query)) AS q")
        return try result.rows.map { row in
            try columns.indices.map { try row.string($0) }
        }
    }

    /// The first column of the first row, as text.
    func value(_ query: String) async throws -> String? {
        try await rows(query).first?.first
    }
}

extension JobDetail {
    /// A job of the tests.
    static func sample(
        _ name: String, group: String = "DEFAULT", durable: Bool = false, exclusive: Bool = false,
        recovers: Bool = false
    ) -> JobDetail {
        JobDetail(
            key: JobKey(name, group: group), type: "tests.work", isDurable: durable, isExclusive: exclusive,
            requestsRecovery: recovers
        )
    }
}

extension Trigger {
    /// A trigger that fires every minute from a time on.
    static func sample(
        _ name: String, group: String = "DEFAULT", of job: String, jobGroup: String = "DEFAULT",
        at start: Int64 = 1_900_000_000_000
    ) -> Trigger {
        Trigger(
            key: TriggerKey(name, group: group), job: JobKey(job, group: jobGroup),
            kind: .simple(SimpleTrigger(repeatCount: SimpleTrigger.forever, interval: 60_000)),
            startTime: Timestamp(milliseconds: start)
        )
    }
}
