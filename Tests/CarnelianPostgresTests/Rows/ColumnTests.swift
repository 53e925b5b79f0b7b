import Carnelian
import CarnelianCore
import CarnelianPostgres
import TestSupport
import Testing

/// What the store writes, column by column, as Quartz writes it.
@Suite struct ColumnTests {
    private static let start: Int64 = 1_900_000_000_000

    @Test func aJobWithEverything() async throws {
        try await PostgresFixture.run { fixture in
            let job = JobDetail(
                key: JobKey("report", group: "billing"), type: "billing.report", description: "the monthly one",
                data: ["customerID": "7"], isDurable: true, isExclusive: true, persistsData: true,
                requestsRecovery: true
            )
            try await fixture.store.store(jobs: [job], triggers: [], onConflict: .fail)
            let rows = try await fixture.rows(
                """
                SELECT sched_name, job_name, job_group, description, job_class_name, is_durable, is_nonconcurrent,
                    is_update_data, requests_recovery, convert_from(job_data, 'LATIN1') LIKE '%customerID=7%' AS data
                FROM qrtz_job_details
                """
            )
            #expect(
                rows == [
                    [
                        "test", "report", "billing", "the monthly one", "billing.report", "true", "true", "true",
                        "true",
                        "true",
                    ]
                ])
            #expect(try await fixture.store.job(job.key) == job)
        }
    }

    @Test func aJobWithoutAnything() async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.store.store(jobs: [.sample("plain")], triggers: [], onConflict: .fail)
            let rows = try await fixture.rows(
                """
                SELECT description, is_durable, is_nonconcurrent, is_update_data, requests_recovery,
                    job_data IS NOT NULL AND substr(job_data, 1, 1) = '\\x23' AS has_comment FROM qrtz_job_details
                """
            )
            #expect(rows == [["∅", "false", "false", "false", "false", "true"]])
        }
    }

    @Test func aSimpleTrigger() async throws {
        try await PostgresFixture.run { fixture in
            let trigger = Trigger(
                key: TriggerKey("t", group: "g"), job: JobKey("j"),
                kind: .simple(SimpleTrigger(repeatCount: 3, interval: 1_500)), description: "d",
                startTime: Timestamp(milliseconds: Self.start), endTime: Timestamp(milliseconds: Self.start + 60_000),
                priority: 9, misfireInstruction: .nextWithRemainingCount, data: ["k": "v"]
            )
            try await fixture.store.store(jobs: [.sample("j")], triggers: [trigger], onConflict: .fail)
            #expect(
                try await fixture.rows(Self.triggerColumns) == [
                    [
                        "test", "t", "g", "j", "DEFAULT", "d", "\(Self.start)", "-1", "9", "WAITING", "SIMPLE",
                        "\(Self.start)", "\(Self.start + 60_000)", "∅", "4", "true",
                    ]
                ])
            #expect(
                try await fixture.rows("SELECT * FROM qrtz_simple_triggers") == [
                    ["test", "t", "g", "3", "1500", "0"]
                ])
            #expect(try await fixture.rows("SELECT * FROM qrtz_cron_triggers") == [])
            let stored = try #require(try await fixture.store.trigger(trigger.key))
            var expected = trigger
            expected.nextFireTime = trigger.startTime
            #expect(stored == StoredTrigger(trigger: expected, state: .waiting))
        }
    }

    @Test func aCronTrigger() async throws {
        try await PostgresFixture.run { fixture in
            let trigger = Trigger(
                key: TriggerKey("t"), job: JobKey("j"),
                kind: .cron(CronTrigger(try CronExpression("0 0 3 * * ?"), in: try TimeZoneRules("Europe/Berlin"))),
                startTime: Timestamp(milliseconds: Self.start), misfireInstruction: .doNothing
            )
            try await fixture.store.store(jobs: [.sample("j")], triggers: [trigger], onConflict: .fail)
            let next = try #require(trigger.firstFireTime()).milliseconds
            #expect(
                try await fixture.rows(Self.triggerColumns) == [
                    [
                        "test", "t", "DEFAULT", "j", "DEFAULT", "∅", "\(next)", "-1", "5", "WAITING", "CRON",
                        "\(Self.start)", "0", "∅", "2", "∅",
                    ]
                ])
            #expect(
                try await fixture.rows("SELECT * FROM qrtz_cron_triggers") == [
                    ["test", "t", "DEFAULT", "0 0 3 * * ?", "Europe/Berlin"]
                ])
            #expect(try await fixture.rows("SELECT * FROM qrtz_simple_triggers") == [])
        }
    }

    @Test func replacingChangesTheKindAndLeavesNoRowBehind() async throws {
        try await PostgresFixture.run { fixture in
            let simple = Trigger.sample("t", of: "j")
            var cron = simple
            cron.kind = .cron(CronTrigger(try CronExpression("0 * * * * ?")))
            try await fixture.store.store(jobs: [.sample("j")], triggers: [simple], onConflict: .fail)
            try await fixture.store.store(jobs: [], triggers: [cron], onConflict: .replace)
            #expect(try await fixture.value("SELECT count(*) FROM qrtz_simple_triggers") == "0")
            #expect(try await fixture.value("SELECT count(*) FROM qrtz_cron_triggers") == "1")
            #expect(try await fixture.value("SELECT trigger_type FROM qrtz_triggers") == "CRON")
        }
    }

    @Test func theLockRowsAndNothingElseAfterOpening() async throws {
        try await PostgresFixture.run { fixture in
            let rows = try await fixture.rows("SELECT * FROM qrtz_locks ORDER BY 2")
            #expect(rows == [["test", "STATE_ACCESS"], ["test", "TRIGGER_ACCESS"]])
        }
    }

    private static let triggerColumns = """
        SELECT sched_name, trigger_name, trigger_group, job_name, job_group, description, next_fire_time, prev_fire_time,
            priority, trigger_state, trigger_type, start_time, end_time, calendar_name, misfire_instr,
            convert_from(job_data, 'LATIN1') LIKE '%k=v%' AS data
        FROM qrtz_triggers
        """
}
