import Carnelian
import CarnelianCore
import CarnelianPostgres
import LibPQ
import TestSupport
import Testing

/// Rows of Quartz's kinds that this version does not understand park their own trigger with a reason; the rest fires.
@Suite struct PoisonKindTests {
    private static let now: Int64 = 1_900_000_000_000

    private static let poison: [(change: String, reason: String)] = [
        ("DELETE FROM qrtz_simprop_triggers WHERE trigger_name = 'bad'", "no row in simprop_triggers"),
        ("UPDATE qrtz_simprop_triggers SET str_prop_1 = 'MILLISECOND' WHERE trigger_name = 'bad'", "\"MILLISECOND\""),
        ("UPDATE qrtz_simprop_triggers SET str_prop_1 = NULL WHERE trigger_name = 'bad'", "str_prop_1"),
        ("UPDATE qrtz_simprop_triggers SET str_prop_2 = 'Mars/Olympus' WHERE trigger_name = 'bad'", "Mars/Olympus"),
        ("UPDATE qrtz_simprop_triggers SET str_prop_2 = NULL WHERE trigger_name = 'bad'", "no time zone"),
        ("UPDATE qrtz_simprop_triggers SET int_prop_1 = 0 WHERE trigger_name = 'bad'", "interval 0"),
        (daily("2,9", "0,0,0,23,59,59"), "\"2,9\""),
        (daily("", "0,0,0,23,59,59"), "str_prop_2"),
        (daily("2", "25,0,0,26,0,0"), "\"25,0,0,26,0,0\""),
        (daily("2", "9,0,0,8,0,0"), "before start of day"),
        (
            """
            INSERT INTO carnelian_trigger_options (sched_name, trigger_name, trigger_group, rule, recurrence_rule)
            SELECT sched_name, trigger_name, trigger_group,
                'CAL_INT every 1 DAY in UTC from 2030-03-17T17:46:40.000Z, misfire code 0', 'FREQ=NEVER'
            FROM qrtz_triggers WHERE trigger_name = 'bad'
            """, "NEVER"
        ),
        ("UPDATE qrtz_triggers SET calendar_name = 'gone' WHERE trigger_name = 'bad'", "\"gone\" is not stored"),
        (
            """
            INSERT INTO qrtz_calendars VALUES ('test', 'odd', '\\xaced000574000161');
            UPDATE qrtz_triggers SET calendar_name = 'odd' WHERE trigger_name = 'bad'
            """, "\"odd\" cannot be read"
        ),
    ]

    private static func daily(_ days: String, _ window: String) -> String {
        """
        UPDATE qrtz_triggers SET trigger_type = 'DAILY_I' WHERE trigger_name = 'bad';
        UPDATE qrtz_simprop_triggers SET str_prop_1 = 'HOUR', str_prop_2 = '\(days)', str_prop_3 = '\(window)', long_prop_1 = -1
        WHERE trigger_name = 'bad'
        """
    }

    @Test(arguments: poison.indices)
    func isParked(index: Int) async throws {
        let (change, reason) = Self.poison[index]
        try await PostgresFixture.run { fixture in
            try await fixture.store.store(
                jobs: [.sample("j")], triggers: [interval("bad"), interval("good")], onConflict: .fail)
            try await fixture.sql.execute(change)
            let listed = try await fixture.store.triggers(matching: .group(.any))
            #expect(listed.count == 2)
            let result = try await fixture.store.turn(turn)
            #expect(result.claimed.map(\.trigger.key.name) == ["good"])
            let parked = try #require(try await fixture.store.trigger(TriggerKey("bad")))
            #expect(parked.state == .error)
            #expect(parked.errorReason?.contains(reason) == true, "\(parked.errorReason ?? "")")
            #expect(
                try await fixture.rows("SELECT trigger_name FROM qrtz_fired_triggers") == [["good"]])
            #expect(try await fixture.store.turn(turn).claimed.isEmpty)
        }
    }

    /// The sweep meets them too.
    @Test(arguments: poison.indices)
    func isParkedBySweeps(index: Int) async throws {
        let (change, reason) = Self.poison[index]
        try await PostgresFixture.run { fixture in
            try await fixture.store.store(
                jobs: [.sample("j")], triggers: [interval("bad"), interval("good")], onConflict: .fail)
            try await fixture.sql.execute(change)
            let late = Timestamp(milliseconds: Self.now + 600_000)
            let swept = try await fixture.store.sweepMisfires(
                MisfireSweep(now: late, misfireBefore: Timestamp(milliseconds: Self.now + 540_000), limit: 10))
            #expect(swept.misfired.map(\.trigger.name) == ["good"])
            let parked = try #require(try await fixture.store.trigger(TriggerKey("bad")))
            #expect(parked.state == .error)
            #expect(parked.errorReason?.contains(reason) == true, "\(parked.errorReason ?? "")")
        }
    }

    /// Whole serialised triggers of Java are listed and left alone.
    @Test func blobTriggersAreForeign() async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.store.store(jobs: [.sample("j")], triggers: [interval("bad")], onConflict: .fail)
            try await fixture.sql.execute("UPDATE qrtz_triggers SET trigger_type = 'BLOB'")
            #expect(try await fixture.store.turn(turn).claimed.isEmpty)
            #expect(try await fixture.store.nextDueTime(for: ["tests.work"]) == nil)
            let found = try #require(try await fixture.store.trigger(TriggerKey("bad")))
            #expect(found.trigger.kind == .foreign("BLOB"))
            #expect(found.state == .waiting)
        }
    }

    private var turn: Turn {
        let now = Timestamp(milliseconds: Self.now)
        return Turn(
            instance: "node", now: now, types: ["tests.work"], limit: 10, horizon: now,
            misfireBefore: now.advanced(by: .seconds(-60)))
    }

    private func interval(_ name: String) -> Trigger {
        Trigger(
            key: TriggerKey(name), job: JobKey("j"), kind: .calendarInterval(CalendarIntervalTrigger(every: 1, .day)),
            startTime: Timestamp(milliseconds: Self.now)
        )
    }
}
