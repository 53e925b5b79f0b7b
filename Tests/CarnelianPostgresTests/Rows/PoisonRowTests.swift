import Carnelian
import CarnelianCore
import CarnelianPostgres
import LibPQ
import TestSupport
import Testing

/// Rows that cannot be used, of simple and cron triggers, of data and of jobs: each parks its own trigger, whoever meets it.
@Suite struct PoisonRowTests {
    private static let now: Int64 = 1_900_000_000_000

    /// A change to trigger `bad` or its job `b`, and a part of the reason.
    private static let poison: [(change: String, reason: String)] = [
        ("DELETE FROM qrtz_simple_triggers WHERE trigger_name = 'bad'", "no row in simple_triggers"),
        ("UPDATE qrtz_triggers SET trigger_type = 'CRON' WHERE trigger_name = 'bad'", "no row in cron_triggers"),
        (cron("0 0 25 * * ?", "UTC"), "25"),
        (cron("nonsense", "UTC"), "nonsense"),
        (cron("0 0 6 * * ?", "Mars/Olympus"), "Mars/Olympus"),
        (data("qrtz_triggers", "trigger_name = 'bad'", #"a=\uD83D"#), "half of a surrogate pair"),
        (data("qrtz_triggers", "trigger_name = 'bad'", #"a=\u12"#), "without four hexadecimal digits"),
        (data("qrtz_triggers", "trigger_name = 'bad'", #"{"a":"b"}"#), "looks like JSON, as Quartz.NET writes it"),
        (
            "UPDATE qrtz_triggers SET job_data = '\\x0001000000ffffffff01' WHERE trigger_name = 'bad'",
            "a .NET object stream"
        ),
        (
            "UPDATE qrtz_triggers SET job_data = '\\xaced000574000161' WHERE trigger_name = 'bad'",
            "expected org.quartz.JobDataMap"
        ),
        ("UPDATE qrtz_triggers SET job_data = '\\xaced00057372' WHERE trigger_name = 'bad'", "Java object stream"),
        (data("qrtz_job_details", "job_name = 'b'", #"a=\uD83D"#), "job DEFAULT.b: "),
        ("UPDATE qrtz_job_details SET job_data = '\\xaced000574000161' WHERE job_name = 'b'", "job DEFAULT.b: "),
        ("UPDATE qrtz_triggers SET calendar_name = 'gone' WHERE trigger_name = 'bad'", "\"gone\" is not stored"),
        (
            """
            INSERT INTO qrtz_calendars VALUES ('test', 'odd', '\\x00');
            UPDATE qrtz_triggers SET calendar_name = 'odd' WHERE trigger_name = 'bad'
            """, "\"odd\" cannot be read"
        ),
        (
            "UPDATE qrtz_triggers SET start_time = 638991234567890000 WHERE trigger_name = 'bad'",
            "start_time 638991234567890000 looks like Quartz.NET ticks"
        ),
    ]

    private static func cron(_ expression: String, _ zone: String) -> String {
        """
        UPDATE qrtz_triggers SET trigger_type = 'CRON' WHERE trigger_name = 'bad';
        INSERT INTO qrtz_cron_triggers VALUES ('test', 'bad', 'DEFAULT', '\(expression)', '\(zone)')
        """
    }

    private static func data(_ table: String, _ row: String, _ text: String) -> String {
        "UPDATE \(table) SET job_data = convert_to('\(text)', 'UTF8') WHERE \(row)"
    }

    private func store(_ fixture: PostgresFixture) async throws {
        try await fixture.store.store(
            jobs: [.sample("b"), .sample("g")], triggers: [.sample("bad", of: "b"), .sample("good", of: "g")],
            onConflict: .fail)
    }

    private func turn(_ fires: [Claim] = []) -> Turn {
        let now = Timestamp(milliseconds: Self.now)
        return Turn(
            instance: "node", now: now, fires: fires.map { FireIntent($0) }, types: ["tests.work"],
            limit: fires.isEmpty ? 10 : 0, horizon: now, misfireBefore: now.advanced(by: .seconds(-60)))
    }

    private func isParked(_ fixture: PostgresFixture, _ reason: String) async throws {
        let parked = try #require(try await fixture.store.trigger(TriggerKey("bad")))
        #expect(parked.state == .error)
        #expect(parked.errorReason?.contains(reason) == true, "\(parked.errorReason ?? "none")")
        let stored = try await fixture.value("SELECT reason FROM carnelian_trigger_errors WHERE trigger_name = 'bad'")
        #expect(stored == parked.errorReason)
        let explanation = TriggerExplanation(of: try await fixture.store.facts(about: TriggerKey("bad")))
        #expect(explanation.reasons.first == .parked(TriggerKey("bad"), reason: parked.errorReason))
    }

    /// Before anybody claims it, it is listed with the reason.
    @Test(arguments: poison.indices)
    func isParkedByTheTurnThatClaimsIt(index: Int) async throws {
        let (change, reason) = Self.poison[index]
        try await PostgresFixture.run { fixture in
            try await store(fixture)
            try await fixture.sql.execute(change)
            #expect(try await fixture.store.triggers(matching: .group(.any)).count == 2)
            let result = try await fixture.store.turn(turn())
            let others = result.claimed.map(\.trigger.key.name) + result.fired.map(\.trigger.key.name)
            #expect(others == ["good"])
            try await isParked(fixture, reason)
        }
    }

    /// What turns bad between claim and fire does not fire.
    @Test func isParkedBetweenClaimAndFire() async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.store.store(
                jobs: [.sample("b", exclusive: true), .sample("g", exclusive: true)],
                triggers: [.sample("bad", of: "b"), .sample("good", of: "g")], onConflict: .fail)
            let claims = try await fixture.store.turn(turn()).claimed
            #expect(claims.count == 2)
            try await fixture.sql.execute(Self.data("qrtz_job_details", "job_name = 'b'", #"a=\uD83D"#))
            let result = try await fixture.store.turn(turn(claims))
            #expect(result.fired.map(\.trigger.key.name) == ["good"])
            try await isParked(fixture, "half of a surrogate pair")
        }
    }

    /// A state that no Quartz writes is listed as an error, and the rest of the list with it.
    @Test func anUnknownStateIsListed() async throws {
        try await PostgresFixture.run { fixture in
            try await store(fixture)
            try await fixture.sql.execute("UPDATE qrtz_triggers SET trigger_state = 'ODD' WHERE trigger_name = 'bad'")
            let listed = try await fixture.store.triggers(matching: .group(.any))
            #expect(listed.map(\.state) == [.error, .waiting])
            #expect(listed.first?.errorReason == "the trigger's state \"ODD\" is not one of Quartz's")
        }
    }

    /// Ticks lie so far in the future that no turn meets them; the check-in does.
    @Test func aRowOfQuartzNETIsParkedByTheCheckIn() async throws {
        try await PostgresFixture.run { fixture in
            try await store(fixture)
            try await fixture.sql.execute(
                "UPDATE qrtz_triggers SET next_fire_time = 638991234567890000 WHERE trigger_name = 'bad'")
            let reason = "next_fire_time 638991234567890000 looks like Quartz.NET ticks"
            let before = TriggerExplanation(of: try await fixture.store.facts(about: TriggerKey("bad")))
            #expect(before.reasons.first?.description.contains(reason) == true)
            let now = Timestamp(milliseconds: Self.now)
            _ = try await fixture.store.checkIn(
                CheckIn(instance: "node", now: now, interval: .seconds(7), grace: .seconds(7), previous: nil))
            try await isParked(fixture, reason)
            #expect(try await fixture.store.turn(turn()).fired.map(\.trigger.key.name) == ["good"])
        }
    }

    /// Another runtime may know the kind: it is left alone, and shown.
    @Test func anUnknownKindIsLeftAlone() async throws {
        try await PostgresFixture.run { fixture in
            try await store(fixture)
            try await fixture.sql.execute("UPDATE qrtz_triggers SET trigger_type = 'LUNAR' WHERE trigger_name = 'bad'")
            #expect(try await fixture.store.turn(turn()).fired.map(\.trigger.key.name) == ["good"])
            let facts = try await fixture.store.facts(about: TriggerKey("bad"))
            #expect(facts.trigger?.state == .waiting)
            #expect(TriggerExplanation(of: facts).reasons == [.foreignKind("LUNAR")])
        }
    }
}
