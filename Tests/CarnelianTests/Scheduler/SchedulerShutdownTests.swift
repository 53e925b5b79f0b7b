import Carnelian
import CarnelianCore
import CarnelianTesting
import ServiceLifecycle
import TestSupport
import Testing

/// How a node stops.
@Suite(.timeLimit(.minutes(5))) struct SchedulerShutdownTests {
    private let fixture = MemoryFixture()

    /// Runs a scheduler, and shuts it down after `body`; `during` runs while it drains.
    private func shutDown(
        _ scheduler: Scheduler, after body: () async throws -> Void, during drain: () async throws -> Void
    ) async throws {
        let group = ServiceGroup(services: [scheduler], logger: fixture.logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try await body()
            await group.triggerGracefulShutdown()
            try await eventually("the scheduler drains") {
                scheduler.status == .draining || scheduler.status == .stopped
            }
            try await drain()
            try await tasks.waitForAll()
        }
        #expect(scheduler.status == .stopped)
    }

    @Test func anIdleNodeLeavesTheCluster() async throws {
        let scheduler = try fixture.scheduler(.init(instanceID: "node")) {}
        try await shutDown(scheduler) {
            try await eventually("the node joined") { try await scheduler.nodes().map(\.instance) == ["node"] }
        } during: {
        }
        #expect(try await scheduler.nodes().isEmpty)
    }

    @Test func runningJobsEndAndNothingNewStarts() async throws {
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        let runs = Recorder<String>()
        let scheduler = try fixture.scheduler(.init(maxConcurrentJobs: 1)) {
            JobRegistration("long") { context in
                runs.record("\(context.trigger.key.name) starts")
                for await _ in ends { break }
                runs.record("\(context.trigger.key.name) ends, cancelled: \(Task.isCancelled)")
            }
        }
        let job = JobDetail(key: JobKey("j"), type: "long", isDurable: true)
        try await scheduler.schedule(job, [fixture.trigger("a", of: job.key)])
        try await shutDown(scheduler) {
            try await eventually("the job runs") { runs.count == 1 }
            try await scheduler.schedule(job, [fixture.trigger("b", of: job.key)], onConflict: .replace)
        } during: {
            let nodes = try await scheduler.nodes()
            #expect(nodes.count == 1, "the node is known until it has drained")
            end.yield()
        }
        #expect(runs.all == ["a starts", "a ends, cancelled: false"])
        #expect(try await scheduler.trigger(TriggerKey("b"))?.state == .waiting)
        #expect(try await scheduler.fireInstances().isEmpty)
    }

    @Test func claimsThatDidNotFireAreGivenBack() async throws {
        let scheduler = try fixture.scheduler { JobRegistration("later") { _ in } }
        let job = JobDetail(key: JobKey("j"), type: "later", isDurable: true)
        let trigger = fixture.trigger("t", of: job.key, after: .milliseconds(400))
        try await scheduler.schedule(job, [trigger])
        try await shutDown(scheduler) {
            try await eventually("the trigger is claimed") {
                try await scheduler.trigger(trigger.key)?.state == .acquired
            }
        } during: {
        }
        #expect(try await scheduler.trigger(trigger.key)?.state == .waiting)
        #expect(try await scheduler.fireInstances().isEmpty)
    }

    @Test func jobsAreCancelledAtTheDeadline() async throws {
        let outcomes = Recorder<String>()
        let scheduler = try fixture.scheduler(.init(shutdownTimeout: .seconds(20))) {
            JobRegistration("endless") { _ in
                outcomes.record("starts")
                let (never, keep) = AsyncStream.makeStream(of: Void.self)
                for await _ in never {}
                withExtendedLifetime(keep) {}
                outcomes.record(Task.isCancelled ? "cancelled" : "ended")
            }
        }
        try await scheduler.schedule("endless", as: JobKey("j"), on: .now)
        try await shutDown(scheduler) {
            try await eventually("the job runs") { outcomes.count == 1 }
        } during: {
            await fixture.clock.advance(by: .milliseconds(19_999))
            #expect(outcomes.count == 1)
            await fixture.clock.advance(by: .milliseconds(1))
        }
        #expect(outcomes.all == ["starts", "cancelled"])
        #expect(try await scheduler.fireInstances().isEmpty)
        #expect(try await scheduler.nodes().isEmpty)
    }

    @Test func whatShutdownCutsShortRunsAgainOnAPeerIfItAsksForIt() async throws {
        let runs = Recorder<String>()
        let first = try fixture.scheduler(.init(instanceID: "first", shutdownTimeout: .seconds(5))) {
            JobRegistration("work") { _ in
                runs.record("first")
                let (never, keep) = AsyncStream.makeStream(of: Void.self)
                for await _ in never {}
                withExtendedLifetime(keep) {}
                try Task.checkCancellation()
            }
        }
        try await first.schedule("work", as: JobKey("j"), on: .now, options: .init(requestsRecovery: true))
        try await shutDown(first) {
            try await eventually("the job runs") { runs.count == 1 }
        } during: {
            await fixture.clock.advance(by: .seconds(5))
        }
        #expect(try await first.nodes().isEmpty)
        #expect(try await first.fireInstances().isEmpty)
        let second = try fixture.scheduler(.init(instanceID: "second")) {
            JobRegistration("work") { context in
                runs.record("second, recovers \(context.recovered?.trigger.name ?? "nothing")")
            }
        }
        try await fixture.run(second) {
            try await eventually("the peer runs it") { runs.count == 2 }
        }
        #expect(runs.all == ["first", "second, recovers j"])
    }

    @Test func firesThatNeverStartedAreLeftToPeers() async throws {
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        let runs = Recorder<String>()
        let scheduler = try fixture.scheduler(.init(maxConcurrentJobs: 1, shutdownTimeout: .seconds(5))) {
            JobRegistration("quick") { _ in }
            JobRegistration("slow") { context in
                runs.record(context.trigger.key.name)
                for await _ in ends { break }
                try Task.checkCancellation()
            }
        }
        // Quick jobs make the node claim ahead of its one permit; then slow ones come.
        let quick = JobDetail(key: JobKey("quick"), type: "quick", isDurable: true)
        let slow = JobDetail(key: JobKey("slow"), type: "slow", isDurable: true, requestsRecovery: true)
        try await scheduler.schedule(quick, (0..<20).map { fixture.trigger("q\($0)", of: quick.key) })
        try await shutDown(scheduler) {
            try await eventually("the quick ones are done") {
                try await scheduler.triggers(matching: .job(quick.key)).isEmpty
            }
            try await scheduler.schedule(slow, (0..<5).map { fixture.trigger("s\($0)", of: slow.key) })
            try await eventually("a slow one runs and others wait") {
                let fires = try await scheduler.fireInstances()
                return runs.count == 1 && fires.count > 1
            }
        } during: {
            await fixture.clock.advance(by: .seconds(5))
        }
        end.finish()
        let left = try await scheduler.triggers(matching: .job(slow.key))
        #expect(left.count == 5, "each slow fire is waiting again, as itself or as its recovery")
        #expect(left.allSatisfy { $0.state == .waiting })
        #expect(runs.count == 1)
    }

    @Test func jobsThatIgnoreCancellationAreNamed() async throws {
        let gate = Gate()
        let overdue = Recorder<TriggerKey>()
        let scheduler = try fixture.scheduler(.init(shutdownTimeout: .seconds(10))) {
            JobRegistration("deaf") { _ in gate.block() }
        }
        let events = scheduler.events()
        try await scheduler.schedule("deaf", as: JobKey("deaf"), on: .now)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                for await case .shutdownOverdue(let fires) in events {
                    fires.forEach { overdue.record($0.trigger.key) }
                }
            }
            try await shutDown(scheduler) {
                try await eventually("the job blocks") { gate.blocked == 1 }
            } during: {
                await fixture.clock.advance(by: .seconds(10))
                #expect(overdue.count == 0)
                await fixture.clock.advance(by: .seconds(1))
                try await eventually("the job is named") { overdue.count == 1 }
                let checkIn = try await scheduler.nodes().first?.lastCheckIn
                await fixture.clock.advance(by: .seconds(60))
                let later = try #require(try await scheduler.nodes().first?.lastCheckIn)
                #expect(later > (try #require(checkIn)), "no peer may run the job meanwhile")
                gate.open()
            }
            try await tasks.waitForAll()
        }
        #expect(overdue.all == [TriggerKey("deaf")])
    }

    @Test func cancellationCancelsJobsAtOnce() async throws {
        let outcomes = Recorder<String>()
        let scheduler = try fixture.scheduler {
            JobRegistration("endless") { _ in
                outcomes.record("starts")
                let (never, keep) = AsyncStream.makeStream(of: Void.self)
                for await _ in never {}
                withExtendedLifetime(keep) {}
                outcomes.record(Task.isCancelled ? "cancelled" : "ended")
            }
        }
        try await scheduler.schedule("endless", as: JobKey("j"), on: .now)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await scheduler.run() }
            try await eventually("the job runs") { outcomes.count == 1 }
            tasks.cancelAll()
            while let result = await tasks.nextResult() { _ = result }
        }
        #expect(outcomes.all == ["starts", "cancelled"])
        #expect(scheduler.status == .stopped)
    }

    @Test func aSchedulerRunsOnce() async throws {
        let scheduler = try fixture.scheduler {}
        try await fixture.run(scheduler) {
            try await eventually("it runs") { scheduler.status == .running }
            await #expect(throws: CarnelianError.self) { try await scheduler.run() }
        }
        await #expect(throws: CarnelianError.self) { try await scheduler.run() }
    }
}
