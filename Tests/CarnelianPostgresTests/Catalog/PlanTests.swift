import Carnelian
import CarnelianPostgres
import LibPQ
import TestSupport
import Testing

/// With many rows, and with statistics that know nothing of them, the catalog's statements are served by indexes.
@Suite struct PlanTests {
    /// Statements by key, with parameters; each must read about as many rows as it has keys.
    private static let keyed: [(template: SQLTemplate, parameters: String)] = [
        (EmbeddedSQL.catalogLockJobs, "'test', '{j5}', '{DEFAULT}'"),
        (EmbeddedSQL.catalogStoredTriggers, "'test', '{t5,t6}', '{g5,g6}'"),
        (EmbeddedSQL.catalogExecutingJobs, "'test', '{j5}', '{DEFAULT}'"),
        (EmbeddedSQL.catalogJobsOfTriggers, "'test', '{t5}', '{g5}'"),
        (EmbeddedSQL.catalogTriggerKeysOfJobs, "'test', '{j5}', '{DEFAULT}'"),
        (EmbeddedSQL.catalogDeleteExtensions, "'test', '{t5}', '{g5}'"),
        (EmbeddedSQL.catalogDeleteTriggers, "'test', '{t5}', '{g5}'"),
        (EmbeddedSQL.catalogDeleteOrphans, "'test', '{j5}', '{DEFAULT}'"),
        (EmbeddedSQL.catalogDeleteJobs, "'test', '{j5}', '{DEFAULT}'"),
        (EmbeddedSQL.catalogJob, "'test', 'j5', 'DEFAULT'"),
        (EmbeddedSQL.catalogTrigger, "'test', 't5', 'g5'"),
        (EmbeddedSQL.catalogTriggersByJob, "'test', 'j5', 'DEFAULT'"),
        (EmbeddedSQL.catalogWriteStates, "'test', '{t5}', '{g5}', '{WAITING}', '{PAUSED}'"),
        (EmbeddedSQL.catalogPark, "'test', '{t5}', '{g5}', '{why}', 0"),
        (EmbeddedSQL.catalogForgetErrors, "'test', '{t5}', '{g5}'"),
        (EmbeddedSQL.catalogForgetOptions, "'test', '{t5}', '{g5}'"),
        (EmbeddedSQL.calendarsFind, "'test', '{c5}', '{NULL}'"),
        (EmbeddedSQL.calendarsDropClaims, "'test', '{t5}', '{g5}', '{0}'"),
        (EmbeddedSQL.pausingPauseTrigger, "'test', 't5', 'g5', '{WAITING}', '{PAUSED}'"),
        (EmbeddedSQL.pausingPausedTrigger, "'test', 't5', 'g5'"),
        (EmbeddedSQL.clusterFiresOfInstances, "'test', '{node5}', 'me', 0"),
        (EmbeddedSQL.clusterRequestInterrupts, "'test', '{e5}', 0, 'me'"),
        (EmbeddedSQL.clusterInterruptRequests, "'test', 'node5'"),
        (EmbeddedSQL.clusterTakeInterrupts, "'test', 'node5'"),
        (EmbeddedSQL.clusterDeleteFires, "'test', '{e5}'"),
        (EmbeddedSQL.clusterReturnClaims, "'test', '{t5}', '{g5}'"),
        (EmbeddedSQL.clusterUnblockJobs, "'test', '{j5}', '{DEFAULT}'"),
        (EmbeddedSQL.clusterSpentTriggers, "'test', '{t5}', '{g5}'"),
        (EmbeddedSQL.clusterClaimsOfInstance, "'test', 'node5'"),
        (EmbeddedSQL.clusterTickTriggers, "'test', 100000000000000000, 256"),
        (EmbeddedSQL.explainJob, "'test', 't5', 'g5'"),
        (EmbeddedSQL.explainCalendar, "'test', 't5', 'g5'"),
        (EmbeddedSQL.explainFires, "'test', 't5', 'g5'"),
        (EmbeddedSQL.explainDueBefore, "'test', 't5', 'g5', 10000"),
        (EmbeddedSQL.doctorTriggersOf, "'test', '{t5,t6}', '{g5,g6}'"),
        (EmbeddedSQL.doctorQuartzTriggersOf, "'test', '{t5,t6}', '{g5,g6}'"),
        (EmbeddedSQL.doctorMendTriggers, "'test', '{t5}', '{g5}', '{WAITING}', '{NULL}', '{0}'"),
        (EmbeddedSQL.doctorReasons, "'test', '{t5}', '{g5}'"),
        (EmbeddedSQL.doctorDropClaims, "'test', '{e5}', 1"),
    ]

    @Test func keyedStatementsReadByIndex() async throws {
        try await PostgresFixture.run { fixture in
            try await Self.fill(fixture.sql)
            let store = fixture.store
            try await store.pool.withConnection { connection in
                for (template, parameters) in Self.keyed {
                    let statement = store.statement(template)
                    try await connection.execute("PREPARE \"plan_\(template.name)\" AS \(statement.sql)")
                    try await connection.execute("BEGIN")
                    let plan = try await connection.query(
                        "EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF) EXECUTE \"plan_\(template.name)\" (\(parameters))"
                    )
                    try await connection.execute("ROLLBACK")
                    let lines = try plan.rows.map { try $0.string(0) }
                    let text = lines.joined(separator: "\n")
                    #expect(!text.contains("Seq Scan on qrtz_"), "\(template.name):\n\(text)")
                    #expect(Self.mostRows(lines) <= 20, "\(template.name):\n\(text)")
                }
            }
        }
    }

    /// The most rows that any node of the plan read or dropped, over all its loops.
    private static func mostRows(_ lines: [String]) -> Int {
        lines.map { line in
            if let dropped = number(after: "Rows Removed by Filter: ", in: line) { return dropped }
            guard let actual = line.firstRange(of: "(actual rows=") else { return 0 }
            let rest = line[actual.lowerBound...]
            let rows = number(after: "rows=", in: String(rest)) ?? 0
            return rows * (number(after: "loops=", in: String(rest)) ?? 1)
        }.max() ?? 0
    }

    private static func number(after label: String, in line: String) -> Int? {
        guard let range = line.firstRange(of: label) else { return nil }
        return Int(line[range.upperBound...].prefix { $0.isNumber })
    }

    /// A hundred thousand triggers, each of a job of its own, and as many fire instances; nothing is analyzed.
    private static func fill(_ sql: PQConnection) async throws {
        try await sql.execute(
            """
            ALTER TABLE qrtz_triggers SET (autovacuum_enabled = off);
            ALTER TABLE qrtz_simple_triggers SET (autovacuum_enabled = off);
            ALTER TABLE qrtz_job_details SET (autovacuum_enabled = off);
            ALTER TABLE qrtz_fired_triggers SET (autovacuum_enabled = off);
            INSERT INTO qrtz_job_details SELECT 'test', 'j' || i, 'DEFAULT', NULL, 'tests.work', true, false, false, false
                FROM generate_series(1, 100000) i;
            INSERT INTO qrtz_triggers SELECT 'test', 't' || i, 'g' || i, 'j' || i, 'DEFAULT', NULL, 1900000000000 + i, -1, 5,
                'WAITING', 'SIMPLE', 1900000000000, 0, NULL, 0 FROM generate_series(1, 100000) i;
            INSERT INTO qrtz_simple_triggers SELECT 'test', 't' || i, 'g' || i, -1, 60000, 0
                FROM generate_series(1, 100000) i;
            INSERT INTO qrtz_fired_triggers SELECT 'test', 'e' || i, 't' || i, 'g' || i, 'node' || i, 0, 0, 5, 'EXECUTING',
                'j' || i, 'DEFAULT', false, false FROM generate_series(1, 100000) i;
            INSERT INTO carnelian_interrupts SELECT 'test', 'e' || i, 0, 'me' FROM generate_series(1, 3) i;
            INSERT INTO carnelian_interrupts VALUES ('test', 'gone', 0, 'me')
            """
        )
    }
}
