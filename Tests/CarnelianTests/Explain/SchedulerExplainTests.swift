import Carnelian
import CarnelianCore
import CarnelianTesting
import TestSupport
import Testing

/// The explanation on a store in memory, with nodes that check in.
@Suite(.timeLimit(.minutes(2))) struct SchedulerExplainTests {
    private struct Report: Job {
        static let type: JobType = "report"
        func execute(_ parameters: NoParameters, in context: JobContext) async throws {}
    }

    @Test func nodesSayWhatTheyHaveAndWhetherTheyAcquire() async throws {
        let fixture = MemoryFixture()
        let scheduler = try fixture.scheduler(.init(instanceID: "a", maxConcurrentJobs: 3)) { Report() }
        let job = JobDetail(key: JobKey("j"), type: "report")
        try await fixture.store.store(
            jobs: [job], triggers: [fixture.trigger("t", of: job.key, after: .seconds(3_600))], onConflict: .fail)
        try await scheduler.pause(.trigger(TriggerKey("t")))
        #expect(try await scheduler.explain(TriggerKey("t")).reasons.map(\.code) == [.paused, .noLiveNode])
        scheduler.standby()
        try await fixture.run(scheduler) {
            try await eventually("the node checks in") { try await !fixture.store.nodes().isEmpty }
            let profile = NodeProfile(
                jobTypes: ["report"], maxConcurrentJobs: 3, isAcquiring: false, misfireThreshold: .seconds(60))
            #expect(try await fixture.store.nodes().map(\.profile) == [profile])
            #expect(try await scheduler.explain(TriggerKey("t")).reasons.map(\.code) == [.paused, .nodesInStandby])
            #expect(try await scheduler.explain(TriggerKey("u")).reasons == [.notFound(TriggerKey("u"))])
        }
        await #expect(throws: CarnelianError.self) { try await scheduler.explain(TriggerKey("t"), count: -1) }
    }

    @Test func countsWhatIsDueBefore() async throws {
        let fixture = MemoryFixture()
        let job = JobDetail(key: JobKey("j"), type: "report")
        var urgent = fixture.trigger("urgent", of: job.key, after: .seconds(10))
        urgent.priority = 9
        try await fixture.store.store(
            jobs: [job],
            triggers: [
                fixture.trigger("first", of: job.key), urgent, fixture.trigger("t", of: job.key, after: .seconds(10)),
                fixture.trigger("equal", of: job.key, after: .seconds(10)),
            ], onConflict: .fail)
        #expect(try await fixture.store.facts(about: TriggerKey("t")).dueBefore == 2)
    }
}
