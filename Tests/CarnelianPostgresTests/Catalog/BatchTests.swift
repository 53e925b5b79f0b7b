import Carnelian
import CarnelianCore
import CarnelianPostgres
import LibPQ
import TestSupport
import Testing

/// Many jobs and triggers are stored, listed and removed by a few statements.
@Suite struct BatchTests {
    private static let count = 10_000

    @Test func tenThousandTriggersTakeSeconds() async throws {
        try await PostgresFixture.run { fixture in
            let jobs = (0..<100).map { JobDetail.sample("job\($0)", group: "bulk") }
            let triggers = (0..<Self.count).map {
                Trigger.sample("t\($0)", group: "bulk", of: "job\($0 % 100)", jobGroup: "bulk")
            }
            let clock = ContinuousClock()
            let storing = try await clock.measure {
                try await fixture.store.store(jobs: jobs, triggers: triggers, onConflict: .fail)
            }
            #expect(storing < .seconds(20))
            #expect(try await fixture.value("SELECT count(*) FROM qrtz_simple_triggers") == "\(Self.count)")
            let replacing = try await clock.measure {
                try await fixture.store.store(jobs: jobs, triggers: triggers, onConflict: .replace)
            }
            #expect(replacing < .seconds(20))
            let listing = try await clock.measure {
                let found = try await fixture.store.triggers(matching: .group(.equals("bulk")))
                #expect(found.count == Self.count)
                #expect(found.map(\.trigger.key) == found.map(\.trigger.key).sorted())
            }
            #expect(listing < .seconds(20))
            let removing = try await clock.measure {
                let removed = try await fixture.store.removeTriggers(triggers.map(\.key))
                #expect(removed.count == Self.count)
            }
            #expect(removing < .seconds(20))
            // The jobs were not durable.
            #expect(try await fixture.value("SELECT count(*) FROM qrtz_job_details") == "0")
            #expect(try await fixture.value("SELECT count(*) FROM qrtz_simple_triggers") == "0")
        }
    }

    @Test func reconcilingLeavesUnchangedTriggersAsTheyAre() async throws {
        try await PostgresFixture.run { fixture in
            let changed = Trigger.sample("changed", of: "j")
            let kept = Trigger.sample("kept", of: "j")
            var cron = Trigger.sample("cron", of: "j")
            cron.kind = .cron(
                CronTrigger(try CronExpression(unix: "0 3 * * mon-fri"), in: try TimeZoneRules("Europe/Berlin")))
            try await fixture.store.store(jobs: [.sample("j")], triggers: [changed, kept, cron], onConflict: .fail)
            try await fixture.sql.execute(
                """
                UPDATE qrtz_triggers SET prev_fire_time = 1899999940000, trigger_state = 'PAUSED';
                UPDATE qrtz_simple_triggers SET times_triggered = 7
                """
            )
            var edited = changed
            edited.priority = 9
            try await fixture.store.store(jobs: [.sample("j")], triggers: [edited, kept, cron], onConflict: .reconcile)
            let rows = try await fixture.rows(
                "SELECT trigger_name, trigger_state, prev_fire_time, priority FROM qrtz_triggers ORDER BY 1"
            )
            #expect(
                rows == [
                    ["changed", "WAITING", "-1", "9"], ["cron", "PAUSED", "1899999940000", "5"],
                    ["kept", "PAUSED", "1899999940000", "5"],
                ]
            )
            let times = try await fixture.rows(
                "SELECT trigger_name, times_triggered FROM qrtz_simple_triggers ORDER BY 1"
            )
            #expect(times == [["changed", "0"], ["kept", "7"]])
        }
    }

    @Test func twoSchedulersInOneDatabaseDoNotSeeEachOther() async throws {
        try await PostgresFixture.run { fixture in
            let other = try fixture.anotherStore { $0.schedulerName = "other" }
            try await other.open()
            let job = JobDetail.sample("j", durable: true)
            try await fixture.store.store(jobs: [job], triggers: [.sample("t", of: "j")], onConflict: .fail)
            #expect(try await other.jobs(matching: .any).isEmpty)
            try await other.store(jobs: [job], triggers: [.sample("t", of: "j")], onConflict: .fail)
            try await other.pause(.all)
            try await other.clear()
            #expect(try await fixture.store.trigger(TriggerKey("t"))?.state == .waiting)
            #expect(try await fixture.store.pausedGroups().isEmpty)
            await other.close()
        }
    }

    @Test func aBadRowIsListedWithItsReasonAndHidesNothing() async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.store.store(
                jobs: [.sample("j")], triggers: ["a", "b", "c", "d"].map { Trigger.sample($0, of: "j") },
                onConflict: .fail
            )
            try await fixture.sql.execute(
                """
                DELETE FROM qrtz_simple_triggers WHERE trigger_name = 'a';
                UPDATE qrtz_triggers SET trigger_type = 'CRON' WHERE trigger_name = 'b';
                INSERT INTO qrtz_cron_triggers VALUES ('test', 'b', 'DEFAULT', 'every day', 'UTC');
                UPDATE qrtz_triggers SET job_data = '\\xACED0005' WHERE trigger_name = 'c'
                """
            )
            let found = try await fixture.store.triggers(matching: .group(.any))
            #expect(found.map(\.trigger.key.name) == ["a", "b", "c", "d"])
            #expect(found[0].errorReason?.contains("simple_triggers") == true)
            #expect(found[1].errorReason?.contains("every day") == true)
            #expect(found[2].errorReason?.contains("useProperties") == true)
            #expect(found[3].errorReason == nil)
        }
    }

    @Test func groupsMatchByTheLetterWithoutWildcards() async throws {
        try await PostgresFixture.run { fixture in
            let groups = ["a_b", "axb", "100%", "pre-1", "1-suf"]
            try await fixture.store.store(
                jobs: groups.map { .sample("j", group: $0, durable: true) }, triggers: [], onConflict: .fail
            )
            func matching(_ matcher: GroupMatcher) async throws -> [String] {
                try await fixture.store.jobs(matching: matcher).map(\.key.group)
            }
            #expect(try await matching(.equals("a_b")) == ["a_b"])
            #expect(try await matching(.contains("_")) == ["a_b"])
            #expect(try await matching(.endsWith("%")) == ["100%"])
            #expect(try await matching(.startsWith("pre")) == ["pre-1"])
            #expect(try await matching(.endsWith("suf")) == ["1-suf"])
            #expect(try await matching(.any).count == 5)
        }
    }

    @Test func aJobThatACompletionRemovesMeanwhileIsReportedOrKept() async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.store.store(jobs: [.sample("j")], triggers: [], onConflict: .fail)
            // Another node is about to remove the job; it commits while the store waits for the job's row.
            try await fixture.sql.execute("BEGIN; DELETE FROM qrtz_job_details")
            async let storing: Void = fixture.store.store(
                jobs: [], triggers: [.sample("t", of: "j")], onConflict: .fail
            )
            let look = try fixture.anotherStore()
            try await eventually("the store waits for the job's row") {
                let waiting = try await look.pool.withConnection {
                    try await $0.query("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                }
                return try waiting.rows[0].int(0) > 0
            }
            try await fixture.sql.execute("COMMIT")
            do {
                try await storing
                Issue.record("a trigger was stored for a job that is gone")
            } catch let error as CarnelianError {
                #expect(error.code == .notFound)
            }
            #expect(try await fixture.value("SELECT count(*) FROM qrtz_triggers") == "0")
            await look.close()
        }
    }
}
