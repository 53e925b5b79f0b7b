import Carnelian
import CarnelianCore
import CarnelianTesting
import TestSupport
import Testing

/// A node that was taken for dead.
@Suite(.timeLimit(.minutes(5))) struct SchedulerFencingTests {
    private let fixture = MemoryFixture()

    /// Lets a peer recover the node, as after a long silence.
    private func takeForDead(_ instance: InstanceID) async throws {
        let node = try #require(try await fixture.store.nodes().first { $0.instance == instance })
        let now = fixture.clock.now()
        let peer = CheckIn(
            instance: "peer", now: now, interval: .milliseconds(7_500), grace: .milliseconds(7_500), previous: now
        )
        let result = try await fixture.store.recover([node], by: peer)
        #expect(result.recovered == [instance])
    }

    @Test func itCancelsWhatItLostAndGoesOn() async throws {
        let trace = Recorder<String>()
        let scheduler = try fixture.scheduler(.init(instanceID: "node")) {
            JobRegistration("long") { context in
                trace.record("long starts")
                let (never, keep) = AsyncStream.makeStream(of: Void.self)
                for await _ in never {}
                withExtendedLifetime(keep) {}
                context.jobData["left"] = "behind"
                trace.record("long ends, ownership lost: \(context.isOwnershipLost)")
            }
            JobRegistration("quick") { _ in trace.record("quick") }
        }
        let events = scheduler.events()
        let options = ScheduleOptions(isExclusive: true, persistsData: true, isDurable: true)
        try await scheduler.schedule("long", as: JobKey("l"), on: .now, options: options)
        try await fixture.run(scheduler) {
            try await eventually("the job runs") { trace.count == 1 }
            try await takeForDead("node")
            await fixture.clock.advance(by: .milliseconds(7_500))
            try await eventually("the job was cancelled") { trace.count == 2 }
            #expect(try await scheduler.nodes().map(\.instance) == ["node"], "the node is registered again")
            try await scheduler.schedule("quick", on: .now)
            try await eventually("the node goes on") { trace.count == 3 }
        }
        #expect(trace.all == ["long starts", "long ends, ownership lost: true", "quick"])
        #expect(try await scheduler.job(JobKey("l"))?.data == [:], "a run that was taken away leaves nothing behind")
        var lost = 0
        var fences = 0
        for await event in events {
            if case .ownershipLost(let ids) = event { lost += ids.count }
            if case .wasRecovered = event { fences += 1 }
        }
        #expect(lost == 1)
        #expect(fences == 1)
    }

    @Test func executionsThatStartedAfterTheRecoveryAreItsOwn() async throws {
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        let trace = Recorder<String>()
        let scheduler = try fixture.scheduler(.init(instanceID: "node")) {
            JobRegistration("job") { context in
                trace.record("\(context.trigger.key.name) starts")
                for await _ in ends { break }
                trace.record("\(context.trigger.key.name) ends, cancelled: \(Task.isCancelled)")
            }
        }
        try await fixture.run(scheduler) {
            try await eventually("it runs") { scheduler.status == .running }
            try await takeForDead("node")
            try await scheduler.schedule("job", as: JobKey("later"), on: .now)
            try await eventually("the job runs") { trace.count == 1 }
            await fixture.clock.advance(by: .milliseconds(7_500))
            try await eventually("the node is registered again") {
                try await scheduler.nodes().map(\.instance) == ["node"]
            }
            end.finish()
            try await eventually("the job ended") { trace.count == 2 }
        }
        #expect(trace.all == ["later starts", "later ends, cancelled: false"])
        #expect(try await scheduler.fireInstances().isEmpty)
    }

    @Test func claimsAreDroppedAndTakenAgain() async throws {
        let trace = Recorder<Timestamp>()
        let scheduler = try fixture.scheduler(.init(instanceID: "node", lookahead: .seconds(40))) {
            JobRegistration("job") { trace.record($0.scheduledFireTime) }
        }
        try await scheduler.schedule("job", as: JobKey("j"), on: .at(MemoryFixture.start.advanced(by: .seconds(15))))
        try await fixture.run(scheduler) {
            try await eventually("the trigger is claimed") {
                try await scheduler.trigger(TriggerKey("j"))?.state == .acquired
            }
            try await takeForDead("node")
            #expect(try await scheduler.trigger(TriggerKey("j"))?.state == .waiting)
            await fixture.clock.advance(by: .seconds(16))
            try await eventually("it fired") { trace.count == 1 }
        }
        #expect(trace.all == [MemoryFixture.start.advanced(by: .seconds(15))])
    }
}
