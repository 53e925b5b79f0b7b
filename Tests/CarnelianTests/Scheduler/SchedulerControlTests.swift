import Carnelian
import CarnelianCore
import CarnelianTesting
import TestSupport
import Testing

/// Standby, events and the scheduling calls.
@Suite(.timeLimit(.minutes(5))) struct SchedulerControlTests {
    private let fixture = MemoryFixture()

    @Test func standbyGivesClaimsBackAndFiresNothingUntilStart() async throws {
        let runs = Recorder<String>()
        let scheduler = try fixture.scheduler { JobRegistration("job") { runs.record($0.trigger.key.name) } }
        let job = JobDetail(key: JobKey("j"), type: "job")
        try await scheduler.schedule(job, [fixture.trigger("t", of: job.key, after: .milliseconds(400))])
        try await fixture.run(scheduler) {
            try await eventually("the trigger is claimed") {
                try await scheduler.trigger(TriggerKey("t"))?.state == .acquired
            }
            scheduler.standby()
            #expect(scheduler.status == .standby)
            try await eventually("the claim is back") {
                try await scheduler.trigger(TriggerKey("t"))?.state == .waiting
            }
            await fixture.clock.advance(by: .seconds(10))
            #expect(runs.count == 0)
            #expect(try await scheduler.nodes().count == 1)
            scheduler.start()
            try await eventually("the trigger fires late") { runs.count == 1 }
        }
    }

    @Test func eventsTellTheLifeOfAFire() async throws {
        let scheduler = try fixture.scheduler { JobRegistration("job") { _ in } }
        let events = scheduler.events()
        let other = scheduler.events(bufferSize: 1)
        let done = Recorder<String>()
        try await withThrowingTaskGroup(of: [String].self) { group in
            group.addTask {
                var seen: [String] = []
                for await event in events {
                    switch event {
                    case .status(let status): seen.append("\(status)")
                    case .fired(let fire): seen.append("fired \(fire.trigger.key.name)")
                    case .completed(let fire, .succeeded):
                        seen.append("completed \(fire.trigger.key.name)")
                        done.record("completed")
                    case .jobsStored, .scheduled: break
                    default: seen.append("\(event)")
                    }
                }
                return seen
            }
            try await fixture.run(scheduler) {
                try await scheduler.schedule("job", as: JobKey("j"), on: .now)
                try await eventually("the fire ended") { done.count == 1 }
            }
            let seen = try #require(try await group.next())
            #expect(
                seen == [
                    "starting", "running", "fired j", "completed j", "finalized(DEFAULT.j)", "draining", "stopped",
                ])
        }
        var last: [String] = []
        for await event in other { last.append("\(event)") }
        #expect(last.count == 1, "a slow reader loses the oldest events")
    }

    @Test func misfiresAreHandledAndTold() async throws {
        let runs = Recorder<Timestamp>()
        let scheduler = try fixture.scheduler { JobRegistration("job") { runs.record($0.scheduledFireTime) } }
        let events = scheduler.events()
        var trigger = fixture.trigger("t", of: JobKey("j"))
        trigger.kind = .simple(SimpleTrigger(repeatCount: -1, interval: 10_000))
        trigger.misfireInstruction = .nextWithRemainingCount
        try await scheduler.schedule(JobDetail(key: JobKey("j"), type: "job"), [trigger])
        await fixture.clock.advance(by: .seconds(3_605))
        try await fixture.run(scheduler) {
            try await eventually("the misfire is handled") {
                try await scheduler.trigger(trigger.key)?.trigger.nextFireTime
                    == MemoryFixture.start.advanced(by: .seconds(3_610))
            }
            await fixture.clock.advance(by: .seconds(5))
            try await eventually("it fires on its grid") { runs.count == 1 }
        }
        #expect(runs.all == [MemoryFixture.start.advanced(by: .seconds(3_610))])
        var missed: [Timestamp] = []
        for await case .misfired(let misfire) in events { missed.append(misfire.missedFireTime) }
        #expect(missed == [MemoryFixture.start])
    }

    @Test func fireNowFiresAStoredJobOnce() async throws {
        let runs = Recorder<JobDataMap>()
        let scheduler = try fixture.scheduler { JobRegistration("job") { runs.record($0.data) } }
        let job = JobDetail(key: JobKey("j"), type: "job", data: ["a": "1"], isDurable: true)
        try await scheduler.schedule(job, [])
        try await fixture.run(scheduler) {
            let key = try await scheduler.fireNow(job.key, data: ["b": "2"])
            #expect(key.group == "DEFAULT")
            #expect(key.name.hasPrefix("MT_"))
            try await eventually("it ran") { runs.count == 1 }
            await #expect(throws: CarnelianError.self) { try await scheduler.fireNow(JobKey("none")) }
        }
        #expect(runs.all == [["a": "1", "b": "2"]])
    }

    @Test func theSameKeyUpserts() async throws {
        let scheduler = try fixture.scheduler {}
        try await scheduler.schedule("job", data: ["v": "1"], as: JobKey("j"), on: .every(.seconds(10)))
        let first = try #require(try await scheduler.trigger(TriggerKey("j"))?.trigger)
        await fixture.clock.advance(by: .seconds(3))
        try await scheduler.schedule("job", data: ["v": "2"], as: JobKey("j"), on: .every(.seconds(10)))
        let second = try #require(try await scheduler.trigger(TriggerKey("j"))?.trigger)
        #expect(second.startTime == first.startTime, "the same schedule keeps its phase")
        #expect(second.nextFireTime == first.nextFireTime)
        #expect(try await scheduler.job(JobKey("j"))?.data == ["v": "2"])
        try await scheduler.schedule("job", as: JobKey("j"), on: .every(.seconds(20)))
        let third = try #require(try await scheduler.trigger(TriggerKey("j"))?.trigger)
        #expect(third.startTime == MemoryFixture.start.advanced(by: .seconds(3)))
        #expect(try await scheduler.triggers().count == 1)
    }

    @Test func oneShotsWithoutAKeyAreJobsOfTheirOwn() async throws {
        let scheduler = try fixture.scheduler {}
        let keys = [
            try await scheduler.schedule("job", on: .now), try await scheduler.schedule("job", on: .now),
            try await scheduler.schedule("job", on: .every(.seconds(1))),
            try await scheduler.schedule("job", on: .every(.seconds(1))),
        ]
        #expect(Set(keys).count == 3)
        #expect(keys.last == TriggerKey("job"))
    }

    @Test func schedulesThatCannotWorkAreRefused() async throws {
        let scheduler = try fixture.scheduler {}
        await #expect(throws: (any Error).self) { try await scheduler.schedule("job", on: .cron("61 * * * * ?")) }
        await #expect(throws: CarnelianError.self) {
            try await scheduler.schedule("job", on: .cron("0 0 9 * * ?", in: "Mars/Olympus"))
        }
        await #expect(throws: CarnelianError.self) { try await scheduler.schedule("job", on: .every(.zero)) }
        await #expect(throws: CarnelianError.self) {
            try await scheduler.schedule("job", on: .every(.seconds(1), times: 0))
        }
        #expect(try await scheduler.triggers().isEmpty)
    }

    @Test func cronFiresInItsZone() async throws {
        let runs = Recorder<Timestamp>()
        let scheduler = try fixture.scheduler { JobRegistration("job") { runs.record($0.scheduledFireTime) } }
        // The fixture's clock starts on 2027-01-15 at 08:00 UTC, which is 09:00 in Berlin.
        try await scheduler.schedule("job", on: .cron("0 1 9 * * ?", in: "Europe/Berlin"))
        try await fixture.run(scheduler) {
            await fixture.clock.advance(by: .seconds(61))
            try await eventually("it fired") { runs.count == 1 }
        }
        #expect(runs.all == [MemoryFixture.start.advanced(by: .seconds(60))])
    }
}
