import Carnelian
import CarnelianCore
import CarnelianTesting
import Testing

/// Runs for fire times that were left out.
@Suite(.timeLimit(.minutes(5))) struct BackfillTests {
    private static let start: TestTime = "2026-03-10T00:00:00Z"

    private func time(_ text: String) throws -> Timestamp {
        try #require(Timestamp(iso8601: text))
    }

    @Test func eachHistoricFireTimeRunsOnceWithItsOwnTime() async throws {
        let seen = Recorder<(time: Timestamp, data: JobDataMap, missed: Int)>()
        try await withTestScheduler(startingAt: Self.start, configuration: .forLongSpans) {
            JobRegistration("report") { seen.record(($0.scheduledFireTime, $0.data, $0.missedFireTimes)) }
        } perform: { scheduler, clock in
            let job = JobDetail(key: JobKey("report"), type: "report", data: ["a": "job", "b": "job"])
            let trigger = Trigger(
                key: TriggerKey("hourly"), job: job.key, kind: try .cron("0 0 * * * ?"), startTime: clock.now(),
                priority: 7, data: ["b": "trigger"])
            try await scheduler.schedule(job, [trigger])
            try await clock.advance(to: "2026-03-12T00:30:00Z")
            let before = seen.count
            let from = try time("2026-03-11T03:00:00Z")
            let to = try time("2026-03-11T06:59:59Z")
            let plan = try await scheduler.backfill(trigger.key, from: from, to: to, dryRun: true)
            #expect(plan.isDryRun)
            #expect(plan.fireTimes == (0..<4).map { from.advanced(by: .seconds(3_600 * $0)) })
            #expect(try await scheduler.triggers(matching: .group(.equals(Backfill.group))).isEmpty)

            scheduler.standby()
            let done = try await scheduler.backfill(trigger.key, from: from, to: to)
            #expect(done.fireTimes == plan.fireTimes)
            #expect(done.alreadyPresent == 0)
            let again = try await scheduler.backfill(trigger.key, from: from, to: to.advanced(by: .seconds(1)))
            #expect(again.fireTimes == [try time("2026-03-11T07:00:00Z")])
            #expect(again.alreadyPresent == 4)
            let stored = try await scheduler.triggers(matching: .group(.equals(Backfill.group)))
            #expect(stored.count == 5)
            #expect(stored.allSatisfy { $0.trigger.priority == 7 && $0.trigger.misfireInstruction == .ignore })
            scheduler.start()
            await clock.advance(by: .seconds(60))
            let runs = seen.all.dropFirst(before)
            #expect(runs.map(\.time).sorted() == (0..<5).map { from.advanced(by: .seconds(3_600 * $0)) })
            #expect(runs.allSatisfy { $0.data == ["a": "job", "b": "trigger"] && $0.missed == 0 })
            #expect(try await scheduler.triggers(matching: .group(.equals(Backfill.group))).isEmpty)
            #expect(try await scheduler.trigger(trigger.key)?.trigger.nextFireTime == time("2026-03-12T01:00:00Z"))
        }
    }

    @Test func theScheduleKeepsItsCalendarItsStartAndItsCount() async throws {
        let fixture = MemoryFixture()
        let scheduler = try fixture.scheduler {}
        try await scheduler.store(calendar: try .weekly(zone: .utc), named: "weekdays")
        let start = try time("2026-03-05T12:00:00Z")
        let job = JobDetail(key: JobKey("j"), type: "t")
        var trigger = Trigger(
            key: TriggerKey(String(repeating: "n", count: 190)), job: job.key,
            kind: .simple(SimpleTrigger(repeatCount: 4, interval: 86_400_000)), startTime: start,
            calendarName: "weekdays")
        trigger.nextFireTime = MemoryFixture.start
        trigger.timesTriggered = 5
        try await scheduler.schedule(job, [trigger])
        let result = try await scheduler.backfill(
            trigger.key, from: try time("2026-01-01T00:00:00Z"), to: try time("2027-01-01T00:00:00Z"))
        // Thursday, Friday, Monday; the last of the five slots.
        #expect(result.fireTimes == [0, 1, 4].map { start.advanced(by: .seconds(86_400 * $0)) })
        let keys = try await scheduler.triggers(matching: .group(.equals(Backfill.group))).map(\.trigger.key)
        #expect(keys.count == 3)
        #expect(keys.allSatisfy { $0.name.count < 60 }, "names that would be too long are shortened")
    }

    @Test func whatCannotBeFilledInIsRefused() async throws {
        let fixture = MemoryFixture()
        let scheduler = try fixture.scheduler {}
        let minutely = try await scheduler.schedule("t", as: JobKey("a"), on: .every(.seconds(60)))
        let delayed = try await scheduler.schedule("t", as: JobKey("b"), on: .afterEachRun(.seconds(60)))
        let start = MemoryFixture.start
        func failure(
            _ key: TriggerKey, _ span: ClosedRange<Int>, max: Int = Backfill.defaultMaximum, backwards: Bool = false
        ) async -> CarnelianError? {
            let (from, to) = (
                start.advanced(by: .seconds(span.lowerBound)), start.advanced(by: .seconds(span.upperBound))
            )
            return await #expect(throws: CarnelianError.self) {
                try await scheduler.backfill(key, from: backwards ? to : from, to: backwards ? from : to, max: max)
            }
        }
        #expect(await failure(TriggerKey("missing"), 0...1)?.code == .notFound)
        #expect(await failure(delayed, 0...1)?.code == .unsupported)
        #expect(await failure(minutely, 0...1, backwards: true)?.code == .invalidValue)
        #expect(await failure(minutely, 0...1, max: 0)?.code == .invalidValue)
        #expect(await failure(minutely, 0...1, max: 100_001)?.code == .invalidValue)
        let tooMany = await failure(minutely, 0...6_000, max: 100)
        #expect(tooMany?.code == .invalidValue)
        #expect(tooMany?.message.contains("101 fire times") == true, "\(String(describing: tooMany))")
        #expect(await failure(minutely, 0...600_001)?.message.contains("10001") == true)
        let enough = try await scheduler.backfill(
            minutely, from: start, to: start.advanced(by: .seconds(5_940)), dryRun: true, max: 100)
        #expect(enough.fireTimes.count == 100)
    }
}
