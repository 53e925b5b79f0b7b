import Carnelian
import CarnelianCore
import CarnelianPostgres
import LibPQ
import TestSupport
import Testing

/// Each impossible state is found, mended where that can be done, and not found again.
@Suite struct DoctorStateTests {
    /// What is done to a healthy database, what a doctor finds, and what must be so after a repair.
    struct Case: Sendable, CustomTestStringConvertible {
        var change: String
        var code: String
        var subject: String
        /// A query and its answer after the repair; nil: nothing repairs it.
        var after: (query: String, answer: String)?
        /// What the repair leaves to be said.
        var remaining: [String] = []

        var testDescription: String { "\(code): \(change.prefix(60))" }
    }

    private static func state(_ trigger: String, _ state: String) -> (String, String) {
        ("SELECT trigger_state FROM qrtz_triggers WHERE trigger_name = '\(trigger)'", state)
    }

    private static func set(_ column: String, _ value: String, of trigger: String = "t") -> String {
        "UPDATE qrtz_triggers SET \(column) = \(value) WHERE trigger_name = '\(trigger)'"
    }

    private static let parked = ["trigger-in-error"]

    static let cases: [Case] = [
        Case(
            change: set("trigger_state", "'BLOCKED'"), code: "blocked-without-execution", subject: "DEFAULT.t",
            after: state("t", "WAITING")),
        Case(
            change: set("trigger_state", "'PAUSED_BLOCKED'", of: "x1"), code: "blocked-without-execution",
            subject: "DEFAULT.x1", after: state("x1", "PAUSED")),
        Case(
            change: set("trigger_state", "'ACQUIRED'"), code: "acquired-without-fire", subject: "DEFAULT.t",
            after: state("t", "WAITING")),
        Case(
            change: PostgresFixture.fire("x1", of: "x") + ";" + set("trigger_state", "'BLOCKED'", of: "x1"),
            code: "not-blocked", subject: "DEFAULT.x2", after: state("x2", "BLOCKED")),
        Case(
            change: PostgresFixture.fire("t", of: nil, "ACQUIRED", exclusive: false, age: 300_000),
            code: "claim-without-trigger", subject: "DEFAULT.t",
            after: ("SELECT count(*) FROM qrtz_fired_triggers", "0")),
        Case(
            change: PostgresFixture.fire("gone", of: nil, "ACQUIRED", exclusive: false, age: 300_000),
            code: "claim-without-trigger", subject: "DEFAULT.gone",
            after: ("SELECT count(*) FROM qrtz_fired_triggers", "0")),
        Case(
            change: PostgresFixture.fire("t", of: nil, "ACQUIRED", exclusive: false, age: 300_000) + ";"
                + set("trigger_state", "'ACQUIRED'"), code: "claim-overdue", subject: "DEFAULT.t"),
        Case(
            change: PostgresFixture.fire("x1", of: "x") + ";" + PostgresFixture.fire("x2", of: "x", id: "e2")
                + "; UPDATE qrtz_triggers SET trigger_state = 'BLOCKED' WHERE job_name = 'x'",
            code: "exclusive-overlap", subject: "DEFAULT.x"),
        Case(
            change: PostgresFixture.fire("t", of: "j", "ODD", exclusive: false), code: "fire-state-unknown",
            subject: "DEFAULT.t"),
        Case(
            change: PostgresFixture.fire("t", of: "j", exclusive: false, age: 200_000_000), code: "executes-long",
            subject: "DEFAULT.t"),
        Case(
            change: set("trigger_state", "'HAPPY'"), code: "state-unknown", subject: "DEFAULT.t",
            after: state("t", "ERROR"), remaining: parked),
        Case(
            change: set("next_fire_time", "0"), code: "no-next-fire-time", subject: "DEFAULT.t",
            after: (
                "SELECT next_fire_time > 0 AND trigger_state = 'WAITING' FROM qrtz_triggers WHERE trigger_name = 't'",
                "true"
            )),
        Case(
            change: set("next_fire_time", "NULL, end_time = start_time + 1, prev_fire_time = start_time"),
            code: "no-next-fire-time", subject: "DEFAULT.t",
            after: ("SELECT next_fire_time > 0 FROM qrtz_triggers WHERE trigger_name = 't'", "true")),
        Case(
            change: "DELETE FROM qrtz_job_details WHERE job_name = 'j'; DELETE FROM qrtz_cron_triggers; "
                + "DELETE FROM qrtz_triggers WHERE trigger_name = 'c'",
            code: "job-missing", subject: "DEFAULT.t", after: state("t", "ERROR"), remaining: parked),
        Case(
            change: "DELETE FROM qrtz_simple_triggers WHERE trigger_name = 't'", code: "rule-missing",
            subject: "DEFAULT.t", after: state("t", "ERROR"), remaining: parked),
        Case(
            change: "DELETE FROM qrtz_cron_triggers WHERE trigger_name = 'c'", code: "rule-missing",
            subject: "DEFAULT.c", after: state("c", "ERROR"), remaining: parked),
        Case(
            change: "UPDATE qrtz_cron_triggers SET cron_expression = 'at noon'", code: "rule-unreadable",
            subject: "DEFAULT.c", after: state("c", "ERROR"), remaining: parked),
        Case(
            change: "UPDATE qrtz_cron_triggers SET time_zone_id = 'Mars/Olympus'", code: "rule-unreadable",
            subject: "DEFAULT.c",
            after: ("SELECT reason LIKE '%Mars/Olympus%' FROM carnelian_trigger_errors", "true"), remaining: parked),
        Case(
            change: set("job_data", "'\\xaced000574000161'"), code: "rule-unreadable", subject: "DEFAULT.t",
            after: state("t", "ERROR"), remaining: parked),
        Case(
            change: set("calendar_name", "'gone'"), code: "calendar-missing", subject: "DEFAULT.t",
            after: ("SELECT reason LIKE '%\"gone\"%' FROM carnelian_trigger_errors", "true"), remaining: parked),
        Case(
            change: "INSERT INTO qrtz_calendars VALUES ('test', 'odd', '\\xaced000574000161')",
            code: "calendar-unreadable", subject: "calendar odd"),
        Case(
            change: "UPDATE qrtz_job_details SET job_data = '\\xaced000574000161' WHERE job_name = 'j'",
            code: "data-unreadable", subject: "DEFAULT.j"),
        Case(
            change: set("misfire_instr", "7"), code: "misfire-code-unknown", subject: "DEFAULT.t",
            after: ("SELECT misfire_instr FROM qrtz_triggers WHERE trigger_name = 't'", "0")),
        Case(
            change: set("misfire_instr", "3", of: "c"), code: "misfire-code-unknown", subject: "DEFAULT.c",
            after: ("SELECT misfire_instr FROM qrtz_triggers WHERE trigger_name = 'c'", "0")),
        Case(change: set("trigger_state", "'ERROR'"), code: "trigger-in-error", subject: "DEFAULT.t"),
        Case(change: set("trigger_state", "'COMPLETE'"), code: "trigger-finished", subject: "DEFAULT.t"),
        Case(
            change: set("trigger_type", "'BLOB'")
                + "; DELETE FROM qrtz_simple_triggers WHERE trigger_name = 't';"
                + "INSERT INTO qrtz_blob_triggers VALUES ('test', 't', 'DEFAULT', '\\xaced')",
            code: "type-foreign", subject: "DEFAULT.t"),
        Case(
            change: "INSERT INTO qrtz_cron_triggers VALUES ('test', 'gone', 'DEFAULT', '0 0 3 * * ?', 'UTC')",
            code: "rule-stray", subject: "DEFAULT.gone in qrtz_cron_triggers",
            after: ("SELECT count(*) FROM qrtz_cron_triggers", "1")),
        Case(
            change: "INSERT INTO qrtz_simple_triggers VALUES ('test', 'c', 'DEFAULT', 0, 0, 0)",
            code: "rule-stray", subject: "DEFAULT.c in qrtz_simple_triggers",
            after: ("SELECT count(*) FROM qrtz_simple_triggers", "3")),
        Case(
            change:
                "INSERT INTO qrtz_job_details SELECT sched_name, 'idle', job_group, NULL, 'x', false, false, false, false "
                + "FROM qrtz_job_details WHERE job_name = 'j'", code: "job-idle", subject: "DEFAULT.idle"),
        Case(
            change: "INSERT INTO carnelian_trigger_errors VALUES ('test', 'gone', 'g', 'why', 0)",
            code: "side-rows-stale", subject: "carnelian_trigger_errors",
            after: ("SELECT count(*) FROM carnelian_trigger_errors", "0")),
        Case(
            change: "INSERT INTO carnelian_nodes VALUES ('test', 'gone', 'a', 0, '1')", code: "side-rows-stale",
            subject: "carnelian_nodes", after: ("SELECT count(*) FROM carnelian_nodes", "0")),
        Case(
            change: "INSERT INTO qrtz_paused_trigger_grps VALUES ('test', '_$_ALL_GROUPS_PAUSED_$_')",
            code: "group-paused", subject: "all groups"),
        Case(
            change: "INSERT INTO qrtz_paused_trigger_grps VALUES ('test', 'empty')", code: "group-paused",
            subject: "group empty"),
        Case(
            change: set("next_fire_time", "\(PostgresFixture.now) - 3600000"), code: "overdue",
            subject: "job type tests.work"),
        Case(
            change: "DELETE FROM qrtz_locks WHERE lock_name = 'STATE_ACCESS'", code: "lock-row-missing",
            subject: "STATE_ACCESS", after: ("SELECT count(*) FROM qrtz_locks WHERE sched_name = 'test'", "2")),
    ]

    @Test(arguments: cases)
    func isFoundAndMended(sick: Case) async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.storeHealthy()
            try await fixture.sql.execute(sick.change)
            let doctor = try fixture.doctor()
            try await fixture.beat()
            let first = try await doctor.diagnose()
            #expect(first.findings.map(\.code.rawValue) == [sick.code], "\(first.findings)")
            let finding = try #require(first.findings.first)
            #expect(finding.subject == sick.subject)
            #expect((finding.repair != nil) == (sick.after != nil))
            try await fixture.beat()
            let outcomes = try await doctor.repair()
            guard let after = sick.after else {
                #expect(outcomes.isEmpty)
                return
            }
            #expect(outcomes.map(\.code.rawValue) == [sick.code] && outcomes.allSatisfy(\.isDone), "\(outcomes)")
            #expect(outcomes.first?.subject == sick.subject)
            #expect(try await fixture.value(after.query) == after.answer)
            #expect(try await fixture.codes() == sick.remaining)
            try await fixture.beat()
            #expect(try await doctor.repair().isEmpty)
        }
    }

    /// A fixed delay that waits for a run which nobody executes.
    @Test func stalledDelayGoesOn() async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.storeHealthy()
            let delay = Trigger(
                key: TriggerKey("d"), job: JobKey("j"), kind: .fixedDelay(FixedDelayTrigger(delay: 60_000)),
                startTime: Timestamp(milliseconds: 1_900_000_000_000))
            try await fixture.store.store(jobs: [], triggers: [delay], onConflict: .fail)
            try await fixture.sql.execute(
                """
                UPDATE qrtz_triggers SET next_fire_time = \(FixedDelayTrigger.running.milliseconds),
                    prev_fire_time = \(PostgresFixture.now) WHERE trigger_name = 'd'
                """)
            #expect(try await fixture.codes() == ["delay-stalled"])
            #expect(try await fixture.doctor().repair().map(\.subject) == ["DEFAULT.d"])
            #expect(try await fixture.codes() == [])
        }
    }

    /// Waiting in a paused group is allowed: somebody resumed the trigger alone.
    @Test func aPausedGroupThatFiresIsANote() async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.storeHealthy()
            try await fixture.sql.execute("INSERT INTO qrtz_paused_trigger_grps VALUES ('test', 'DEFAULT')")
            let diagnosis = try await fixture.doctor().diagnose()
            #expect(diagnosis.findings.map(\.code.rawValue) == ["group-paused", "paused-group-fires"])
            #expect(diagnosis.isHealthy)
        }
    }

    /// A thousand and more of one kind are mended all.
    @Test func mendsMany() async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.storeHealthy()
            try await fixture.sql.execute(
                """
                DELETE FROM qrtz_scheduler_state;
                INSERT INTO qrtz_triggers SELECT 'test', 'n' || i, 'many', 'j', 'DEFAULT', NULL, 1900000000000, -1, 5,
                    'ACQUIRED', 'SIMPLE', 1900000000000, 0, NULL, 0 FROM generate_series(1, 2500) i;
                INSERT INTO qrtz_simple_triggers SELECT 'test', 'n' || i, 'many', -1, 60000, 0
                FROM generate_series(1, 2500) i
                """)
            let diagnosis = try await fixture.doctor().diagnose()
            #expect(diagnosis.findings.count == 1_000)
            #expect(diagnosis.unlisted[Finding.Code(rawValue: "acquired-without-fire")] == 1_500)
            #expect(try await fixture.doctor().repair().count == 2_500)
            #expect(try await fixture.codes() == [])
        }
    }
}
