import Carnelian
import CarnelianPostgres
import LibPQ
import TestSupport
import Testing

/// On a million triggers each statement of the hot path reads what it takes and little more, along an index, whatever
/// the planner's statistics say.
@Suite struct FiringPlanTests {
    static let batch = 256
    static let templates = [
        EmbeddedSQL.firingNextDue, EmbeddedSQL.firingAcquire, EmbeddedSQL.firingFire, EmbeddedSQL.firingRelease,
        EmbeddedSQL.completionRecord, EmbeddedSQL.misfireExists, EmbeddedSQL.misfireFind,
    ]
    static let loadJobs = """
        INSERT INTO qrtz_job_details
            SELECT 'test', 'job' || i, 'jobs', NULL, 'tests.work', true, false, false, false, ''
            FROM generate_series(1, 1000) AS i
        """
    /// Triggers 1 ms apart: the first 500,000 are due at `now`, half of them older than the misfire limit.
    static func loadTriggers(_ range: Range<Int>) -> String {
        """
        INSERT INTO qrtz_triggers
            SELECT 'test', 't' || i, 'plan', 'job' || (1 + i % 1000), 'jobs', NULL, 1000000 + i, -1, 5, 'WAITING', 'SIMPLE',
                1000000 + i, 0, NULL, CASE WHEN i % 1000 = 0 THEN -1 ELSE 0 END, NULL
            FROM generate_series(\(range.lowerBound), \(range.upperBound - 1)) AS i;
        INSERT INTO qrtz_simple_triggers
            SELECT 'test', 't' || i, 'plan', 3, 60000, 0
            FROM generate_series(\(range.lowerBound), \(range.upperBound - 1)) AS i
        """
    }
    static let now = 1_500_000
    static let misfireBefore = 1_250_000

    @Test(.timeLimit(.minutes(5)))
    func everyStatementReadsOnlyWhatItTakes() async throws {
        try await PostgresFixture.run { fixture in
            let probe = PlanProbe(fixture: fixture)
            for table in ["triggers", "fired_triggers", "simple_triggers", "job_details"] {
                try await fixture.sql.execute("ALTER TABLE qrtz_\(table) SET (autovacuum_enabled = off)")
            }
            // What autovacuum leaves behind on an idle cluster, and the worst that a planner can believe.
            try await fixture.sql.execute("VACUUM ANALYZE")
            try await fixture.sql.execute(Self.loadJobs)
            for start in stride(from: 1, through: 1_000_000, by: 100_000) {
                try await fixture.sql.execute(Self.loadTriggers(start..<start + 100_000))
            }
            try await probe.prepare(Self.templates)
            try await expectCheapPlans(probe, "analysed while empty")
            try await fixture.sql.execute("ANALYZE")
            try await expectCheapPlans(probe, "analysed when full")
        }
    }

    private func expectCheapPlans(_ probe: PlanProbe, _ when: String) async throws {
        let types = PlanProbe.array(["tests.work", "tests.other"])
        try await expectCheap(probe, when, EmbeddedSQL.firingNextDue, ["'test'", types], rows: 1)
        try await expectCheap(probe, when, EmbeddedSQL.misfireExists, ["'test'", "\(Self.misfireBefore)"], rows: 1)
        let find = ["'test'", "\(Self.misfireBefore)", "\(Self.batch)"]
        try await expectCheap(probe, when, EmbeddedSQL.misfireFind, find, rows: Self.batch)

        // Everything lies in the future of "now 0": it is claimed, not fired.
        func acquire(_ now: Int, sequence: Int) -> [String] {
            [
                "'test'", "'node'", "\(now)", "\(Self.misfireBefore)", "\(Self.now)", types, "\(Self.batch)",
                "\(sequence)",
            ]
        }
        try await inTransaction(probe) {
            try await expectCheap(
                probe, when, EmbeddedSQL.firingAcquire, acquire(Self.now, sequence: 1), rows: Self.batch)
        }
        try await inTransaction(probe) {
            try await expectCheap(probe, when, EmbeddedSQL.firingAcquire, acquire(0, sequence: 1), rows: Self.batch)
            let claims = try await probe.fixture.rows(
                "SELECT entry_id, trigger_name, trigger_group, sched_time FROM qrtz_fired_triggers ORDER BY entry_id"
            )
            try #require(claims.count == Self.batch)
            func column(_ index: Int) -> String { PlanProbe.array(claims.map { $0[index] }) }
            let times = "ARRAY[\(claims.map { $0[3] }.joined(separator: ","))]::int8[]"
            let work = PlanProbe.array(claims.map { _ in "tests.work" })
            let next = "ARRAY[\(claims.map { _ in "-1" }.joined(separator: ","))]::int8[]"
            let fire = ["'test'", "'node'", "\(Self.now)", column(0), column(1), column(2), work, times, next, next]
            try await expectCheap(probe, when, EmbeddedSQL.firingFire, fire, rows: Self.batch)
            let final = "ARRAY[\(claims.map { _ in "true" }.joined(separator: ","))]"
            try await expectCheap(
                probe, when, EmbeddedSQL.completionRecord, ["'test'", "'node'", column(0), final], rows: Self.batch
            )
        }
        try await inTransaction(probe) {
            let ids = try await probe.run(EmbeddedSQL.firingAcquire, acquire(0, sequence: 1))
            let release = ["'test'", "'node'", PlanProbe.array(ids)]
            try await expectCheap(probe, when, EmbeddedSQL.firingRelease, release, rows: Self.batch)
        }
    }

    private func inTransaction(_ probe: PlanProbe, _ body: () async throws -> Void) async throws {
        try await probe.fixture.sql.execute("BEGIN")
        try await body()
        try await probe.fixture.sql.execute("ROLLBACK")
    }

    /// No sequential scan of a table, no sort and no scan of more than a small multiple of `rows`.
    private func expectCheap(
        _ probe: PlanProbe, _ when: String, _ template: SQLTemplate, _ arguments: [String], rows: Int
    ) async throws {
        let plan = try await probe.explain(template, arguments)
        let limit = 2 * rows + 16
        #expect(!plan.text.contains("Seq Scan on qrtz"), "\(template.name) \(when):\n\(plan.text)")
        #expect(plan.sorted <= limit, "\(template.name) \(when) sorts \(plan.sorted) rows:\n\(plan.text)")
        for scan in plan.scans {
            #expect(
                scan.rows <= limit, "\(template.name) \(when) reads \(scan.rows) rows in \(scan.line):\n\(plan.text)")
        }
        #expect(!plan.scans.isEmpty)
    }
}
