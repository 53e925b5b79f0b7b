import Carnelian
import CarnelianPostgres
import CarnelianTesting
import TestSupport
import Testing

/// The store keeps the guarantees of `JobStore`.
@Suite struct ConformanceTests {
    @Test(arguments: JobStoreConformance.checks)
    func conforms(check: JobStoreConformance.Check) async throws {
        try await PostgresFixture.withDatabase { conninfo in
            let configuration = PostgresJobStore.Configuration(url: conninfo, schedulerName: "conformance")
            _ = try await Migrator(configuration, logger: PostgresFixture.quiet).migrate()
            try await check.run { clock in
                try PostgresJobStore(configuration, logger: PostgresFixture.quiet, clock: clock)
            }
        }
    }
}
