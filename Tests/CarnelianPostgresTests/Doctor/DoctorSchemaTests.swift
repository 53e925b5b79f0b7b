import Carnelian
import CarnelianCore
import CarnelianPostgres
import LibPQ
import TestSupport
import Testing

/// Tables, indexes, keys and privileges that are missing are found, and made again where that can be done.
@Suite struct DoctorSchemaTests {
    /// What is done, what is found, and whether a repair mends it.
    static let cases: [(change: String, code: String, subject: String, isMended: Bool)] = [
        ("DROP TABLE qrtz_blob_triggers", "table-missing", "qrtz_blob_triggers", true),
        ("DROP TABLE carnelian_misfires", "table-missing", "carnelian_misfires", true),
        ("ALTER TABLE qrtz_triggers DROP COLUMN priority", "column-missing", "qrtz_triggers.priority", false),
        (
            "ALTER TABLE qrtz_fired_triggers ALTER priority TYPE text", "column-type",
            "qrtz_fired_triggers.priority", false
        ),
        ("DROP INDEX carnelian_qrtz_t_due", "index-missing", "carnelian_qrtz_t_due", true),
        ("DROP INDEX carnelian_qrtz_f_instance", "index-missing", "carnelian_qrtz_f_instance", true),
        (
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'carnelian_qrtz_t_job'::regclass",
            "index-unusable", "carnelian_qrtz_t_job", false
        ),
        (
            "ALTER TABLE qrtz_paused_trigger_grps DROP CONSTRAINT qrtz_paused_trigger_grps_pkey",
            "primary-key-missing", "qrtz_paused_trigger_grps", false
        ),
        (
            "ALTER TABLE qrtz_triggers ADD FOREIGN KEY (sched_name, job_name, job_group) REFERENCES qrtz_job_details",
            "foreign-key-missing", "qrtz_simple_triggers", false
        ),
        (
            "ALTER TABLE qrtz_triggers ADD FOREIGN KEY (sched_name, job_name, job_group) REFERENCES qrtz_job_details NOT VALID",
            "foreign-key-unchecked", "qrtz_triggers", false
        ),
        (
            "DELETE FROM carnelian_schema_version WHERE version >= 3; DROP TABLE carnelian_misfires",
            "migration-pending", "carnelian_schema_version", true
        ),
        (
            "INSERT INTO carnelian_schema_version VALUES (99, 'future', 0)", "migration-newer",
            "carnelian_schema_version", false
        ),
        ("ALTER TABLE qrtz_triggers SET (autovacuum_enabled = off)", "autovacuum-off", "qrtz_triggers", false),
        (
            "ALTER TABLE qrtz_triggers ADD COLUMN misfire_orig_fire_time bigint", "foreign-tables", "qrtz_triggers",
            false
        ),
        (
            "UPDATE qrtz_triggers SET next_fire_time = 638000000000000000 WHERE trigger_name = 't'", "foreign-tables",
            "qrtz_triggers", false
        ),
    ]

    @Test(arguments: cases.indices)
    func isFoundAndMended(index: Int) async throws {
        let sick = Self.cases[index]
        try await PostgresFixture.run { fixture in
            try await fixture.storeHealthy()
            try await fixture.sql.execute(sick.change)
            let found = try await fixture.doctor().diagnose().findings
            let finding = try #require(
                found.first { $0.code.rawValue == sick.code && $0.subject == sick.subject }, "\(found)")
            #expect((finding.repair != nil) == sick.isMended)
            guard sick.isMended else { return }
            #expect(found.count == 1, "\(found)")
            try await fixture.beat()
            let outcomes = try await fixture.doctor().repair()
            #expect(outcomes.map(\.subject) == [sick.subject] && outcomes.allSatisfy(\.isDone), "\(outcomes)")
            #expect(try await fixture.codes() == [])
            #expect(try await fixture.doctor().repair().isEmpty)
        }
    }

    @Test func missingTablesAreMade() async throws {
        try await PostgresFixture.withDatabase { conninfo in
            let configuration = PostgresJobStore.Configuration(url: conninfo)
            let doctor = try Doctor(configuration, logger: PostgresFixture.quiet)
            #expect(try await doctor.diagnose().findings.map(\.code.rawValue) == ["table-missing"])
            #expect(try await doctor.repair().map(\.isDone) == [true])
            #expect(try await doctor.diagnose().findings.isEmpty)
        }
    }

    /// Tables under another name or out of reach are named.
    @Test func tablesElsewhereAreNamed() async throws {
        try await PostgresFixture.withDatabase { conninfo in
            try await PostgresFixture.execute(
                "CREATE SCHEMA app; CREATE TABLE app.\"QRTZ_TRIGGERS\" (sched_name varchar(120))", on: conninfo)
            let doctor = try Doctor(.init(url: conninfo), logger: PostgresFixture.quiet)
            let finding = try #require(try await doctor.diagnose().findings.first)
            #expect(finding.code.rawValue == "table-missing" && finding.message.contains("app.QRTZ_TRIGGERS"))
            #expect(finding.repair == nil)
        }
    }

    /// A schema and a prefix of one's own.
    @Test func worksUnderOtherNames() async throws {
        try await PostgresFixture.run { configuration in
            configuration.schema = "jobs"
            configuration.tablePrefix = "app_"
        } _: { fixture in
            try await fixture.store.store(jobs: [.sample("j")], triggers: [.sample("t", of: "j")], onConflict: .fail)
            #expect(try await fixture.codes() == [])
            try await fixture.sql.execute(
                "UPDATE jobs.app_triggers SET trigger_state = 'BLOCKED'; DROP INDEX jobs.carnelian_app_t_due")
            #expect(try await fixture.codes() == ["blocked-without-execution", "index-missing"])
            #expect(try await fixture.doctor().repair().count == 2)
            #expect(try await fixture.codes() == [])
        }
    }

    @Test func anotherSchedulerIsNamed() async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.storeHealthy()
            var configuration = fixture.store.configuration
            configuration.schedulerName = "tset"
            let found = try await Doctor(configuration, logger: PostgresFixture.quiet).diagnose().findings
            #expect(found.map(\.code.rawValue) == ["scheduler-unknown"])
            #expect(found.first?.message.hasSuffix("but test") == true)
        }
    }

    /// A role that may only read part of the tables gets findings, not an error.
    @Test func missingPrivilegesAreFindings() async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.storeHealthy()
            let role = "doctor_\(UInt32.random(in: 0 ... .max))"
            try await fixture.sql.execute(
                """
                CREATE ROLE \(role) LOGIN; GRANT USAGE ON SCHEMA public TO \(role);
                GRANT SELECT ON ALL TABLES IN SCHEMA public TO \(role);
                GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO \(role);
                REVOKE UPDATE ON qrtz_locks FROM \(role); REVOKE SELECT ON qrtz_cron_triggers FROM \(role);
                REVOKE ALL ON qrtz_fired_triggers FROM \(role)
                """)
            var configuration = fixture.store.configuration
            configuration.url += " user=\(role)"
            let doctor = try Doctor(configuration, logger: PostgresFixture.quiet)
            let found = try await doctor.diagnose().findings
            #expect(
                found.map(\.code.rawValue) == ["privilege-missing", "privilege-missing", "privilege-missing"],
                "\(found)")
            #expect(found.map(\.subject) == ["qrtz_cron_triggers", "qrtz_fired_triggers", "qrtz_locks"])
            #expect(found.last?.message.contains("cannot take the lock rows") == true)
            #expect(found[1].message.contains("SELECT, INSERT, UPDATE, DELETE"))
            // A repair that the role may not do is an outcome.
            try await fixture.sql.execute(
                "GRANT SELECT ON ALL TABLES IN SCHEMA public TO \(role); UPDATE qrtz_triggers SET trigger_state = 'BLOCKED'"
            )
            let outcomes = try await doctor.repair()
            #expect(
                !outcomes.isEmpty && outcomes.allSatisfy { !$0.isDone && $0.message.hasPrefix("not repaired") },
                "\(outcomes)")
            #expect(
                try await fixture.value("SELECT count(*) FROM qrtz_triggers WHERE trigger_state = 'BLOCKED'") == "4")
            try await fixture.sql.execute("DROP OWNED BY \(role); DROP ROLE \(role)")
        }
    }
}
