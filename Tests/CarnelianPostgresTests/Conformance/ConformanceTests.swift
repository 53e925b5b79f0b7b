import Carnelian
import CarnelianPostgres
import CarnelianTesting
import Synchronization
import TestSupport
import Testing

/// The store keeps the guarantees of `JobStore`.
@Suite struct ConformanceTests {
    @Test(arguments: JobStoreConformance.checks)
    func conforms(check: JobStoreConformance.Check) async throws {
        try await run(check)
    }

    /// The same on tables that Quartz's own script made, with its foreign keys.
    @Test(arguments: JobStoreConformance.checks)
    func conformsOnQuartzsTables(check: JobStoreConformance.Check) async throws {
        try await run(check, after: QuartzTables.script)
    }

    private func run(_ check: JobStoreConformance.Check, after script: String? = nil) async throws {
        try await PostgresFixture.withSchema { conninfo in
            if let script { try await PostgresFixture.execute(script, on: conninfo) }
            let scheduler = "conformance \(UInt32.random(in: .min ... .max))"
            let configuration = PostgresJobStore.Configuration(url: conninfo, schedulerName: scheduler)
            _ = try await Migrator(configuration, logger: PostgresFixture.quiet).migrate()
            let stores = Mutex<[PostgresJobStore]>([])
            try await check.run { clock in
                let store = try PostgresJobStore(configuration, logger: PostgresFixture.quiet, clock: clock)
                stores.withLock { $0.append(store) }
                return store
            }
            for store in stores.withLock({ $0 }) { await store.close() }
        }
    }
}
