import Carnelian
import CarnelianCore
import CarnelianPostgres
import LibPQ
import TestSupport
import Testing

/// Rows of the cluster as Quartz writes them, and those of Java nodes told apart.
@Suite struct MembershipTests {
    private static let now = Timestamp(milliseconds: 1_900_000_000_000)

    private func checkIn(
        _ instance: InstanceID, at offset: Int64 = 0, previous: Int64? = nil
    ) -> CheckIn {
        CheckIn(
            instance: instance, now: Timestamp(milliseconds: Self.now.milliseconds + offset),
            interval: .milliseconds(7_500), grace: .milliseconds(7_500),
            previous: previous.map { Timestamp(milliseconds: Self.now.milliseconds + $0) }
        )
    }

    @Test func aCheckInWritesQuartzsRowAndOurs() async throws {
        try await PostgresFixture.run { fixture in
            let result = try await fixture.store.checkIn(checkIn("a"))
            #expect(result.failed.isEmpty)
            #expect(!result.wasRecovered)
            #expect(result.nodes.map(\.instance) == ["a"])
            let state = try await fixture.rows("SELECT * FROM qrtz_scheduler_state")
            #expect(state == [["test", "a", "1900000000000", "7500"]])
            let ours = try await fixture.rows("SELECT sched_name, instance_name, started_at FROM carnelian_nodes")
            #expect(ours == [["test", "a", "1900000000000"]])
            _ = try await fixture.store.checkIn(checkIn("a", at: 7_500, previous: 0))
            #expect(try await fixture.value("SELECT last_checkin_time FROM qrtz_scheduler_state") == "1900000007500")
            #expect(try await fixture.value("SELECT started_at FROM carnelian_nodes") == "1900000000000")
        }
    }

    @Test func nodesOfAnotherRuntimeAreToldApart() async throws {
        try await PostgresFixture.run { fixture in
            #expect(fixture.store.hasForeignNodes)
            _ = try await fixture.store.checkIn(checkIn("a"))
            #expect(!fixture.store.hasForeignNodes)
            try await fixture.sql.execute(
                "INSERT INTO qrtz_scheduler_state VALUES ('test', 'java', 1900000000000, 7500)"
            )
            let peer = try fixture.anotherStore()
            _ = try await peer.checkIn(checkIn("b"))
            #expect(peer.hasForeignNodes)
            _ = try await fixture.store.checkIn(checkIn("a", at: 7_500, previous: 0))
            #expect(fixture.store.hasForeignNodes)
            try await fixture.sql.execute("DELETE FROM qrtz_scheduler_state WHERE instance_name = 'java'")
            _ = try await fixture.store.checkIn(checkIn("a", at: 15_000, previous: 7_500))
            #expect(!fixture.store.hasForeignNodes)
            await peer.close()
        }
    }

    @Test func aRecoveredExecutionRunsAgainByQuartzsRecoveryTrigger() async throws {
        try await PostgresFixture.run { fixture in
            var trigger = Trigger.sample("nightly", group: "reports", of: "j")
            trigger.data = ["region": "north"]
            trigger.priority = 8
            try await fixture.store.store(
                jobs: [.sample("j", exclusive: true, recovers: true)], triggers: [trigger], onConflict: .fail
            )
            try await fixture.sql.execute(
                """
                UPDATE qrtz_triggers SET trigger_state = 'BLOCKED';
                INSERT INTO qrtz_fired_triggers VALUES ('test', 'dead42', 'nightly', 'reports', 'dead', 1899999990000,
                    1899999980000, 8, 'EXECUTING', 'j', 'DEFAULT', true, true);
                INSERT INTO qrtz_scheduler_state VALUES ('test', 'dead', 1899999900000, 7500)
                """
            )
            let found = try await fixture.store.checkIn(checkIn("a", previous: -7_500))
            #expect(found.failed.map(\.instance) == ["dead"])
            let result = try await fixture.store.recover(found.failed, by: checkIn("a", previous: -7_500))
            #expect(result == RecoveryResult(recovered: ["dead"], releasedClaims: 0, refired: 1, abandoned: 0))
            let rows = try await fixture.rows(
                """
                SELECT t.trigger_name, t.trigger_group, t.job_name, t.trigger_state, t.next_fire_time, t.start_time,
                    t.end_time, t.prev_fire_time, t.priority, t.misfire_instr, s.repeat_count, s.repeat_interval
                FROM qrtz_triggers t JOIN qrtz_simple_triggers s USING (sched_name, trigger_name, trigger_group)
                WHERE t.trigger_group = 'RECOVERING_JOBS'
                """
            )
            #expect(
                rows == [
                    [
                        "recover_dead_42", "RECOVERING_JOBS", "j", "WAITING", "1899999980000", "1899999980000", "0",
                        "-1",
                        "8", "-1", "0", "0",
                    ]
                ]
            )
            let recovery = try await fixture.store.trigger(TriggerKey("recover_dead_42", group: "RECOVERING_JOBS"))
            #expect(
                recovery?.trigger.data == [
                    "region": "north",
                    "QRTZ_FAILED_JOB_ORIG_TRIGGER_NAME": "nightly",
                    "QRTZ_FAILED_JOB_ORIG_TRIGGER_GROUP": "reports",
                    "QRTZ_FAILED_JOB_ORIG_TRIGGER_FIRETIME_IN_MILLISECONDS_AS_STRING": "1899999990000",
                    "QRTZ_FAILED_JOB_ORIG_TRIGGER_SCHEDULED_FIRETIME_IN_MILLISECONDS_AS_STRING": "1899999980000",
                ]
            )
            #expect(try await fixture.value("SELECT count(*) FROM qrtz_fired_triggers") == "0")
            #expect(try await fixture.store.nodes().map(\.instance) == ["a"])
            #expect(try await fixture.store.trigger(trigger.key)?.state == .waiting)
        }
    }

    @Test func twoNodesThatRecoverTheSameNodeDoItOnce() async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.store.store(
                jobs: [.sample("j", recovers: true)], triggers: [.sample("t", of: "j")], onConflict: .fail
            )
            try await fixture.sql.execute(
                """
                INSERT INTO qrtz_fired_triggers SELECT 'test', 'dead' || i, 't', 'DEFAULT', 'dead', 1899999990000,
                    1899999980000, 5, 'EXECUTING', 'j', 'DEFAULT', false, true FROM generate_series(1, 50) i;
                INSERT INTO qrtz_scheduler_state VALUES ('test', 'dead', 1899999900000, 7500)
                """
            )
            let stores = try (0..<4).map { _ in try fixture.anotherStore() }
            let refired = try await withThrowingTaskGroup(of: Int.self) { group in
                for (index, store) in stores.enumerated() {
                    let node = checkIn(InstanceID(rawValue: "n\(index)"), previous: -7_500)
                    group.addTask {
                        let found = try await store.checkIn(node)
                        return try await store.recover(found.failed, by: node).refired
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(refired == 50)
            let triggers = try await fixture.store.triggers(matching: .group(.equals("RECOVERING_JOBS")))
            #expect(triggers.count == 50)
            for store in stores { await store.close() }
        }
    }

    @Test func aNodeThatJoinsForgetsReasonsThatCountNoMore() async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.store.store(
                jobs: [.sample("j")], triggers: [.sample("t", of: "j"), .sample("u", of: "j")], onConflict: .fail
            )
            let rows = ["t", "u", "gone"].map { PoisonRow(trigger: TriggerKey($0), reason: "broken \($0)") }
            try await fixture.store.locked { try await fixture.store.park(rows, in: $0) }
            #expect(try await fixture.store.trigger(TriggerKey("t"))?.errorReason == "broken t")
            try await fixture.sql.execute("UPDATE qrtz_triggers SET trigger_state = 'WAITING' WHERE trigger_name = 'u'")
            _ = try await fixture.store.checkIn(checkIn("a"))
            let kept = try await fixture.rows("SELECT trigger_name, reason FROM carnelian_trigger_errors")
            #expect(kept == [["t", "broken t"]])
            #expect(try await fixture.store.resetFromError(TriggerKey("t")))
            #expect(try await fixture.value("SELECT count(*) FROM carnelian_trigger_errors") == "0")
        }
    }

    @Test func leavingReleasesClaimsAndKeepsTheRowWhileSomethingExecutes() async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.store.store(
                jobs: [.sample("j")], triggers: [.sample("t", of: "j"), .sample("u", of: "j")], onConflict: .fail
            )
            _ = try await fixture.store.checkIn(checkIn("a"))
            try await fixture.sql.execute(
                """
                UPDATE qrtz_triggers SET trigger_state = 'ACQUIRED' WHERE trigger_name = 't';
                INSERT INTO qrtz_fired_triggers VALUES
                    ('test', 'a1', 't', 'DEFAULT', 'a', 0, 0, 5, 'ACQUIRED', NULL, NULL, false, false),
                    ('test', 'a2', 'u', 'DEFAULT', 'a', 0, 0, 5, 'EXECUTING', 'j', 'DEFAULT', false, true)
                """
            )
            try await fixture.store.leave("a")
            #expect(try await fixture.store.trigger(TriggerKey("t"))?.state == .waiting)
            #expect(try await fixture.store.fireInstances().map(\.id.rawValue) == ["a2"])
            #expect(try await fixture.store.nodes().count == 1)
            try await fixture.sql.execute("DELETE FROM qrtz_fired_triggers")
            try await fixture.store.leave("a")
            #expect(try await fixture.store.nodes().isEmpty)
            #expect(try await fixture.value("SELECT count(*) FROM carnelian_nodes") == "0")
        }
    }
}
