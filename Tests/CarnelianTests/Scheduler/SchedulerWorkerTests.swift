import Carnelian
import CarnelianCore
import CarnelianTesting
import TestSupport
import Testing

/// Jobs that block, permits and threads.
@Suite(.timeLimit(.minutes(5))) struct SchedulerWorkerTests {
    private let fixture = MemoryFixture()

    @Test func jobsThatBlockEveryWorkerStallNeitherCheckInsNorTurns() async throws {
        let store = FaultyJobStore(fixture.store)
        let gate = Gate()
        let runs = Recorder<String>()
        let scheduler = try fixture.scheduler(.init(maxConcurrentJobs: 4, workerThreads: 2), on: store) {
            JobRegistration("blocks") { _ in gate.block() }
            JobRegistration("quick") { runs.record($0.trigger.key.name) }
        }
        for name in ["a", "b"] { try await scheduler.schedule("blocks", as: JobKey(name), on: .now) }
        try await fixture.run(scheduler) {
            try await eventually("every thread blocks") { gate.blocked == 2 }
            let checkIns = store.calls(of: .checkIn)
            await fixture.clock.advance(by: .seconds(300))
            #expect(store.calls(of: .checkIn) - checkIns == 40, "one each 7.5 s, none missed")
            try await scheduler.schedule("quick", as: JobKey("c"), on: .now)
            try await eventually("the trigger fired, though no thread is free") {
                try await fixture.store.fireInstances().contains { $0.trigger.name == "c" && $0.state == .executing }
            }
            #expect(runs.count == 0)
            gate.open()
            try await eventually("the job ran") { runs.count == 1 }
        }
    }

    @Test func jobsThatSuspendShareThreads() async throws {
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        let running = Recorder<String>()
        let scheduler = try fixture.scheduler(.init(maxConcurrentJobs: 8, workerThreads: 1)) {
            JobRegistration("waits") { context in
                running.record(context.trigger.key.name)
                for await _ in ends { break }
            }
        }
        for index in 0..<12 { try await scheduler.schedule("waits", as: JobKey("j\(index)"), on: .now) }
        try await fixture.run(scheduler) {
            try await eventually("as many run as there are permits") { running.count == 8 }
            #expect(scheduler.executing.count == 8)
            await fixture.clock.advance(by: .seconds(5))
            #expect(running.count == 8, "permits bound what runs, not threads")
            end.finish()
            try await eventually("all ran") { running.count == 12 }
        }
    }

    @Test func jobTypesThatAreNotRegisteredAreNeverTaken() async throws {
        let runs = Recorder<String>()
        let scheduler = try fixture.scheduler { JobRegistration("known") { runs.record($0.job.type.rawValue) } }
        try await scheduler.schedule("unknown", as: JobKey("u"), on: .now)
        try await fixture.run(scheduler) {
            try await scheduler.schedule("known", as: JobKey("k"), on: .now)
            try await eventually("the known job ran") { runs.count == 1 }
            await fixture.clock.advance(by: .seconds(20))
        }
        #expect(runs.all == ["known"])
        #expect(try await scheduler.trigger(TriggerKey("u"))?.state == .waiting)
    }

    @Test func manyFiresRunOnceEach() async throws {
        let runs = Recorder<String>()
        let scheduler = try fixture.scheduler(.init(maxConcurrentJobs: 8)) {
            JobRegistration("job") { runs.record($0.trigger.key.name) }
        }
        let job = JobDetail(key: JobKey("j"), type: "job", isDurable: true)
        try await scheduler.schedule(job, (0..<2_000).map { fixture.trigger("t\($0)", of: job.key) })
        try await fixture.run(scheduler) {
            try await eventually("all fired") { runs.count >= 2_000 }
            try await eventually("all are recorded") { try await scheduler.fireInstances().isEmpty }
        }
        #expect(runs.count == 2_000)
        #expect(Set(runs.all).count == 2_000)
    }

    @Test func aClusterSharesItsFires() async throws {
        let runs = Recorder<String>()
        let nodes = try (0..<3).map { index in
            try fixture.scheduler(.init(instanceID: InstanceID(rawValue: "node-\(index)"), maxConcurrentJobs: 4)) {
                JobRegistration("job") { runs.record("\($0.trigger.key.name) at \($0.scheduledFireTime.milliseconds)") }
            }
        }
        let job = JobDetail(key: JobKey("j"), type: "job", isDurable: true)
        let triggers = (0..<50).map { index in
            var trigger = fixture.trigger("t\(index)", of: job.key, after: .milliseconds(index * 37))
            trigger.kind = .simple(SimpleTrigger(repeatCount: 9, interval: 500))
            return trigger
        }
        try await nodes[0].schedule(job, triggers)
        try await fixture.run(nodes[0], nodes[1], nodes[2]) {
            for node in nodes { try await eventually("\(node.instanceID) runs") { node.status == .running } }
            for _ in 0..<20 { await fixture.clock.advance(by: .milliseconds(400)) }
            try await eventually("all fired") { runs.count >= 500 }
            await fixture.clock.advance(by: .seconds(5))
        }
        #expect(runs.count == 500)
        #expect(Set(runs.all).count == 500, "each scheduled time fired once")
    }
}
