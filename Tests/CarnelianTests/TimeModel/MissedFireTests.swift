import Carnelian
import CarnelianCore
import CarnelianTesting
import Synchronization
import Testing

/// What an outage leaves out reaches the job, by each trigger's own instruction and threshold.
@Suite(.timeLimit(.minutes(5))) struct MissedFireTests {
    /// What a job saw of its fire.
    struct Seen: Sendable, Equatable, CustomStringConvertible {
        var trigger: String
        var scheduled: Timestamp
        var missed: Int
        var fired: Timestamp

        init(_ context: JobContext) {
            trigger = context.trigger.key.name
            scheduled = context.scheduledFireTime
            missed = context.missedFireTimes
            fired = context.fireTime
        }

        var description: String { "\(trigger) \(scheduled) +\(missed) at \(fired)" }
    }

    static func time(_ text: String) throws -> Timestamp {
        try #require(Timestamp(iso8601: text))
    }

    @Test func aNineHourOutageOfADailyJobIsToldToTheJob() async throws {
        let seen = Recorder<Seen>()
        try await withTestCluster(of: 1, startingAt: "2026-03-10T22:00:00Z", configuration: .forLongSpans) {
            JobRegistration("report") { seen.record(Seen($0)) }
        } perform: { cluster in
            let scheduler = cluster[0].scheduler
            let key = try await scheduler.schedule("report", on: .cron("0 0 0 * * ?"))
            await cluster.clock.advance(by: .seconds(1_800))
            cluster[0].stall()
            try await cluster.clock.advance(to: "2026-03-11T09:00:00Z")
            cluster[0].unstall()
            await cluster.clock.advance(by: .seconds(1_800))
            let first = try #require(seen.all.first)
            #expect(seen.count == 1)
            #expect(first.scheduled == (try Self.time("2026-03-11T00:00:00Z")))
            #expect(first.missed == 1)
            #expect(first.fired >= (try Self.time("2026-03-11T09:00:00Z")))
            #expect(try await scheduler.trigger(key)?.trigger.nextFireTime == (try Self.time("2026-03-12T00:00:00Z")))
            try await cluster.clock.advance(to: "2026-03-12T01:00:00Z")
            #expect(seen.all.map(\.missed) == [1, 0])
            #expect(seen.all.last?.scheduled == (try Self.time("2026-03-12T00:00:00Z")))
        }
    }

    @Test func catchingUpFiresTheLatestMissedTimesOnceEach() async throws {
        let seen = Recorder<Seen>()
        try await withTestCluster(of: 2, startingAt: "2026-03-10T00:00:30Z", configuration: .forVirtualTime) {
            JobRegistration("minutely") { seen.record(Seen($0)) }
        } perform: { cluster in
            try await cluster[0].scheduler.schedule(
                "minutely", on: .cron("0 * * * * ?").misfire(.catchUp(max: 4, within: .seconds(86_400))))
            for node in cluster.nodes { node.stall() }
            try await cluster.clock.advance(to: "2026-03-10T00:09:30Z")
            for node in cluster.nodes { node.unstall() }
            try await cluster.clock.advance(to: "2026-03-10T00:10:30Z")
        }
        let minutes = seen.all.map { ($0.scheduled.milliseconds / 60_000) % 60 }
        #expect(minutes.sorted() == [6, 7, 8, 9, 10])
        #expect(seen.all.reduce(0) { $0 + $1.missed } == 5, "the minutes from 1 to 5 are skipped and told")
    }

    @Test(arguments: [Duration.zero, .milliseconds(1), .seconds(1)])
    func aThresholdOfItsOwnFiresOncePerTimeAndInTime(threshold: Duration) async throws {
        let seen = Recorder<Seen>()
        let turns = Recorder<Int>()
        try await withTestCluster(of: 2, startingAt: "2026-03-10T00:00:00Z", configuration: .forVirtualTime) {
            JobRegistration("tick") { seen.record(Seen($0)) }
        } perform: { cluster in
            let start = cluster.clock.now().advanced(by: .seconds(10))
            try await cluster[0].scheduler.schedule(
                "tick",
                on: .every(.seconds(10), times: 50, startingAt: start).misfire(.fireNow).misfireThreshold(threshold))
            await cluster.clock.advance(by: .seconds(600))
            turns.record(cluster.nodes.reduce(0) { $0 + $1.store.calls(of: .turn) })
        }
        let start = try Self.time("2026-03-10T00:00:10Z")
        #expect(seen.all.map(\.scheduled) == (0..<50).map { start.advanced(by: .seconds(10 * $0)) })
        #expect(seen.all.allSatisfy { $0.fired == $0.scheduled && $0.missed == 0 })
        #expect(turns.all.allSatisfy { $0 < 50 * 8 }, "\(turns.all) turns for 50 fires")
    }

    /// Every fire is late for a node that claims only what is due: nothing may run twice, nothing may spin.
    @Test(arguments: [MisfireInstruction.fireNow, .doNothing, .smart])
    func aThresholdOfZeroDoesNotSpinWhereEveryClaimIsLate(instruction: MisfireInstruction) async throws {
        let seen = Recorder<Seen>()
        var configuration = Scheduler.Configuration.forVirtualTime
        configuration.lookahead = .zero
        try await withTestCluster(of: 1, startingAt: "2026-03-10T00:00:00Z", configuration: configuration) {
            JobRegistration("tick") { seen.record(Seen($0)) }
        } perform: { cluster in
            try await cluster[0].scheduler.schedule(
                "tick", on: .cron("0/10 * * * * ?").misfire(instruction).misfireThreshold(.zero))
            await cluster.clock.advance(by: .milliseconds(300_500))
            let calls = cluster[0].store.calls(of: .turn) + cluster[0].store.calls(of: .giveBackMisfired)
            #expect(calls < 31 * 12, "\(calls) calls for 31 fire times")
        }
        #expect((29...31).contains(seen.count))
        #expect(Set(seen.all.map(\.scheduled)).count == seen.count, "each time once")
    }

    /// By its own threshold when it is claimed, or by the scheduler's with the sweep.
    @Test(arguments: [(Duration.zero, 25), (nil, 75)] as [(Duration?, Int)])
    func aTriggerThatWaitedForItsExclusiveJobFiresAsSoonAsItIsFree(threshold: Duration?, run: Int) async throws {
        let seen = Recorder<Seen>()
        let clock = Mutex<VirtualClock?>(nil)
        try await withTestCluster(of: 1, startingAt: "2026-03-10T00:00:00Z", configuration: .forVirtualTime) {
            JobRegistration("slow") { context in
                seen.record(Seen(context))
                try await clock.withLock { $0 }?.sleep(for: .seconds(run))
            }
        } perform: { cluster in
            clock.withLock { $0 = cluster.clock }
            var schedule = Schedule.cron("0/10 * * * * ?")
            if let threshold { schedule = schedule.misfireThreshold(threshold) }
            try await cluster[0].scheduler.schedule("slow", on: schedule, options: .init(isExclusive: true))
            await cluster.clock.advance(by: .seconds(run * 4 + 4))
        }
        let start = try Self.time("2026-03-10T00:00:00Z")
        let offsets = seen.all.map { start.duration(to: $0.fired) / .seconds(1) }
        for (earlier, later) in zip(offsets, offsets.dropFirst()) {
            #expect((Double(run)...Double(run) + 1).contains(later - earlier), "the runs follow each other: \(offsets)")
        }
        #expect(seen.count >= 4)
        #expect(seen.all.dropFirst().allSatisfy { $0.missed > 0 })
    }

    @Test func whatCannotBeGivenBackIsGivenBackLater() async throws {
        let seen = Recorder<Seen>()
        try await withTestCluster(of: 1, startingAt: "2026-03-10T00:00:00Z", configuration: .forVirtualTime) {
            JobRegistration("tick") { seen.record(Seen($0)) }
        } perform: { cluster in
            let job = JobDetail(key: JobKey("tick"), type: "tick")
            let trigger = Trigger(
                key: TriggerKey("tick"), job: job.key, kind: .every(.seconds(3_600)),
                startTime: cluster.clock.now().advanced(by: .seconds(-7_200)), misfireInstruction: .nowKeepingCount,
                misfireThreshold: .seconds(5))
            cluster[0].store.fail(.giveBackMisfired, .after)
            cluster[0].store.fail(.giveBackMisfired, times: 3)
            let events = cluster[0].scheduler.events()
            try await cluster.store.store(jobs: [job], triggers: [trigger], onConflict: .fail)
            await cluster.clock.advance(by: .seconds(60))
            #expect(cluster[0].store.calls(of: .giveBackMisfired) == 5)
            cluster[0].kill()
            let misfires = await events.reduce(into: 0) { if case .misfired = $1 { $0 += 1 } }
            #expect(misfires <= 1, "a misfire that was handled is not handled again")
        }
        #expect(seen.all.map(\.missed) == [3])
        #expect(seen.all.map(\.scheduled) == [try Self.time("2026-03-09T22:00:00Z")])
    }

    @Test func aStoreThatNeverTakesMisfiresBackHoldsUpNothingElse() async throws {
        let seen = Recorder<Seen>()
        try await withTestCluster(of: 1, startingAt: "2026-03-10T00:00:00Z", configuration: .forVirtualTime) {
            JobRegistration("tick") { seen.record(Seen($0)) }
        } perform: { cluster in
            let job = JobDetail(key: JobKey("tick"), type: "tick")
            let past = cluster.clock.now().advanced(by: .seconds(-600))
            let broken = Trigger(
                key: TriggerKey("broken"), job: job.key, kind: .every(.seconds(3_600)), startTime: past,
                misfireThreshold: .zero)
            let whole = Trigger(
                key: TriggerKey("whole"), job: job.key, kind: .every(.seconds(10)),
                startTime: cluster.clock.now().advanced(by: .seconds(10)))
            cluster[0].store.fail(.giveBackMisfired, times: 100_000, with: CarnelianError(.storeFailure, "poison"))
            try await cluster.store.store(jobs: [job], triggers: [broken, whole], onConflict: .fail)
            await cluster.clock.advance(by: .seconds(101))
            #expect(cluster[0].store.calls(of: .giveBackMisfired) < 60, "tries keep a growing distance")
        }
        #expect(seen.all.map(\.trigger) == Array(repeating: "whole", count: 10))
        #expect(seen.all.allSatisfy { $0.fired == $0.scheduled })
    }
}
