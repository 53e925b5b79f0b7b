import Carnelian
import CarnelianCore
import CarnelianTesting
import Synchronization
import Testing

private struct Remind: Job {
    static let type: JobType = "tests.remind"

    struct Parameters: Codable, Sendable {
        var name: String
    }

    let record: Record

    func execute(_ parameters: Parameters, in context: JobContext) async throws {
        record.add("\(parameters.name) \(context.scheduledFireTime) \(context.fireTime == context.scheduledFireTime)")
    }
}

@Suite struct TestSchedulerTests {
    @Test func firesAtLocalTimeAcrossTheSpringClockChange() async throws {
        let record = Record()
        try await withTestScheduler(startingAt: "2026-03-27T12:00:00+01:00") {
            Remind(record: record)
        } perform: { scheduler, clock in
            try await scheduler.schedule(
                Remind.self, with: .init(name: "ada"), on: .cron("0 0 9 ? * MON-FRI", in: "Europe/Berlin")
            )
            try await clock.advance(to: "2026-03-31T12:00:00+02:00")
        }
        #expect(record.all == ["ada 2026-03-30T07:00:00.000Z true", "ada 2026-03-31T07:00:00.000Z true"])
    }

    @Test func everyFireOfADayHasRunWhenAdvanceReturns() async throws {
        let record = Record()
        try await withTestScheduler(startingAt: "2026-01-05T00:00:00Z") {
            Remind(record: record)
        } perform: { scheduler, clock in
            try await scheduler.schedule(
                Remind.self, with: .init(name: "x"), on: .every(.seconds(600), startingAt: clock.now())
            )
            for hour in 1...24 {
                await clock.advance(by: .seconds(3_600))
                #expect(record.all.count == hour * 6 + 1)
            }
        }
        #expect(record.all.allSatisfy { $0.hasSuffix("true") })
    }

    @Test func aJobMaySleepByTheClock() async throws {
        let record = Record()
        let box = ClockBox()
        try await withTestScheduler(startingAt: "2026-01-05T00:00:00Z") {
            JobRegistration("tests.nap") { context in
                try await box.clock?.sleep(for: .seconds(90))
                record.add("\((box.clock?.now().milliseconds ?? 0) - context.fireTime.milliseconds)")
            }
        } perform: { scheduler, clock in
            box.clock = clock
            let job = JobDetail(key: JobKey("nap"), type: "tests.nap")
            try await scheduler.schedule(
                job,
                [
                    Trigger(
                        key: TriggerKey("t"), job: job.key, kind: .every(.seconds(60), times: 3), startTime: clock.now()
                    )
                ]
            )
            await clock.advance(by: .seconds(89))
            #expect(record.all == [])
            await clock.advance(by: .seconds(121))
            #expect(record.all == ["90000", "90000", "90000"])
        }
    }

    @Test func aJobThatOnlyTheTestCanEndDoesNotHoldTheClockForEver() async throws {
        let record = Record()
        let gate = AsyncStream<Void>.makeStream()
        try await withTestScheduler(startingAt: "2026-01-05T00:00:00Z") {
            JobRegistration("tests.wait") { _ in
                for await _ in gate.stream { break }
                record.add("ended")
            }
        } perform: { scheduler, clock in
            let job = JobDetail(key: JobKey("wait"), type: "tests.wait")
            try await scheduler.schedule(
                job, [Trigger(key: TriggerKey("t"), job: job.key, kind: .once, startTime: clock.now())]
            )
            await clock.advance(by: .seconds(600))
            #expect(record.all == [])
            gate.continuation.yield()
            await clock.advance(by: .seconds(1))
            #expect(record.all == ["ended"])
        }
    }

    @Test func theTestsResultAndErrorComeThrough() async throws {
        let answer = try await withTestScheduler(startingAt: "2026-01-05T00:00:00Z") {
        } perform: { scheduler, _ in
            scheduler.status.rawValue
        }
        #expect(answer == "running")
        await #expect(throws: JobFailure.self) {
            try await withTestScheduler(startingAt: "2026-01-05T00:00:00Z") {
            } perform: { _, _ in
                throw JobFailure(.nothing)
            }
        }
        let error = await #expect(throws: CarnelianError.self) {
            try await withTestScheduler(startingAt: "noon") {
            } perform: { _, _ in
            }
        }
        #expect(error?.code == .invalidSyntax)
    }

    @Test func aConfigurationThatContradictsItselfIsAnError() async throws {
        let error = await #expect(throws: CarnelianError.self) {
            try await withTestScheduler(
                startingAt: "2026-01-05T00:00:00Z", configuration: .init(maxConcurrentJobs: 0)
            ) {
            } perform: { _, _ in
            }
        }
        #expect(error?.code == .invalidValue)
    }
}

private final class ClockBox: Sendable {
    private let stored = Mutex<VirtualClock?>(nil)
    var clock: VirtualClock? {
        get { stored.withLock { $0 } }
        set { stored.withLock { $0 = newValue } }
    }
}
