import Carnelian
import CarnelianCore
import CarnelianPostgres
import LibPQ
import TestSupport
import Testing

/// The facts of one snapshot are those that the reading verbs give one by one.
@Suite struct FactsTests {
    private static let now = Timestamp(milliseconds: 1_900_000_000_000)
    private static let key = TriggerKey("t")

    private func facts(_ fixture: PostgresFixture) async throws -> (snapshot: TriggerFacts, verbs: TriggerFacts) {
        var snapshot = try await fixture.store.facts(about: Self.key)
        var verbs = try await fixture.store.factsByVerbs(about: Self.key)
        (snapshot.now, verbs.now) = (Self.now, Self.now)
        (snapshot.fires, verbs.fires) = (
            snapshot.fires.sorted { $0.id.rawValue < $1.id.rawValue },
            verbs.fires.sorted { $0.id.rawValue < $1.id.rawValue }
        )
        return (snapshot, verbs)
    }

    @Test func agreeWithTheVerbs() async throws {
        try await PostgresFixture.run { fixture in
            let none = try await facts(fixture)
            #expect(none.snapshot == none.verbs && none.snapshot.trigger == nil)
            try await fill(fixture)
            let (snapshot, verbs) = try await facts(fixture)
            #expect(snapshot == verbs)
            #expect(snapshot.trigger?.state == .blocked && snapshot.dueBefore == 1)
            #expect(snapshot.fires.map(\.trigger.name) == ["other"])
            #expect(snapshot.occupancy == ["a": 1])
            #expect(snapshot.pausedGroups == ["elsewhere"])
            #expect(
                snapshot.nodes.first?.profile
                    == NodeProfile(jobTypes: ["tests.other", "tests.work"], maxConcurrentJobs: 4, isAcquiring: false))
            #expect(snapshot.calendar.value != nil)
            try await fixture.sql.execute(
                """
                UPDATE qrtz_calendars SET calendar = '\\xaced000574000161';
                UPDATE qrtz_job_details SET job_data = '\\x613d5c7544383344'
                """)
            let poisoned = try await facts(fixture)
            guard case .unreadable(let job) = poisoned.snapshot.job, case .unreadable = poisoned.snapshot.calendar
            else {
                Issue.record("expected unreadable parts, found \(poisoned.snapshot)")
                return
            }
            #expect(job.contains("half of a surrogate pair"))
        }
    }

    /// What a node says is written when it changes, and forgotten where another version says nothing.
    @Test func profilesFollowCheckIns() async throws {
        try await PostgresFixture.run { fixture in
            var sign = checkIn(
                "a", NodeProfile(jobTypes: ["x"], maxConcurrentJobs: 1, misfireThreshold: .seconds(45)))
            _ = try await fixture.store.checkIn(sign)
            let written = try await fixture.value("SELECT xmin FROM carnelian_nodes")
            sign.previous = sign.now
            #expect(try await fixture.store.checkIn(sign).nodes.map(\.profile) == [sign.profile])
            #expect(try await fixture.value("SELECT xmin FROM carnelian_nodes") == written)
            sign.profile?.isAcquiring = false
            _ = try await fixture.store.checkIn(sign)
            #expect(try await fixture.store.nodes().map(\.profile) == [sign.profile])
            sign.profile = nil
            _ = try await fixture.store.checkIn(sign)
            #expect(try await fixture.store.nodes().map(\.profile) == [nil])
        }
    }

    private func checkIn(_ instance: InstanceID, _ profile: NodeProfile?) -> CheckIn {
        CheckIn(
            instance: instance, now: Self.now, interval: .seconds(7), grace: .seconds(7), previous: nil,
            profile: profile)
    }

    /// An exclusive job that executes for one trigger and blocks another with a calendar; a third one is due before.
    private func fill(_ fixture: PostgresFixture) async throws {
        let store = fixture.store
        _ = try await store.checkIn(
            checkIn(
                "a", NodeProfile(jobTypes: ["tests.work", "tests.other"], maxConcurrentJobs: 4, isAcquiring: false)))
        try await store.storeCalendar(
            try .holidays([], zone: .utc), named: "holidays", onConflict: .fail, updatingTriggers: false)
        var job = JobDetail.sample("j")
        job.isExclusive = true
        var blocked = trigger("t", of: "j", due: 600)
        blocked.calendarName = "holidays"
        try await store.store(
            jobs: [job, .sample("k")],
            triggers: [blocked, trigger("other", of: "j", due: 0), trigger("early", of: "k", due: 300)],
            onConflict: .fail)
        try await store.pause(.triggerGroups(.equals("elsewhere")))
        var turn = Turn(
            instance: "a", now: Self.now, types: ["tests.work"], limit: 1, horizon: Self.now,
            misfireBefore: Self.now.advanced(by: .seconds(-60)))
        let claimed = try await store.turn(turn)
        if let claim = claimed.claimed.first {
            turn.fires = [FireIntent(claim)]
            turn.limit = 0
            _ = try await store.turn(turn)
        }
    }

    private func trigger(_ name: String, of job: String, due seconds: Int64) -> Trigger {
        Trigger(
            key: TriggerKey(name), job: JobKey(job), kind: .every(.seconds(3_600)),
            startTime: Self.now.advanced(by: .seconds(seconds)))
    }
}
