import Carnelian
import CarnelianCore
import CarnelianTesting
import Testing

/// Triggers that fire faster than their schedules can make them.
@Suite(.timeLimit(.minutes(5))) struct RunawayTests {
    private static let start = Timestamp(milliseconds: 1_767_571_200_000)

    private func runsAway(_ trigger: Trigger, fires: Int, limit: Int = 3) -> Int? {
        var watch = RunawayGuard(limit: limit)
        var trigger = trigger
        trigger.nextFireTime = trigger.firstFireTime()
        for number in 1...fires {
            trigger = trigger.advanced()
            if trigger.nextFireTime == FixedDelayTrigger.running { trigger.nextFireTime = trigger.previousFireTime }
            if watch.fired(trigger) { return number }
        }
        return nil
    }

    private func trigger(_ kind: Trigger.Kind, jitter: Duration = .zero) -> Trigger {
        Trigger(
            key: TriggerKey("t"), job: JobKey("j"), kind: kind, startTime: Self.start,
            jitter: jitter)
    }

    @Test func noScheduleRunsAway() throws {
        let newYork = try TimeZoneRules("America/New_York")
        let kinds: [Trigger.Kind] = [
            .every(.milliseconds(1)), .every(.seconds(10)), try .cron("* * * * * ?"), .once,
            try .cron("0 0/10 * * * ?", in: "Australia/Lord_Howe"),
            .calendarInterval(CalendarIntervalTrigger(every: 1, .day, in: newYork, preservesHourOfDay: true)),
            .calendarInterval(CalendarIntervalTrigger(every: 1, .month, in: newYork)),
            .dailyTimeInterval(DailyTimeIntervalTrigger(every: 59, .minute, in: newYork)),
            .dailyTimeInterval(DailyTimeIntervalTrigger(every: 23, .hour, in: newYork)),
            .recurrence(RecurrenceTrigger(try RecurrenceRule("FREQ=MINUTELY;BYSECOND=0,1,2,59"), in: newYork)),
            .fixedDelay(FixedDelayTrigger(delay: 1)),
        ]
        for kind in kinds {
            #expect(runsAway(trigger(kind), fires: 2_000, limit: 2) == nil, "\(kind)")
            if case .fixedDelay = kind { continue }
            #expect(
                runsAway(trigger(kind, jitter: .seconds(7_200)), fires: 200, limit: 2) == nil, "\(kind), jittered")
        }
    }

    @Test func shortStepsInARowAreARunaway() throws {
        var watch = RunawayGuard(limit: 3)
        var hourly = trigger(try .cron("0 0 * * * ?"))
        func step(_ milliseconds: Int64) -> Bool {
            hourly.previousFireTime = hourly.nextFireTime ?? Self.start
            hourly.nextFireTime = hourly.previousFireTime?.advanced(by: .milliseconds(milliseconds))
            return watch.fired(hourly)
        }
        #expect(
            [1, 1, 3_600_000, 0, 249, 1_000, 1, 1, 1, 1, 1].map { step($0) } == [
                false, false, false, false, false, false, false, false, true, false, false,
            ])
        var off = RunawayGuard(limit: 0)
        hourly.nextFireTime = hourly.previousFireTime
        #expect((0..<100).allSatisfy { _ in !off.fired(hourly) })
    }

    /// A store whose schedule goes wrong, as a search that fails over a gap of the clocks would: every step is one
    /// millisecond.
    @Test func aRunawayIsParkedWithItsReason() async throws {
        let fixture = MemoryFixture()
        let runs = Recorder<Timestamp>()
        let broken = MutantStore(.runsAway, clock: fixture.clock)
        let scheduler = try fixture.scheduler(.init(runawayLimit: 20), on: broken) {
            JobRegistration("daily") { runs.record($0.scheduledFireTime) }
        }
        let events = scheduler.events()
        let key = try await scheduler.schedule("daily", on: .every(1, .day, startingAt: MemoryFixture.start))
        try await fixture.run(scheduler) {
            for _ in 0..<200 where try await scheduler.trigger(key)?.state != .error {
                await fixture.clock.advance(by: .milliseconds(50))
            }
        }
        let stored = try #require(try await scheduler.trigger(key))
        #expect(stored.state == .error)
        #expect(stored.errorReason?.contains("ran away") == true)
        #expect((19...60).contains(runs.count), "\(runs.count) runs")
        let parked = await events.contains {
            if case .completed(_, .parked(let reason)) = $0 { reason.contains("DEFAULT.daily") } else { false }
        }
        #expect(parked)
    }
}
