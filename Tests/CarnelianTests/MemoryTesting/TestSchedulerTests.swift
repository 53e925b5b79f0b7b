import Carnelian
import CarnelianCore
import CarnelianTesting
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
