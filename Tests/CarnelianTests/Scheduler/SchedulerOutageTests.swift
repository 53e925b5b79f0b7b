import Carnelian
import CarnelianCore
import CarnelianTesting
import TestSupport
import Testing

/// What a node does while its store fails.
@Suite(.timeLimit(.minutes(5))) struct SchedulerOutageTests {
    private let fixture = MemoryFixture()

    @Test func endsOfExecutionsWaitForTheStore() async throws {
        let store = FaultyJobStore(fixture.store)
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        let runs = Recorder<String>()
        let scheduler = try fixture.scheduler(on: store) {
            JobRegistration("job") { context in
                runs.record("starts")
                for await _ in ends { break }
                runs.record("ends")
            }
        }
        try await scheduler.schedule(
            "job", as: JobKey("j"), on: .now, options: .init(isExclusive: true, isDurable: true))
        try await fixture.run(scheduler) {
            try await eventually("the job runs") { runs.count == 1 }
            store.isDown = true
            end.yield()
            try await eventually("the job ended") { runs.count == 2 }
            await fixture.clock.advance(by: .seconds(300))
            #expect(try await fixture.store.fireInstances().count == 1, "the end could not be recorded")
            store.isDown = false
            await fixture.clock.advance(by: .seconds(15))
            try await eventually("the end is recorded") { try await fixture.store.fireInstances().isEmpty }
        }
        #expect(runs.all == ["starts", "ends"])
        #expect(try await fixture.store.triggers(matching: .group(.any)).isEmpty)
    }

    @Test func aCompletionWhoseOutcomeIsUnknownIsRepeatedSafely() async throws {
        let store = FaultyJobStore(fixture.store)
        let lost = Recorder<Int>()
        let runs = Recorder<Int>()
        let scheduler = try fixture.scheduler(on: store) { JobRegistration("job") { _ in runs.record(1) } }
        let events = scheduler.events()
        store.fail(.complete, .after)
        try await scheduler.schedule("job", on: .now)
        try await fixture.run(scheduler) {
            try await eventually("the job ran") { runs.count == 1 }
            try await eventually("it failed once") { store.calls(of: .complete) == 1 }
            await fixture.clock.advance(by: .seconds(1))
            try await eventually("it was tried again") { store.calls(of: .complete) == 2 }
        }
        for await case .ownershipLost(let ids) in events { lost.record(ids.count) }
        #expect(runs.count == 1)
        #expect(lost.all == [1], "the store no longer knows what it has recorded already")
    }

    @Test func aCompletionThatTheStoreRefusesNeverHoldsUpOthers() async throws {
        let store = FaultyJobStore(fixture.store)
        let runs = Recorder<String>()
        let scheduler = try fixture.scheduler(on: store) { JobRegistration("job") { runs.record($0.trigger.key.name) } }
        store.fail(.complete, times: 3, with: CarnelianError(.storeFailure, "refused on request"))
        for name in ["a", "b", "c"] { try await scheduler.schedule("job", as: JobKey(name), on: .now) }
        try await fixture.run(scheduler) {
            try await eventually("the jobs ran") { runs.count == 3 }
            await fixture.clock.advance(by: .seconds(5))
            try await eventually("all are recorded") { try await fixture.store.fireInstances().isEmpty }
        }
    }

    @Test func claimsSurviveAFailedTurnAndFireLate() async throws {
        let store = FaultyJobStore(fixture.store)
        let runs = Recorder<Timestamp>()
        let scheduler = try fixture.scheduler(on: store) {
            JobRegistration("job") { runs.record($0.scheduledFireTime) }
        }
        let job = JobDetail(key: JobKey("j"), type: "job")
        let trigger = fixture.trigger("t", of: job.key, after: .milliseconds(400))
        try await scheduler.schedule(job, [trigger])
        try await fixture.run(scheduler) {
            try await eventually("the trigger is claimed") {
                try await fixture.store.trigger(trigger.key)?.state == .acquired
            }
            store.fail(.turn, times: 3)
            await fixture.clock.advance(by: .seconds(2))
            try await eventually("it fired") { runs.count == 1 }
        }
        #expect(runs.all == [MemoryFixture.start.advanced(by: .milliseconds(400))])
        #expect(store.calls(of: .turn) >= 5)
    }

    @Test func anOutageIsToldOnceAndItsEndOnce() async throws {
        let store = FaultyJobStore(fixture.store)
        let scheduler = try fixture.scheduler(on: store) { JobRegistration("job") { _ in } }
        let events = scheduler.events()
        try await fixture.run(scheduler) {
            try await eventually("it runs") { scheduler.status == .running }
            store.isDown = true
            await fixture.clock.advance(by: .seconds(120))
            store.isDown = false
            await fixture.clock.advance(by: .seconds(30))
        }
        var begins = 0
        var ends = 0
        for await event in events {
            if case .storeUnavailable = event { begins += 1 }
            if case .storeAvailable = event { ends += 1 }
        }
        #expect(begins >= 1)
        #expect(begins == ends)
        #expect(begins <= 3)
    }

    @Test func aNodeThatIsDownDoesNotSpin() async throws {
        let store = FaultyJobStore(fixture.store)
        let scheduler = try fixture.scheduler(on: store) { JobRegistration("job") { _ in } }
        try await fixture.run(scheduler) {
            try await eventually("it runs") { scheduler.status == .running }
            store.isDown = true
            let before = store.calls(of: .nextDueTime) + store.calls(of: .turn) + store.calls(of: .sweepMisfires)
            await fixture.clock.advance(by: .seconds(600))
            let calls =
                store.calls(of: .nextDueTime) + store.calls(of: .turn) + store.calls(of: .sweepMisfires) - before
            #expect(calls < 2 * (600 / 7 + 20), "two loops, each at most every 7.5 s once it has backed off")
            #expect(calls > 20, "and it goes on trying")
            store.isDown = false
            await fixture.clock.advance(by: .seconds(15))
        }
    }

    @Test func aStoreThatCannotBeOpenedYetIsWaitedFor() async throws {
        let store = FaultyJobStore(fixture.store)
        store.fail(.open, times: 3)
        store.fail(.checkIn, times: 3)
        let scheduler = try fixture.scheduler(on: store) {}
        try await fixture.run(scheduler) {
            try await eventually("it tried") { store.calls(of: .open) >= 1 }
            #expect(scheduler.status == .starting)
            await fixture.clock.advance(by: .seconds(5))
            try await eventually("it runs") { scheduler.status == .running }
        }
        #expect(store.calls(of: .open) == 4)
    }

    @Test func aStoreThatCannotWorkEndsTheRun() async throws {
        let store = FaultyJobStore(fixture.store)
        store.fail(.open, with: CarnelianError(.schemaMismatch, "the tables are missing"))
        let scheduler = try fixture.scheduler(on: store) {}
        await #expect(throws: CarnelianError(.schemaMismatch, "the tables are missing")) { try await scheduler.run() }
        #expect(scheduler.status == .stopped)
    }

    @Test func shutdownEndsEvenIfTheStoreStaysDown() async throws {
        let store = FaultyJobStore(fixture.store)
        let runs = Recorder<Int>()
        let scheduler = try fixture.scheduler(.init(shutdownTimeout: .seconds(5)), on: store) {
            JobRegistration("job") { _ in
                runs.record(1)
                store.isDown = true
            }
        }
        try await scheduler.schedule("job", on: .now)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                try await fixture.run(scheduler) {
                    try await eventually("the job ran") { runs.count == 1 && store.calls(of: .complete) >= 1 }
                }
            }
            try await eventually("it drains") { scheduler.status == .draining }
            // The drain waits for the store until the shutdown timeout and its grace have passed.
            await fixture.clock.advance(by: .seconds(30))
            try await tasks.waitForAll()
        }
        #expect(scheduler.status == .stopped)
        #expect(try await fixture.store.fireInstances().count == 1, "peers find it when they miss the node")
    }
}
