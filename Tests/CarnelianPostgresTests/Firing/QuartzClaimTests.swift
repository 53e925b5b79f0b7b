import Carnelian
import CarnelianCore
import CarnelianPostgres
import LibPQ
import TestSupport
import Testing

/// A Java node holds a claim of an exclusive job.
///
/// If another trigger of the job were fired meanwhile, Quartz would release its claim to WAITING although the job executes,
/// and fire it beside.
@Suite struct QuartzClaimTests {
    private static let now = Timestamp(milliseconds: 1_900_000_000_000)

    private func turn(_ fires: [FireIntent] = []) -> Turn {
        Turn(
            instance: "a", now: Self.now, fires: fires, types: ["tests.work"], limit: 10, horizon: Self.now,
            misfireBefore: Self.now.advanced(by: .seconds(-60)))
    }

    /// A store with two due triggers of a job, on which a Carnelian and a Java node have checked in.
    private func withDueTriggers(
        isExclusive: Bool, _ body: (PostgresFixture) async throws -> Void
    ) async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.store.store(
                jobs: [.sample("j", durable: true, exclusive: isExclusive)],
                triggers: [.sample("one", of: "j"), .sample("other", of: "j")], onConflict: .replace)
            _ = try await fixture.store.checkIn(
                CheckIn(
                    instance: "a", now: Self.now, interval: .seconds(7), grace: .seconds(7), previous: nil))
            try await fixture.sql.execute(
                "INSERT INTO qrtz_scheduler_state VALUES ('test', 'java', 1900000000000, 7500)")
            try await body(fixture)
        }
    }

    private func claimByJava(_ trigger: String, in fixture: PostgresFixture) async throws {
        try await fixture.sql.execute(
            """
            UPDATE qrtz_triggers SET trigger_state = 'ACQUIRED' WHERE trigger_name = '\(trigger)';
            INSERT INTO qrtz_fired_triggers (
                    sched_name, entry_id, trigger_name, trigger_group, instance_name, fired_time, sched_time, priority, state)
                VALUES ('test', 'java1', '\(trigger)', 'DEFAULT', 'java', 1900000000000, 1900000000000, 5, 'ACQUIRED')
            """)
    }

    @Test func nothingOfAnExclusiveJobIsClaimedBesideAJavaNodesClaim() async throws {
        try await withDueTriggers(isExclusive: true) { fixture in
            try await claimByJava("one", in: fixture)
            #expect(try await fixture.store.turn(turn()).claimed.isEmpty)
            #expect(try await fixture.store.nextDueTime(for: ["tests.work"]) == nil)
            try await fixture.sql.execute(
                "DELETE FROM qrtz_fired_triggers; UPDATE qrtz_triggers SET trigger_state = 'WAITING'")
            #expect(try await fixture.store.turn(turn()).claimed.count == 1)
        }
    }

    @Test func aClaimOfAnExclusiveJobDoesNotFireBesideAJavaNodesClaim() async throws {
        try await withDueTriggers(isExclusive: true) { fixture in
            let claim = try #require(try await fixture.store.turn(turn()).claimed.first)
            try await claimByJava(claim.trigger.key.name == "one" ? "other" : "one", in: fixture)
            let result = try await fixture.store.turn(turn([FireIntent(claim)]))
            #expect(result.fired.isEmpty)
            #expect(result.claimed.isEmpty)
            #expect(result.dropped == [claim.id])
            let states = try await fixture.rows("SELECT trigger_state FROM qrtz_triggers ORDER BY 1")
            #expect(states == [["ACQUIRED"], ["WAITING"]])
        }
    }

    @Test func aJobThatIsNotExclusiveFiresBesideAJavaNodesClaim() async throws {
        try await withDueTriggers(isExclusive: false) { fixture in
            try await claimByJava("one", in: fixture)
            let result = try await fixture.store.turn(turn())
            #expect(result.fired.map(\.trigger.key.name) == ["other"])
        }
    }
}
