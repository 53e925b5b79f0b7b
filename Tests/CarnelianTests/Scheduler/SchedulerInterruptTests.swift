import Carnelian
import CarnelianCore
import CarnelianTesting
import TestSupport
import Testing

/// Executions that any node asks to end.
@Suite(.timeLimit(.minutes(5))) struct SchedulerInterruptTests {
    private let fixture = MemoryFixture()

    /// Waits until the task is cancelled.
    private static func waitForCancellation() async {
        let (never, keep) = AsyncStream.makeStream(of: Void.self)
        for await _ in never {}
        withExtendedLifetime(keep) {}
    }

    private func worker(_ configuration: Scheduler.Configuration, _ trace: Recorder<String>) throws -> Scheduler {
        try fixture.scheduler(configuration) {
            JobRegistration("long") { context in
                trace.record("starts")
                await Self.waitForCancellation()
                trace.record("ends, interrupted: \(context.isInterrupted), lost: \(context.isOwnershipLost)")
                try Task.checkCancellation()
            }
        }
    }

    @Test func anotherNodesJobEndsAndIsNotRunAgain() async throws {
        let trace = Recorder<String>()
        let a = try worker(.init(instanceID: "a"), trace)
        let b = try fixture.scheduler(.init(instanceID: "b")) {}
        let events = a.events()
        let options = ScheduleOptions(requestsRecovery: true)
        try await fixture.run(a, b) {
            let key = try await b.schedule("long", as: JobKey("j"), on: .every(.seconds(600)), options: options)
            try await eventually("the job runs") { trace.count == 1 }
            let result = try await b.interrupt(JobKey("j"))
            #expect(result.asked.map(\.instance) == ["a"])
            #expect(result.unreachable.isEmpty)
            try await eventually("the execution is over") { try await b.fireInstances().isEmpty }
            #expect(trace.all == ["starts", "ends, interrupted: true, lost: false"])
            let trigger = try #require(try await b.trigger(key))
            #expect(trigger.state == .waiting, "the trigger goes on")
            #expect(trigger.trigger.nextFireTime == MemoryFixture.start.advanced(by: .seconds(600)))
            #expect(try await b.interrupt(JobKey("j")) == Interruption(), "nothing is left to interrupt")
            #expect(try await b.triggers(matching: .group(.equals(RecoveredFire.group))).isEmpty)
        }
        var told: [String] = []
        for await event in events {
            switch event {
            case .interrupted: told.append("interrupted")
            case .completed(_, .failed(let error)): told.append("completed, cancelled: \(error is CancellationError)")
            default: break
            }
        }
        #expect(told == ["interrupted", "completed, cancelled: true"])
    }

    @Test func oneExecutionOfSeveralEnds() async throws {
        let trace = Recorder<String>()
        let scheduler = try worker(.init(instanceID: "a"), trace)
        let job = JobDetail(key: JobKey("j"), type: "long", isDurable: true)
        try await scheduler.schedule(job, [fixture.trigger("1", of: job.key), fixture.trigger("2", of: job.key)])
        try await fixture.run(scheduler) {
            try await eventually("both run") { trace.count == 2 }
            let running = try await scheduler.currentlyExecuting()
            let first = try #require(running.first)
            #expect(try await scheduler.interrupt(first.id).asked == [first])
            try await eventually("one is left") { try await scheduler.fireInstances().map(\.id) == [running[1].id] }
            try await eventually("only the other one executes") { scheduler.executing.map(\.id) == [running[1].id] }
            _ = try await scheduler.interrupt(job.key)
            try await eventually("none is left") { try await scheduler.fireInstances().isEmpty }
        }
    }

    @Test func aLostSignalIsOnlyADelay() async throws {
        let trace = Recorder<String>()
        let faulty = FaultyJobStore(fixture.store)
        let a = try fixture.scheduler(.init(instanceID: "a"), on: faulty) {
            JobRegistration("long") { _ in
                trace.record("starts")
                await Self.waitForCancellation()
                trace.record("ends")
            }
        }
        try await fixture.run(a) {
            try await a.schedule("long", as: JobKey("j"), on: .now)
            try await eventually("the job runs") { trace.count == 1 }
            // The look that follows the signal fails, as if the signal had not come.
            let looks = faulty.calls(of: .read)
            faulty.fail(.read, times: 1)
            _ = try await fixture.store.requestInterrupt(.job(JobKey("j")), by: "test")
            try await eventually("the node looked in vain") { faulty.calls(of: .read) == looks + 1 }
            #expect(trace.count == 1)
            await fixture.clock.advance(by: .milliseconds(7_500))
            try await eventually("the check-in told it") { trace.count == 2 }
            try await eventually("the execution is over") { try await fixture.store.fireInstances().isEmpty }
        }
    }

    @Test func aJobThatIgnoresItGoesOn() async throws {
        let gate = Gate()
        let outcomes = Recorder<String>()
        let a = try fixture.scheduler(.init(instanceID: "a")) {
            JobRegistration("stubborn") { context in
                gate.block()
                outcomes.record("interrupted: \(context.isInterrupted)")
            }
        }
        let events = a.events()
        try await fixture.run(a) {
            try await a.schedule("stubborn", as: JobKey("j"), on: .now)
            try await eventually("the job runs") { gate.blocked == 1 }
            _ = try await a.interrupt(JobKey("j"))
            #expect(try await a.currentlyExecuting().count == 1)
            gate.open()
            try await eventually("it is over") { try await a.fireInstances().isEmpty }
        }
        #expect(outcomes.all == ["interrupted: true"])
        var succeeded = 0
        for await case .completed(_, .succeeded) in events { succeeded += 1 }
        #expect(succeeded == 1, "its own end counts")
    }
}
