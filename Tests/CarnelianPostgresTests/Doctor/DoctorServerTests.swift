import Carnelian
import CarnelianCore
import CarnelianPostgres
import LibPQ
import TestSupport
import Testing

/// Settings of the server and sessions that endanger a cluster.
@Suite struct DoctorServerTests {
    private static let settings: [(setting: String, code: String)] = [
        ("default_transaction_isolation = 'repeatable read'", "isolation"),
        ("statement_timeout = '2s'", "timeout-short"),
        ("lock_timeout = '500ms'", "timeout-short"),
        ("idle_in_transaction_session_timeout = '1s'", "timeout-short"),
        ("synchronous_commit = off", "commit-not-durable"),
        ("default_transaction_read_only = on", "server-read-only"),
    ]

    @Test(arguments: settings.indices)
    func settingsOfTheRoleShow(index: Int) async throws {
        let (setting, code) = Self.settings[index]
        try await PostgresFixture.run { fixture in
            // A live node without a row of Carnelian's is a Java node.
            try await fixture.storeHealthy()
            let database = try #require(try await fixture.value("SELECT current_database()"))
            try await fixture.sql.execute("ALTER DATABASE \(database) SET \(setting)")
            let found = try await fixture.doctor().diagnose().findings
            #expect(found.map(\.code.rawValue) == [code], "\(found)")
            #expect(found.first?.subject == setting.split(separator: " ").first.map(String.init))
        }
    }

    /// A session that sits on the lock row shows once it has done so for long.
    @Test func heldLockShows() async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.storeHealthy()
            try await fixture.sql.execute(
                "SET application_name = 'sitter'; BEGIN; SELECT * FROM qrtz_locks FOR UPDATE")
            try await eventually("the lock is old enough") {
                let found = try await fixture.doctor().diagnose().findings
                guard let finding = found.first(where: { $0.code.rawValue == "lock-held" }) else { return false }
                #expect(finding.severity == .problem && finding.subject.contains("sitter"))
                return true
            }
            try await fixture.sql.execute("ROLLBACK")
            #expect(try await !fixture.codes().contains("lock-held"))
        }
    }
}
