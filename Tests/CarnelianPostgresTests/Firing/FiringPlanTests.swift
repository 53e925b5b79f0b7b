import Carnelian
import CarnelianPostgres
import LibPQ
import TestSupport
import Testing

/// On a million triggers of every kind, with and without calendars, options and handled misfires, each statement of the hot
/// path reads what it takes and little more, along an index, whatever the planner's statistics say.
@Suite struct FiringPlanTests {
    static let batch = 256
    static let templates = [
        EmbeddedSQL.firingNextDue, EmbeddedSQL.firingAcquire, EmbeddedSQL.firingFire, EmbeddedSQL.firingRelease,
        EmbeddedSQL.completionRecord, EmbeddedSQL.misfireExists, EmbeddedSQL.misfireFind, EmbeddedSQL.misfireApply,
        EmbeddedSQL.firingReadBack, EmbeddedSQL.completionEndDelays, EmbeddedSQL.clusterStalledDelays,
    ]
    static let loadJobs = """
        INSERT INTO qrtz_job_details
            SELECT 'test', 'job' || i, 'jobs', NULL, 'tests.work', true, false, false, false, ''
            FROM generate_series(1, 1000) AS i
        """
    /// Triggers 1 ms apart.
    ///
    /// The first 500,000 are due at `now`, half of them older than the misfire limit. Of each ten one is
    /// a calendar interval, one a daily time interval, two are simple ones with options, one names a calendar.
    static func loadTriggers(_ range: Range<Int>) -> String {
        let numbers = "generate_series(\(range.lowerBound), \(range.upperBound - 1)) AS i"
        return """
            INSERT INTO qrtz_triggers
                SELECT 'test', 't' || i, 'plan', 'job' || (1 + i % 1000), 'jobs', NULL,
                    CASE WHEN i % 10000 = 2 THEN \(running) ELSE 1000000 + i END, 1, 5, 'WAITING',
                    CASE i % 10 WHEN 0 THEN 'CAL_INT' WHEN 1 THEN 'DAILY_I' ELSE 'SIMPLE' END,
                    1000000 + i, 0, CASE WHEN i % 10 = 4 THEN 'calendar' || (i % 7) END,
                    CASE WHEN i % 1000 IN (0, 2) THEN -1 ELSE 0 END, NULL
                FROM \(numbers);
            INSERT INTO qrtz_simple_triggers
                SELECT 'test', 't' || i, 'plan', 3, 60000, 0 FROM \(numbers) WHERE i % 10 > 1;
            INSERT INTO qrtz_simprop_triggers (
                    sched_name, trigger_name, trigger_group, str_prop_1, str_prop_2, str_prop_3, int_prop_1, int_prop_2)
                SELECT 'test', 't' || i, 'plan', 'HOUR', CASE i % 10 WHEN 0 THEN 'UTC' ELSE '1,2,3' END,
                    '0,0,0,23,59,59', 1, 0
                FROM \(numbers) WHERE i % 10 < 2;
            INSERT INTO carnelian_trigger_options (sched_name, trigger_name, trigger_group, rule, fixed_delay, jitter)
                SELECT 'test', 't' || i, 'plan', 'SIMPLE every 60000 ms, misfire code 0', i % 10 = 2, 5
                FROM \(numbers) WHERE i % 10 IN (2, 3);
            INSERT INTO carnelian_misfires
                SELECT 'test', 't' || i, 'plan', 1000000 + i, 1, 1 FROM \(numbers) WHERE i % 10 = 5
            """
    }
    static let running = 253_402_300_799_000
    static let now = 1_500_000
    static let misfireBefore = 1_250_000

    @Test(.timeLimit(.minutes(15)))
    func everyStatementReadsOnlyWhatItTakes() async throws {
        try await PostgresFixture.run { fixture in
            let probe = PlanProbe(fixture: fixture)
            let tables = [
                "qrtz_triggers", "qrtz_fired_triggers", "qrtz_simple_triggers", "qrtz_simprop_triggers",
                "qrtz_job_details", "carnelian_trigger_options", "carnelian_misfires",
            ]
            for table in tables {
                try await fixture.sql.execute("ALTER TABLE \(table) SET (autovacuum_enabled = off)")
            }
            // What autovacuum leaves behind on an idle cluster, and the worst that a planner can believe.
            try await fixture.sql.execute("VACUUM ANALYZE")
            try await fixture.sql.execute(Self.loadJobs)
            try await fixture.sql.execute(
                "INSERT INTO qrtz_calendars SELECT 'test', 'calendar' || i, '' FROM generate_series(0, 6) AS i")
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

        // A hundred triggers wait for the end of a run.
        let stalled = ["'test'", "\(Self.running)", "256"]
        try await expectCheap(probe, when, EmbeddedSQL.clusterStalledDelays, stalled, rows: 100)

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
            try await expectCheap(
                probe, when, EmbeddedSQL.firingReadBack, ["'test'", "'node'", column(0)], rows: Self.batch)
            let fire = [
                "'test'", "'node'", "\(Self.now)", column(0), column(1), column(2), work, times, next, next, times,
            ]
            try await expectCheap(probe, when, EmbeddedSQL.firingFire, fire, rows: Self.batch)
            let final = "ARRAY[\(claims.map { _ in "true" }.joined(separator: ","))]"
            try await expectCheap(
                probe, when, EmbeddedSQL.completionRecord, ["'test'", "'node'", column(0), final], rows: Self.batch
            )
        }
        try await inTransaction(probe) {
            let found = try await probe.run(EmbeddedSQL.misfireFind, find)
            try #require(found.count == Self.batch)
            let names = PlanProbe.array(found)
            let groups = PlanProbe.array(found.map { _ in "plan" })
            let waiting = PlanProbe.array(found.map { _ in "WAITING" })
            func numbers(_ value: String) -> String {
                "ARRAY[\(found.map { _ in value }.joined(separator: ","))]::int8[]"
            }
            let end = [
                "'test'", names, groups, numbers("1"), numbers("2000000"), "\(Self.running)", "false",
            ]
            try await expectCheap(probe, when, EmbeddedSQL.completionEndDelays, end, rows: Self.batch)
            for missed in ["1", "NULL"] {
                let apply = [
                    "'test'", names, groups, waiting, numbers("2000000"), numbers("1"), numbers("3"), numbers("0"),
                    numbers(missed), numbers(missed),
                ]
                try await expectCheap(probe, when, EmbeddedSQL.misfireApply, apply, rows: Self.batch)
            }
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
        #expect(!plan.text.contains("Seq Scan on"), "\(template.name) \(when):\n\(plan.text)")
        #expect(plan.sorted <= limit, "\(template.name) \(when) sorts \(plan.sorted) rows:\n\(plan.text)")
        for scan in plan.scans {
            #expect(
                scan.rows <= limit, "\(template.name) \(when) reads \(scan.rows) rows in \(scan.line):\n\(plan.text)")
        }
        #expect(!plan.scans.isEmpty)
    }
}
