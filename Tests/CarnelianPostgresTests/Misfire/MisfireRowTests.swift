import Carnelian
import CarnelianCore
import CarnelianPostgres
import LibPQ
import TestSupport
import Testing

/// A handled misfire in the tables, until the fire that stands for it.
@Suite struct MisfireRowTests {
    private static let now: Int64 = 1_900_000_000_000

    private func turn(_ fires: [FireIntent] = [], at now: Int64) -> Turn {
        let now = Timestamp(milliseconds: now)
        return Turn(
            instance: "node", now: now, fires: fires, types: ["tests.work"], limit: 10, horizon: now,
            misfireBefore: now.advanced(by: .seconds(-60)))
    }

    private func trigger(_ kind: Trigger.Kind, _ change: (inout Trigger) -> Void = { _ in }) -> Trigger {
        var trigger = Trigger(
            key: TriggerKey("t"), job: JobKey("j"), kind: kind, startTime: Timestamp(milliseconds: Self.now))
        change(&trigger)
        return trigger
    }

    private static let misfires = "SELECT next_fire_time, scheduled_fire_time, missed_count FROM carnelian_misfires"

    @Test(arguments: [
        Trigger.Kind.every(.seconds(60)),
        .calendarInterval(CalendarIntervalTrigger(every: 1, .minute)),
        .dailyTimeInterval(DailyTimeIntervalTrigger(every: 1, .minute, in: .utc)),
    ])
    func reachesTheFireThatStandsForIt(kind: Trigger.Kind) async throws {
        try await PostgresFixture.run { fixture in
            let trigger = trigger(kind) { trigger in
                if case .simple = kind { trigger.misfireInstruction = .nowKeepingCount }
            }
            try await fixture.store.store(jobs: [.sample("j")], triggers: [trigger], onConflict: .fail)
            let due = try #require(trigger.firstFireTime()).milliseconds
            let late = Self.now + 300_500
            let missed = Int((late - due) / 60_000) + 1
            let swept = try await fixture.store.sweepMisfires(
                MisfireSweep(
                    now: Timestamp(milliseconds: late), misfireBefore: Timestamp(milliseconds: late - 60_000), limit: 10
                ))
            #expect(
                swept.misfired == [
                    Misfire(
                        trigger: trigger.key, missedFireTime: Timestamp(milliseconds: due), count: missed,
                        nextFireTime: Timestamp(milliseconds: late))
                ])
            #expect(try await fixture.rows(Self.misfires) == [["\(late)", "\(due)", "\(missed)"]])
            let claim = try #require(try await fixture.store.turn(turn(at: late)).claimed.first)
            #expect(
                claim.trigger.missed == MissedFires(scheduledFireTime: Timestamp(milliseconds: due), count: missed))
            #expect(try await fixture.value("SELECT sched_time FROM qrtz_fired_triggers") == "\(due)")
            let fire = try #require(try await fixture.store.turn(turn([FireIntent(claim)], at: late)).fired.first)
            #expect(fire.scheduledFireTime.milliseconds == due)
            #expect(fire.missedFireTimes == missed)
            #expect(try await fixture.rows(Self.misfires) == [])
            #expect(try await fixture.value("SELECT sched_time FROM qrtz_fired_triggers") == "\(due)")
            #expect(try await fixture.value("SELECT prev_fire_time FROM qrtz_triggers") == "\(late)")
        }
    }

    /// Java fired the trigger meanwhile: what was missed before is no longer this fire's.
    @Test func countsOnlyForItsFireTime() async throws {
        try await PostgresFixture.run { fixture in
            let trigger = trigger(.every(.seconds(60)))
            try await fixture.store.store(jobs: [.sample("j")], triggers: [trigger], onConflict: .fail)
            try await fixture.sql.execute(
                "INSERT INTO carnelian_misfires VALUES ('test', 't', 'DEFAULT', \(Self.now - 60_000), 5, 7)")
            let claim = try #require(try await fixture.store.turn(turn(at: Self.now)).claimed.first)
            #expect(claim.trigger.missed == nil)
            let fire = try await fixture.store.turn(turn([FireIntent(claim)], at: Self.now)).fired.first
            #expect(fire?.missedFireTimes == 0)
            #expect(try await fixture.rows(Self.misfires) == [])
        }
    }

    @Test func aMisfireJudgedAtTheClaimIsGivenBack() async throws {
        try await PostgresFixture.run { fixture in
            let trigger = trigger(.calendarInterval(CalendarIntervalTrigger(every: 1, .minute))) {
                $0.misfireThreshold = .seconds(5)
                $0.misfireInstruction = .doNothing
            }
            try await fixture.store.store(jobs: [.sample("j")], triggers: [trigger], onConflict: .fail)
            let late = Self.now + 90_000
            let claim = try #require(try await fixture.store.turn(turn(at: late)).claimed.first)
            let now = Timestamp(milliseconds: late)
            let given = try await fixture.store.giveBackMisfired(
                [claim.id, FireInstanceID(rawValue: "unknown")], by: "node", at: now, threshold: .seconds(60))
            #expect(given.map(\.nextFireTime) == [Timestamp(milliseconds: Self.now + 120_000)])
            #expect(given.first?.missedFireTime.milliseconds == Self.now)
            #expect(try await fixture.value("SELECT count(*) FROM qrtz_fired_triggers") == "0")
            #expect(
                try await fixture.rows("SELECT trigger_state, next_fire_time, misfire_instr FROM qrtz_triggers") == [
                    ["WAITING", "\(Self.now + 120_000)", "-1"]
                ])
            #expect(
                try await fixture.rows(Self.misfires) == [
                    ["\(Self.now + 120_000)", "\(Self.now + 120_000)", "2"]
                ])
        }
    }
}
