import Carnelian
import CarnelianCore
import CarnelianTesting
import TestSupport
import Testing

/// The operations that Quartz's scheduler has: jobs, keys, batches, rescheduling, clearing.
@Suite(.timeLimit(.minutes(5))) struct SchedulerOperationTests {
    private let fixture = MemoryFixture()

    private func job(_ name: String, group: String = JobKey.defaultGroup, durable: Bool = true) -> JobDetail {
        JobDetail(key: JobKey(name, group: group), type: "job", isDurable: durable)
    }

    @Test func jobsWithoutTriggersMustBeDurable() async throws {
        let scheduler = try fixture.scheduler {}
        try await scheduler.store(jobs: [job("a"), job("b")])
        let error = await #expect(throws: CarnelianError.self) {
            try await scheduler.store(jobs: [job("c"), job("d", durable: false)])
        }
        #expect(error?.code == .invalidValue)
        #expect(error?.message.contains("DEFAULT.d") == true)
        #expect(try await scheduler.jobKeys() == [JobKey("a"), JobKey("b")], "all or nothing")
        try await scheduler.store(job: job("d", durable: false), allowsNonDurable: true)
        #expect(try await scheduler.exists(JobKey("d")))
        let conflict = await #expect(throws: CarnelianError.self) {
            try await scheduler.store(job: job("a"), onConflict: .fail)
        }
        #expect(conflict?.code == .alreadyExists)
    }

    @Test func replacingAJobKeepsItsTriggers() async throws {
        let scheduler = try fixture.scheduler {}
        try await scheduler.schedule(job("a"), [fixture.trigger("t", of: JobKey("a"))])
        var changed = job("a")
        changed.data = ["v": "2"]
        try await scheduler.store(job: changed)
        #expect(try await scheduler.job(JobKey("a"))?.data == ["v": "2"])
        #expect(try await scheduler.triggers(of: JobKey("a")).map(\.trigger.key) == [TriggerKey("t")])
    }

    @Test func manyJobsAndTriggersAreOneTransaction() async throws {
        let scheduler = try fixture.scheduler {}
        let triggers = ["a", "b"].map { fixture.trigger("t\($0)", of: JobKey($0)) }
        try await scheduler.schedule(jobs: [job("a"), job("b")], triggers: triggers)
        await #expect(throws: CarnelianError.self) {
            try await scheduler.schedule(
                jobs: [job("c")], triggers: [fixture.trigger("tc", of: JobKey("c")), triggers[0]]
            )
        }
        #expect(try await !scheduler.exists(JobKey("c")))
        try await scheduler.schedule(jobs: [job("c")], triggers: triggers, onConflict: .replace)
        #expect(try await scheduler.triggerKeys() == [TriggerKey("ta"), TriggerKey("tb")])
        #expect(try await scheduler.unschedule([TriggerKey("ta"), TriggerKey("x")]) == [TriggerKey("ta")])
        #expect(try await scheduler.delete([JobKey("b"), JobKey("c"), JobKey("x")]) == [JobKey("b"), JobKey("c")])
        #expect(try await scheduler.jobKeys() == [JobKey("a")])
        #expect(try await scheduler.triggerKeys().isEmpty)
    }

    @Test func keysGroupsAndExistence() async throws {
        let scheduler = try fixture.scheduler {}
        try await scheduler.store(jobs: [job("1", group: "a_b"), job("2", group: "axb"), job("3", group: "a%")])
        var trigger = fixture.trigger("t", of: JobKey("1", group: "a_b"))
        trigger.key = TriggerKey("t", group: "g_1")
        try await scheduler.schedule(triggers: [trigger])
        #expect(try await scheduler.jobGroups() == ["a%", "a_b", "axb"])
        #expect(try await scheduler.triggerGroups() == ["g_1"])
        #expect(try await scheduler.jobKeys(matching: .startsWith("a_")) == [JobKey("1", group: "a_b")])
        #expect(try await scheduler.triggerKeys(matching: .contains("%")).isEmpty)
        #expect(try await scheduler.exists(trigger.key))
        #expect(try await !scheduler.exists(TriggerKey("t")))
        #expect(try await !scheduler.exists(JobKey("1")))
        #expect(try await scheduler.state(of: trigger.key) == .waiting)
        #expect(try await scheduler.state(of: TriggerKey("t")) == nil)
    }

    @Test func reschedulingRecomputesOrKeepsTheNextFireTime() async throws {
        let scheduler = try fixture.scheduler {}
        let key = try await scheduler.schedule("job", as: JobKey("j"), on: .every(.seconds(60)))
        await fixture.clock.advance(by: .seconds(7))
        var trigger = fixture.trigger("j", of: JobKey("j"), after: .seconds(-1))
        trigger.kind = .simple(SimpleTrigger(repeatCount: SimpleTrigger.forever, interval: 7_000))
        #expect(try await scheduler.reschedule(key, with: trigger))
        #expect(try await scheduler.trigger(key)?.trigger.nextFireTime == trigger.startTime)
        trigger.startTime = MemoryFixture.start.advanced(by: .seconds(-100))
        #expect(try await scheduler.reschedule(key, with: trigger, mode: .keepNextFireTime))
        // The first of the slots -100 s, -93 s … that is not before -1 s.
        #expect(
            try await scheduler.trigger(key)?.trigger.nextFireTime == MemoryFixture.start.advanced(by: .seconds(5))
        )
        #expect(try await !scheduler.reschedule(TriggerKey("x"), with: trigger, mode: .keepNextFireTime))
    }

    @Test func changesAreTold() async throws {
        let scheduler = try fixture.scheduler {}
        let events = scheduler.events()
        let key = TriggerKey("t")
        try await scheduler.schedule(job("a"), [fixture.trigger("t", of: JobKey("a"))])
        try await scheduler.store(job: job("b"))
        try await scheduler.pause(.trigger(key))
        try await scheduler.resume(.all)
        try await scheduler.reschedule(key, with: fixture.trigger("t", of: JobKey("a")))
        try await scheduler.unschedule(key)
        try await scheduler.unschedule(key)
        try await scheduler.delete(JobKey("a"))
        try await scheduler.clear()
        #expect(try await scheduler.jobKeys().isEmpty)
        var told: [String] = []
        for await event in events {
            switch event {
            case .scheduled(let keys): told.append("scheduled \(keys)")
            case .unscheduled(let keys): told.append("unscheduled \(keys)")
            case .jobsStored(let keys): told.append("stored \(keys)")
            case .jobsDeleted(let keys): told.append("deleted \(keys)")
            case .paused(let target): told.append("paused \(target == .trigger(key))")
            case .resumed(let target): told.append("resumed \(target == .all)")
            case .cleared: told.append("cleared")
            default: break
            }
            if told.last == "cleared" { break }
        }
        let one = "[\(String(reflecting: key))]"
        let (a, b) = ("[\(String(reflecting: JobKey("a")))]", "[\(String(reflecting: JobKey("b")))]")
        #expect(
            told == [
                "stored \(a)", "scheduled \(one)", "stored \(b)", "paused true", "resumed true", "unscheduled \(one)",
                "scheduled \(one)", "unscheduled \(one)", "deleted \(a)", "cleared",
            ]
        )
    }

    @Test func aTriggerThatEndsIsTold() async throws {
        let scheduler = try fixture.scheduler { JobRegistration("job") { _ in } }
        let events = scheduler.events()
        try await scheduler.schedule(job("a"), [fixture.trigger("once", of: JobKey("a"))])
        var twice = fixture.trigger("twice", of: JobKey("a"))
        twice.kind = .simple(SimpleTrigger(repeatCount: 1, interval: 5_000))
        try await scheduler.schedule(triggers: [twice])
        try await fixture.run(scheduler) {
            try await eventually("the first is gone") { try await scheduler.triggerKeys() == [twice.key] }
            await fixture.clock.advance(by: .seconds(5))
            try await eventually("both are gone") { try await scheduler.triggerKeys().isEmpty }
        }
        var finalized: [TriggerKey] = []
        for await case .finalized(let key) in events { finalized.append(key) }
        #expect(finalized == [TriggerKey("once"), TriggerKey("twice")])
    }

    @Test func whatExecutesIsToldClusterWide() async throws {
        let gate = Gate()
        let a = try fixture.scheduler(.init(instanceID: "a")) { JobRegistration("job") { _ in gate.block() } }
        let b = try fixture.scheduler(.init(instanceID: "b")) { JobRegistration("other") { _ in } }
        try await fixture.run(a, b) {
            try await b.schedule("job", as: JobKey("j"), on: .now)
            try await eventually("the job runs") { gate.blocked == 1 }
            let running = try await b.currentlyExecuting()
            #expect(running.map(\.instance) == ["a"])
            #expect(running.map(\.job) == [JobKey("j")])
            #expect(running.map(\.fireTime) == [MemoryFixture.start])
            #expect(try await b.currentlyExecuting(JobKey("j")) == running)
            #expect(try await b.currentlyExecuting(JobKey("x")).isEmpty)
            gate.open()
        }
    }

    @Test func aDelayedStartFiresNothingBefore() async throws {
        let runs = Recorder<Timestamp>()
        let scheduler = try fixture.scheduler { JobRegistration("job") { runs.record($0.fireTime) } }
        #expect(throws: CarnelianError.self) { try scheduler.start(after: .seconds(-1)) }
        try scheduler.start(after: .seconds(30))
        try await scheduler.schedule("job", as: JobKey("j"), on: .now)
        try await fixture.run(scheduler) {
            try await eventually("the node joined") { scheduler.status == .standby }
            await fixture.clock.advance(by: .milliseconds(29_999))
            #expect(scheduler.status == .standby)
            #expect(runs.count == 0)
            await fixture.clock.advance(by: .milliseconds(1))
            try await eventually("it fires") { runs.count == 1 }
        }
        #expect(runs.all == [MemoryFixture.start.advanced(by: .seconds(30))])
    }

    @Test(arguments: [true, false])
    func shutdownWaitsForJobsOrCancelsThem(waits: Bool) async throws {
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        let outcomes = Recorder<String>()
        let scheduler = try fixture.scheduler {
            JobRegistration("job") { _ in
                outcomes.record("starts")
                for await _ in ends { break }
                outcomes.record(Task.isCancelled ? "cancelled" : "ends")
            }
        }
        try await scheduler.schedule("job", as: JobKey("j"), on: .now)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await scheduler.run() }
            try await eventually("the job runs") { outcomes.count == 1 }
            scheduler.shutdown(waitsForJobs: waits)
            #expect(scheduler.status == .draining || scheduler.status == .stopped)
            if waits { end.yield() }
            try await group.waitForAll()
        }
        #expect(outcomes.all == ["starts", waits ? "ends" : "cancelled"])
        #expect(scheduler.status == .stopped)
        #expect(try await scheduler.fireInstances().isEmpty)
        #expect(try await scheduler.nodes().isEmpty)
    }
}
