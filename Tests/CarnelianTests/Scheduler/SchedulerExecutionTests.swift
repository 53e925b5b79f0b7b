import Carnelian
import CarnelianCore
import CarnelianTesting
import Synchronization
import TestSupport
import Testing

/// What a job sees and what follows from how it ends.
@Suite(.timeLimit(.minutes(5))) struct SchedulerExecutionTests {
    struct Greeting: Job {
        static let type: JobType = "greeting"
        struct Parameters: Codable, Sendable, Equatable {
            var name: String
            var times: Int
        }
        let greeted: Recorder<Parameters>

        func execute(_ parameters: Parameters, in context: JobContext) async throws {
            greeted.record(parameters)
        }
    }

    struct Failure: Error {}

    @Test func aTypedJobRunsWithItsParametersAndDependency() async throws {
        let fixture = MemoryFixture()
        let greeted = Recorder<Greeting.Parameters>()
        let scheduler = try fixture.scheduler { Greeting(greeted: greeted) }
        try await fixture.run(scheduler) {
            try await scheduler.schedule(Greeting.self, with: .init(name: "Ada", times: 3), on: .now)
            try await eventually("the job ran") { greeted.count == 1 }
        }
        #expect(greeted.all == [.init(name: "Ada", times: 3)])
        #expect(try await scheduler.jobs().isEmpty, "a job that is not durable goes with its last trigger")
        #expect(try await scheduler.fireInstances().isEmpty)
    }

    @Test func aClosureJobSeesItsFire() async throws {
        let fixture = MemoryFixture()
        let contexts = Recorder<JobContext>()
        let scheduler = try fixture.scheduler(.init(instanceID: "node-1")) {
            JobRegistration("closure") { contexts.record($0) }
        }
        let job = JobDetail(key: JobKey("j"), type: "closure", data: ["a": "job", "b": "job"], isDurable: true)
        var trigger = fixture.trigger("t", of: job.key, data: ["b": "trigger"])
        trigger.kind = .simple(SimpleTrigger(repeatCount: 1, interval: 60_000))
        try await scheduler.schedule(job, [trigger])
        try await fixture.run(scheduler) {
            try await eventually("the job ran") { contexts.count == 1 }
        }
        let context = try #require(contexts.all.first)
        #expect(context.schedulerName == "carnelian")
        #expect(context.instanceID == "node-1")
        #expect(context.fireInstanceID.rawValue.hasPrefix("node-1"))
        #expect(context.data == ["a": "job", "b": "trigger"])
        #expect(context.jobData == ["a": "job", "b": "job"])
        #expect(context.scheduledFireTime == MemoryFixture.start)
        #expect(context.fireTime == MemoryFixture.start)
        #expect(context.nextFireTime == MemoryFixture.start.advanced(by: .seconds(60)))
        #expect(context.refireCount == 0)
        #expect(!context.isRecovering)
        #expect(context.recovered == nil)
        #expect(!context.isOwnershipLost)
    }

    @Test func aRecurringTriggerFiresAtEachTime() async throws {
        let fixture = MemoryFixture()
        let times = Recorder<Timestamp>()
        let scheduler = try fixture.scheduler { JobRegistration("tick") { times.record($0.scheduledFireTime) } }
        try await fixture.run(scheduler) {
            try await scheduler.schedule("tick", on: .every(.seconds(5), times: 4))
            try await eventually("the first fire") { times.count == 1 }
            for count in 2...4 {
                await fixture.clock.advance(by: .seconds(5))
                try await eventually("fire \(count)") { times.count == count }
            }
            await fixture.clock.advance(by: .seconds(30))
        }
        #expect(times.all == (0..<4).map { MemoryFixture.start.advanced(by: .seconds(5 * $0)) })
    }

    @Test func aJobThatAsksForItRunsAgainAtOnce() async throws {
        let fixture = MemoryFixture()
        let counts = Recorder<Int>()
        let scheduler = try fixture.scheduler {
            JobRegistration("again") { context in
                counts.record(context.refireCount)
                if context.refireCount < 3 { throw JobFailure(.refireImmediately, cause: Failure()) }
            }
        }
        try await fixture.run(scheduler) {
            try await scheduler.schedule("again", on: .now)
            try await eventually("all runs") { counts.count == 4 }
        }
        #expect(counts.all == [0, 1, 2, 3])
    }

    @Test func anOrdinaryFailureLeavesTheScheduleAlone() async throws {
        let fixture = MemoryFixture()
        let runs = Recorder<Timestamp>()
        let scheduler = try fixture.scheduler {
            JobRegistration("fails") { context in
                runs.record(context.scheduledFireTime)
                throw Failure()
            }
        }
        let events = scheduler.events()
        try await fixture.run(scheduler) {
            try await scheduler.schedule("fails", on: .every(.seconds(5)))
            try await eventually("the first run") { runs.count == 1 }
            await fixture.clock.advance(by: .seconds(5))
            try await eventually("the second run") { runs.count == 2 }
        }
        var failures = 0
        for await case .completed(_, .failed(let error)) in events where error is Failure { failures += 1 }
        #expect(failures == 2)
        #expect(try await scheduler.triggers().map(\.state) == [.waiting])
    }

    @Test func aJobMayEndItsTrigger() async throws {
        let fixture = MemoryFixture()
        let runs = Recorder<TriggerKey>()
        let scheduler = try fixture.scheduler {
            JobRegistration("once") { context in
                runs.record(context.trigger.key)
                throw JobFailure(.unscheduleTrigger)
            }
        }
        let job = JobDetail(key: JobKey("j"), type: "once", isDurable: true)
        var repeating = fixture.trigger("repeating", of: job.key)
        repeating.kind = .simple(SimpleTrigger(repeatCount: -1, interval: 1_000))
        try await scheduler.schedule(job, [repeating, fixture.trigger("later", of: job.key, after: .seconds(3_600))])
        try await fixture.run(scheduler) {
            try await eventually("the trigger ended") {
                try await scheduler.trigger(repeating.key).map { $0.state == .complete } ?? true
            }
            await fixture.clock.advance(by: .seconds(10))
        }
        #expect(runs.all == [repeating.key])
        #expect(try await scheduler.trigger(TriggerKey("later"))?.state == .waiting)
    }

    @Test func aJobMayEndAllItsTriggers() async throws {
        let fixture = MemoryFixture()
        let scheduler = try fixture.scheduler {
            JobRegistration("last") { _ in throw JobFailure(.unscheduleJob) }
        }
        let job = JobDetail(key: JobKey("j"), type: "last", isDurable: true)
        try await scheduler.schedule(
            job, [fixture.trigger("now", of: job.key), fixture.trigger("later", of: job.key, after: .seconds(3_600))]
        )
        try await fixture.run(scheduler) {
            try await eventually("no trigger can fire") {
                try await scheduler.triggers().allSatisfy { $0.state == .complete }
            }
        }
    }

    @Test func parametersThatCannotBeDecodedParkTheTrigger() async throws {
        let fixture = MemoryFixture()
        let greeted = Recorder<Greeting.Parameters>()
        let scheduler = try fixture.scheduler { Greeting(greeted: greeted) }
        let job = JobDetail(
            key: JobKey("j"), type: Greeting.type, data: ["name": "Ada", "times": "many"], isDurable: true)
        var bad = fixture.trigger("bad", of: job.key)
        bad.kind = .simple(SimpleTrigger(repeatCount: -1, interval: 1_000))
        try await scheduler.schedule(job, [bad, fixture.trigger("good", of: job.key, data: ["times": "2"])])
        try await fixture.run(scheduler) {
            try await eventually("the trigger is parked") { try await scheduler.trigger(bad.key)?.state == .error }
            try await eventually("the other trigger fired") { greeted.count == 1 }
        }
        let reason = try #require(try await scheduler.trigger(bad.key)?.errorReason)
        #expect(reason.contains("times"))
        #expect(!reason.contains("many"), "a reason never tells a value")
        #expect(greeted.all == [.init(name: "Ada", times: 2)])
    }

    @Test func dataThatAJobLeavesArePersistedOnlyWhereAskedFor() async throws {
        let fixture = MemoryFixture()
        let runs = Recorder<Int>()
        let scheduler = try fixture.scheduler {
            JobRegistration("counts") { context in
                let count = context.jobData["count"].flatMap { Int($0) } ?? 0
                context.jobData["count"] = String(count + 1)
                runs.record(count)
                if count == 1 { throw Failure() }
            }
        }
        let options = ScheduleOptions(isExclusive: true, persistsData: true, isDurable: true)
        try await fixture.run(scheduler) {
            try await scheduler.schedule(
                "counts", as: JobKey("kept"), on: .every(.seconds(1), times: 3), options: options)
            try await eventually("the first run is recorded") {
                try await scheduler.job(JobKey("kept"))?.data["count"] == "1"
            }
            for count in ["2", "3"] {
                await fixture.clock.advance(by: .seconds(1))
                try await eventually("run \(count) is recorded") {
                    try await scheduler.job(JobKey("kept"))?.data["count"] == count
                }
            }
            try await scheduler.schedule("counts", as: JobKey("lost"), on: .now, options: .init(isDurable: true))
            try await eventually("the fourth run") { runs.count == 4 }
        }
        #expect(runs.all == [0, 1, 2, 0])
        #expect(try await scheduler.job(JobKey("lost"))?.data == [:])
    }

    @Test func aRecoveryTriggerTellsTheFireItRepeats() async throws {
        let fixture = MemoryFixture()
        let contexts = Recorder<JobContext>()
        let scheduler = try fixture.scheduler { JobRegistration("recovers") { contexts.record($0) } }
        let job = JobDetail(key: JobKey("j"), type: "recovers", isDurable: true, requestsRecovery: true)
        try await scheduler.schedule(job, [fixture.trigger("t", of: job.key)])
        // A node that fires and dies.
        let dead: InstanceID = "dead"
        _ = try await fixture.store.checkIn(
            CheckIn(instance: dead, now: MemoryFixture.start, interval: .seconds(1), grace: .seconds(1), previous: nil)
        )
        let turn = try await fixture.store.turn(
            Turn(
                instance: dead, now: MemoryFixture.start, types: ["recovers"], limit: 1, horizon: MemoryFixture.start,
                misfireBefore: MemoryFixture.start.advanced(by: .seconds(-60))
            )
        )
        #expect(turn.fired.count == 1)
        await fixture.clock.advance(by: .seconds(30))
        let events = scheduler.events()
        try await fixture.run(scheduler) {
            try await eventually("the execution ran again") { contexts.count == 1 }
        }
        let context = try #require(contexts.all.first)
        #expect(context.isRecovering)
        #expect(
            context.recovered
                == RecoveredFire(
                    trigger: TriggerKey("t"), fireTime: MemoryFixture.start, scheduledFireTime: MemoryFixture.start
                )
        )
        var failed: [InstanceID] = []
        var recovered: [InstanceID] = []
        for await event in events {
            if case .nodesFailed(let nodes) = event { failed += nodes.map(\.instance) }
            if case .nodesRecovered(let result) = event { recovered += result.recovered }
        }
        #expect(failed == [dead])
        #expect(recovered == [dead])
    }
}
