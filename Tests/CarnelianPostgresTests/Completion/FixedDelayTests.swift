import Carnelian
import CarnelianCore
import CarnelianPostgres
import LibPQ
import TestSupport
import Testing

/// The rows of a fixed-delay trigger through its runs, whoever ends them.
@Suite struct FixedDelayTests {
    private static let now: Int64 = 1_900_000_000_000
    private static let key = TriggerKey("t")

    private func turn(_ fires: [FireIntent] = [], at now: Int64) -> Turn {
        let now = Timestamp(milliseconds: now)
        return Turn(
            instance: "node", now: now, fires: fires, types: ["tests.work"], limit: 10, horizon: now,
            misfireBefore: now.advanced(by: .seconds(-3_600)))
    }

    /// Fires the trigger at its time.
    private func fire(_ store: PostgresJobStore, at now: Int64) async throws -> Fire {
        let claim = try #require(try await store.turn(turn(at: now)).claimed.first)
        return try #require(try await store.turn(turn([FireIntent(claim)], at: now)).fired.first)
    }

    private func store(
        _ fixture: PostgresFixture, repeatCount: Int = -1, job: JobDetail = .sample("j"), end: Int64? = nil
    ) async throws {
        let trigger = Trigger(
            key: Self.key, job: job.key,
            kind: .fixedDelay(FixedDelayTrigger(delay: 5_000, repeatCount: repeatCount)),
            startTime: Timestamp(milliseconds: Self.now), endTime: end.map(Timestamp.init(milliseconds:))
        )
        try await fixture.store.store(jobs: [job], triggers: [trigger], onConflict: .fail)
    }

    private static let row = """
        SELECT trigger_state, next_fire_time, prev_fire_time, times_triggered
        FROM qrtz_triggers JOIN qrtz_simple_triggers USING (sched_name, trigger_name, trigger_group)
        """

    @Test func theEndOfARunSetsTheNextFireTime() async throws {
        try await PostgresFixture.run { fixture in
            try await store(fixture)
            let fire = try await fire(fixture.store, at: Self.now)
            #expect(
                try await fixture.rows(Self.row) == [["WAITING", "253402300799000", "\(Self.now)", "1"]])
            let end = Timestamp(milliseconds: Self.now + 2_000)
            let lost = try await fixture.store.complete([Completion(fire, by: "node", at: end)])
            #expect(lost.isEmpty)
            #expect(
                try await fixture.rows(Self.row) == [["WAITING", "\(Self.now + 7_000)", "\(Self.now)", "1"]])
            #expect(try await fixture.value("SELECT count(*) FROM qrtz_fired_triggers") == "0")
        }
    }

    @Test func theLastRunRemovesEverything() async throws {
        for end in [nil, Self.now + 6_000] {
            try await PostgresFixture.run { fixture in
                try await store(fixture, repeatCount: end == nil ? 0 : -1, end: end)
                let fire = try await fire(fixture.store, at: Self.now)
                let now = Timestamp(milliseconds: Self.now + 2_000)
                _ = try await fixture.store.complete([Completion(fire, by: "node", at: now)])
                for table in [
                    "qrtz_triggers", "qrtz_simple_triggers", "carnelian_trigger_options", "qrtz_job_details",
                    "qrtz_fired_triggers",
                ] {
                    #expect(try await fixture.value("SELECT count(*) FROM \(table)") == "0", "\(table)")
                }
            }
        }
    }

    @Test func anExclusiveJobGoesOnToo() async throws {
        try await PostgresFixture.run { fixture in
            try await store(fixture, job: .sample("j", exclusive: true))
            let fire = try await fire(fixture.store, at: Self.now)
            #expect(try await fixture.rows(Self.row).first?.first == "BLOCKED")
            let now = Timestamp(milliseconds: Self.now + 2_000)
            _ = try await fixture.store.complete([Completion(fire, by: "node", at: now)])
            #expect(
                try await fixture.rows(Self.row) == [["WAITING", "\(Self.now + 7_000)", "\(Self.now)", "1"]])
        }
    }

    /// Java deletes the fire instance of a dead node and knows of no delay: the next check-in sets the time.
    @Test func aCheckInRepairsWhatAnotherRuntimeRecovered() async throws {
        try await PostgresFixture.run { fixture in
            try await store(fixture)
            _ = try await fire(fixture.store, at: Self.now)
            let first = CheckIn(
                instance: "a", now: Timestamp(milliseconds: Self.now + 1_000), interval: .seconds(7),
                grace: .seconds(7), previous: nil)
            _ = try await fixture.store.checkIn(first)
            #expect(try await fixture.value("SELECT next_fire_time FROM qrtz_triggers") == "253402300799000", "it runs")
            try await fixture.sql.execute("DELETE FROM qrtz_fired_triggers")
            var second = first
            second.now = Timestamp(milliseconds: Self.now + 8_000)
            second.previous = first.now
            _ = try await fixture.store.checkIn(second)
            #expect(
                try await fixture.rows(Self.row) == [["WAITING", "\(Self.now + 13_000)", "\(Self.now)", "1"]])
        }
    }

    /// A run that ends after its trigger was replaced does not touch the new one.
    @Test func aReplacedTriggerKeepsItsOwnTime() async throws {
        try await PostgresFixture.run { fixture in
            try await store(fixture)
            let fire = try await fire(fixture.store, at: Self.now)
            let later = Trigger(
                key: Self.key, job: JobKey("j"), kind: .fixedDelay(FixedDelayTrigger(delay: 5_000)),
                startTime: Timestamp(milliseconds: Self.now + 60_000))
            try await fixture.store.store(jobs: [], triggers: [later], onConflict: .replace)
            let now = Timestamp(milliseconds: Self.now + 2_000)
            _ = try await fixture.store.complete([Completion(fire, by: "node", at: now)])
            #expect(try await fixture.rows(Self.row) == [["WAITING", "\(Self.now + 60_000)", "-1", "0"]])
        }
    }
}
