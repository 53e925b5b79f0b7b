import Carnelian
import CarnelianCore
import CarnelianPostgres
import LibPQ
import TestSupport
import Testing

/// Tables that Quartz's own script made and only Java nodes use.
@Suite struct DoctorJavaTests {
    private func onJava(_ body: (Doctor, PQConnection) async throws -> Void) async throws {
        try await PostgresFixture.withDatabase { conninfo in
            try await PostgresFixture.execute(QuartzTables.script, on: conninfo)
            try await PostgresFixture.execute(
                "UPDATE qrtz_scheduler_state SET last_checkin_time = \(PostgresFixture.now)", on: conninfo)
            let sql = try await PQConnection.connect(try PQConfiguration(conninfo))
            let doctor = try Doctor(.init(url: conninfo, schedulerName: "java"), logger: PostgresFixture.quiet)
            try await body(doctor, sql)
            await sql.close()
        }
    }

    private func codes(_ doctor: Doctor) async throws -> [String] {
        try await doctor.diagnose().findings.map(\.code.rawValue)
    }

    /// What is healthy there, and nothing is made by looking.
    @Test func aHealthyJavaClusterIsHealthy() async throws {
        try await onJava { doctor, sql in
            let diagnosis = try await doctor.diagnose()
            #expect(diagnosis.isHealthy)
            #expect(diagnosis.findings.map(\.code.rawValue) == ["group-paused", "side-tables-absent"])
            #expect(try await doctor.repair().isEmpty)
            let own = try await sql.query("SELECT relname::text FROM pg_class WHERE relname LIKE 'carnelian%'")
            #expect(own.rows.isEmpty)
        }
    }

    /// States are mended without the side tables.
    @Test func statesAreMendedThere() async throws {
        try await onJava { doctor, sql in
            try await sql.execute(
                """
                UPDATE qrtz_triggers SET trigger_state = 'BLOCKED';
                INSERT INTO qrtz_triggers SELECT sched_name, 'lost', trigger_group, job_name, job_group, NULL, next_fire_time,
                    -1, 5, 'WAITING', 'CRON', start_time, 0, NULL, 0, NULL FROM qrtz_triggers;
                INSERT INTO qrtz_triggers SELECT sched_name, 'mute', trigger_group, job_name, job_group, NULL, -1,
                    -1, 5, 'WAITING', 'CRON', start_time, 0, NULL, 0, NULL FROM qrtz_triggers WHERE trigger_name = 'nightly';
                INSERT INTO qrtz_cron_triggers VALUES ('java', 'mute', 'DEFAULT', '0 0 3 * * ?', 'UTC')
                """)
            #expect(
                try await codes(doctor) == [
                    "blocked-without-execution", "no-next-fire-time", "rule-missing", "group-paused",
                    "side-tables-absent",
                ])
            #expect(try await doctor.repair().map(\.isDone) == [true, true, true])
            let states = try await sql.query(
                "SELECT trigger_name || ' ' || trigger_state || ' ' || (next_fire_time > 0) FROM qrtz_triggers ORDER BY 1"
            )
            #expect(
                try states.rows.map { try $0.string(0) }
                    == ["lost ERROR true", "mute WAITING true", "nightly WAITING true"])
            #expect(try await codes(doctor) == ["trigger-in-error", "group-paused", "side-tables-absent"])
        }
    }

    /// Objects that only Java reads are no fault where only Java nodes are.
    @Test func javasOwnObjectsAreNotes() async throws {
        try await onJava { doctor, sql in
            try await sql.execute(
                """
                UPDATE qrtz_triggers SET job_data = '\\xaced000574000161';
                UPDATE qrtz_job_details SET job_data = '\\xaced000574000161';
                INSERT INTO qrtz_calendars VALUES ('java', 'own', '\\xaced000574000161')
                """)
            let diagnosis = try await doctor.diagnose()
            #expect(diagnosis.isHealthy)
            let found = diagnosis.findings.map(\.code.rawValue)
            #expect(Set(found).isSuperset(of: ["rule-unreadable", "data-unreadable", "calendar-unreadable"]))
            #expect(try await doctor.repair().isEmpty)
        }
    }

    /// What Java's statements need an index for.
    @Test func quartzsIndexesAreMissed() async throws {
        try await onJava { doctor, sql in
            try await sql.execute("DROP INDEX idx_qrtz_t_nft_st, idx_qrtz_ft_t_g")
            let found = try await doctor.diagnose().findings.filter { $0.code.rawValue == "index-missing" }
            #expect(
                found.map(\.subject) == [
                    "qrtz_fired_triggers (sched_name, trigger_name, trigger_group)",
                    "qrtz_triggers (sched_name, trigger_state, next_fire_time)",
                ])
            #expect(found.allSatisfy { $0.repair == nil && $0.remedy.contains("CREATE INDEX CONCURRENTLY") })
        }
    }
}
