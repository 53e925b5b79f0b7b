import Carnelian
import CarnelianCore
import CarnelianPostgres
import LibPQ
import TestSupport
import Testing

/// How kinds beyond simple and cron are written: for a Java node in Quartz's columns, and the rest beside them.
@Suite struct KindColumnTests {
    private static let start: Int64 = 1_900_000_000_000

    private func trigger(_ kind: Trigger.Kind, _ change: (inout Trigger) -> Void = { _ in }) -> Trigger {
        var trigger = Trigger(
            key: TriggerKey("t", group: "g"), job: JobKey("j"), kind: kind,
            startTime: Timestamp(milliseconds: Self.start)
        )
        change(&trigger)
        return trigger
    }

    /// Stores the trigger, expects to read it back as it was, and hands the database to `body`.
    private func stored(
        _ trigger: Trigger, _ body: (PostgresFixture) async throws -> Void
    ) async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.store.store(jobs: [.sample("j")], triggers: [trigger], onConflict: .fail)
            var expected = trigger
            expected.nextFireTime = trigger.firstFireTime()
            let found = try #require(try await fixture.store.trigger(trigger.key))
            #expect(found == StoredTrigger(trigger: expected, state: .waiting))
            #expect(try await fixture.value("SELECT count(*) FROM carnelian_misfires") == "0")
            try await body(fixture)
        }
    }

    private static let simprop = "SELECT * FROM qrtz_simprop_triggers"
    private static let kind = "SELECT trigger_type, misfire_instr FROM qrtz_triggers"

    @Test func aCalendarInterval() async throws {
        let rule = CalendarIntervalTrigger(
            every: 3, .month, in: try TimeZoneRules("Europe/Berlin"), preservesHourOfDay: true,
            skipsDayIfHourDoesNotExist: true
        )
        try await stored(trigger(.calendarInterval(rule)) { $0.misfireInstruction = .doNothing }) {
            (fixture: PostgresFixture) async throws in
            #expect(try await fixture.rows(Self.kind) == [["CAL_INT", "2"]])
            #expect(
                try await fixture.rows(Self.simprop) == [
                    [
                        "test", "t", "g", "MONTH", "Europe/Berlin", "∅", "3", "0", "0", "0", "∅", "∅", "true", "true",
                    ]
                ])
            #expect(try await fixture.rows("SELECT * FROM carnelian_trigger_options") == [])
        }
    }

    @Test func aDailyTimeIntervalWithoutAZone() async throws {
        let rule = DailyTimeIntervalTrigger(
            every: 90, .minute, from: TimeOfDay(hour: 8, minute: 30), to: TimeOfDay(hour: 17), on: [6, 2, 4],
            repeatCount: 7
        )
        try await stored(trigger(.dailyTimeInterval(rule))) { (fixture: PostgresFixture) async throws in
            #expect(try await fixture.rows(Self.kind) == [["DAILY_I", "0"]])
            #expect(
                try await fixture.rows(Self.simprop) == [
                    [
                        "test", "t", "g", "MINUTE", "2,4,6", "8,30,0,17,0,0", "90", "0", "7", "0", "∅", "∅", "false",
                        "false",
                    ]
                ])
            #expect(try await fixture.rows("SELECT * FROM carnelian_trigger_options") == [])
        }
    }

    @Test func aDailyTimeIntervalWithAZone() async throws {
        let rule = DailyTimeIntervalTrigger(every: 1, .hour, in: try TimeZoneRules("Asia/Tokyo"))
        try await stored(trigger(.dailyTimeInterval(rule))) { (fixture: PostgresFixture) async throws in
            #expect(try await fixture.value("SELECT time_zone_id FROM carnelian_trigger_options") == "Asia/Tokyo")
            #expect(
                try await fixture.value("SELECT rule FROM carnelian_trigger_options")
                    == "DAILY_I every 1 HOUR from 00:00:00 to 23:59:59 on 1,2,3,4,5,6,7, count -1"
                    + " from 2030-03-17T17:46:40.000Z, misfire code 0"
            )
        }
    }

    @Test func aFixedDelay() async throws {
        try await stored(trigger(.fixedDelay(FixedDelayTrigger(delay: 5_000, repeatCount: 9)))) {
            (fixture: PostgresFixture) async throws in
            #expect(try await fixture.rows(Self.kind) == [["SIMPLE", "0"]])
            #expect(
                try await fixture.rows("SELECT * FROM qrtz_simple_triggers") == [["test", "t", "g", "9", "5000", "0"]])
            #expect(
                try await fixture.rows("SELECT rule, fixed_delay FROM carnelian_trigger_options") == [
                    ["SIMPLE every 5000 ms, misfire code 0", "true"]
                ])
        }
    }

    @Test func aRecurrence() async throws {
        let rule = try RecurrenceRule("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;BYHOUR=9;BYMINUTE=0;BYSECOND=0")
        let zone = try TimeZoneRules("America/New_York")
        try await stored(trigger(.recurrence(RecurrenceTrigger(rule, in: zone)))) {
            (fixture: PostgresFixture) async throws in
            #expect(try await fixture.rows(Self.kind) == [["CAL_INT", "0"]])
            #expect(
                try await fixture.rows(Self.simprop) == [
                    [
                        "test", "t", "g", "WEEK", "America/New_York", "∅", "2", "0", "0", "0", "∅", "∅", "false",
                        "false",
                    ]
                ])
            #expect(try await fixture.value("SELECT recurrence_rule FROM carnelian_trigger_options") == rule.text)
        }
    }

    @Test func jitterAndClockChanges() async throws {
        let zone = try TimeZoneRules("Europe/Berlin")
        let cron = trigger(.cron(CronTrigger(try CronExpression("0 30 2 * * ?"), in: zone))) {
            $0.jitter = .milliseconds(1_500)
            $0.clockChanges = ClockChangePolicy(gap: .fireAtTransition, overlap: .second)
        }
        try await stored(cron) { (fixture: PostgresFixture) async throws in
            #expect(
                try await fixture.rows("SELECT jitter, clock_gap, clock_overlap FROM carnelian_trigger_options") == [
                    ["1500", "fireAtTransition", "second"]
                ])
        }
    }

    /// Java shall ignore such a trigger's misfires, which the node that claims it judges.
    @Test func anOwnThresholdAndCatchUpAreStoredAsIgnored() async throws {
        let simple = SimpleTrigger(repeatCount: SimpleTrigger.forever, interval: 60_000)
        let own = trigger(.simple(simple)) {
            $0.misfireThreshold = .zero
            $0.misfireInstruction = .nextKeepingCount
        }
        let columns = """
            SELECT misfire_threshold, misfire_instr, catch_up_max, catch_up_within FROM carnelian_trigger_options
            """
        try await stored(own) { (fixture: PostgresFixture) async throws in
            #expect(try await fixture.rows(Self.kind) == [["SIMPLE", "-1"]])
            #expect(try await fixture.rows(columns) == [["0", "5", "∅", "∅"]])
        }
        let catchUp = trigger(.simple(simple)) { $0.misfireInstruction = .catchUp(max: 3, within: .seconds(600)) }
        try await stored(catchUp) { (fixture: PostgresFixture) async throws in
            #expect(try await fixture.rows(Self.kind) == [["SIMPLE", "-1"]])
            #expect(try await fixture.rows(columns) == [["∅", "∅", "3", "600000"]])
        }
    }

    /// What Java stored in place of a trigger is Java's, whatever the options beside it say.
    @Test func optionsOfAnotherRuleAreIgnored() async throws {
        let delay = trigger(.fixedDelay(FixedDelayTrigger(delay: 5_000)))
        try await stored(delay) { (fixture: PostgresFixture) async throws in
            try await fixture.sql.execute("UPDATE qrtz_simple_triggers SET repeat_interval = 7000")
            let found = try #require(try await fixture.store.trigger(delay.key)).trigger
            #expect(
                found.kind == .simple(SimpleTrigger(repeatCount: SimpleTrigger.forever, interval: 7_000)))
        }
        let own = trigger(.cron(CronTrigger(try CronExpression("0 0 3 * * ?")))) { $0.misfireThreshold = .seconds(5) }
        try await stored(own) { (fixture: PostgresFixture) async throws in
            try await fixture.sql.execute("UPDATE qrtz_triggers SET misfire_instr = 2")
            let found = try #require(try await fixture.store.trigger(own.key)).trigger
            #expect(found.misfireThreshold == nil)
            #expect(found.misfireInstruction == .doNothing)
        }
    }

    @Test func nothingIsLeftBehind() async throws {
        let delay = trigger(.fixedDelay(FixedDelayTrigger(delay: 5_000)))
        let count = """
            SELECT (SELECT count(*) FROM carnelian_trigger_options) + (SELECT count(*) FROM carnelian_misfires)
                + (SELECT count(*) FROM qrtz_simprop_triggers)
            """
        let misfire = "INSERT INTO carnelian_misfires VALUES ('test', 't', 'g', 1, 1, 1)"
        try await stored(delay) { (fixture: PostgresFixture) async throws in
            try await fixture.sql.execute(misfire)
            let interval = trigger(.calendarInterval(CalendarIntervalTrigger(every: 1, .day)))
            try await fixture.store.store(jobs: [], triggers: [interval], onConflict: .replace)
            #expect(try await fixture.value(count) == "1")
            _ = try await fixture.store.removeTriggers([delay.key])
            #expect(try await fixture.value(count) == "0")
        }
        try await stored(delay) { (fixture: PostgresFixture) async throws in
            try await fixture.sql.execute(misfire)
            try await fixture.store.clear()
            #expect(try await fixture.value(count) == "0")
        }
        // Java removes the trigger and knows of nothing else.
        try await stored(delay) { (fixture: PostgresFixture) async throws in
            try await fixture.sql.execute(misfire)
            try await fixture.sql.execute("DELETE FROM qrtz_simple_triggers; DELETE FROM qrtz_triggers")
            let simple = trigger(.simple(SimpleTrigger(repeatCount: -1, interval: 5_000)))
            try await fixture.store.store(jobs: [], triggers: [simple], onConflict: .fail)
            #expect(try await fixture.value(count) == "0")
            #expect(try await fixture.store.trigger(simple.key)?.trigger.kind == simple.kind)
        }
        try await stored(delay) { (fixture: PostgresFixture) async throws in
            try await fixture.sql.execute(misfire)
            try await fixture.sql.execute("DELETE FROM qrtz_simple_triggers; DELETE FROM qrtz_triggers")
            let now = Timestamp(milliseconds: Self.start)
            _ = try await fixture.store.checkIn(
                CheckIn(instance: "a", now: now, interval: .seconds(7), grace: .seconds(7), previous: nil))
            #expect(try await fixture.value(count) == "0")
        }
    }
}
