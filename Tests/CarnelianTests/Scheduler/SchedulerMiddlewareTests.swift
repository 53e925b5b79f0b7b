import Carnelian
import CarnelianCore
import TestSupport
import Testing

/// Code around executions.
@Suite(.timeLimit(.minutes(5))) struct SchedulerMiddlewareTests {
    struct Mark: JobMiddleware {
        let name: String
        let trace: Recorder<String>

        func execute(_ context: JobContext, next: (JobContext) async throws -> Void) async throws {
            trace.record("\(name) in")
            try await next(context)
            trace.record("\(name) out")
        }
    }

    struct Veto: JobMiddleware {
        func execute(_ context: JobContext, next: (JobContext) async throws -> Void) async throws {
            throw VetoedFire("closed on Mondays")
        }
    }

    struct Broken: JobMiddleware {
        struct Fault: Error {}
        let isBefore: Bool

        func execute(_ context: JobContext, next: (JobContext) async throws -> Void) async throws {
            if isBefore { throw Fault() }
            try await next(context)
            throw Fault()
        }
    }

    private func outcomes(
        _ middleware: [any JobMiddleware], runs: Recorder<String>
    ) async throws -> (outcomes: [ExecutionOutcome], leftFires: Int) {
        let fixture = MemoryFixture()
        let scheduler = try fixture.scheduler(.init(middleware: middleware)) {
            JobRegistration("job") { _ in runs.record("job") }
        }
        let events = scheduler.events()
        let ended = Recorder<ExecutionOutcome>()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for await case .completed(_, let outcome) in events { ended.record(outcome) }
            }
            try await fixture.run(scheduler) {
                try await scheduler.schedule("job", on: .now)
                try await eventually("the execution ended") { ended.count == 1 }
            }
            try await group.waitForAll()
        }
        return (ended.all, try await scheduler.fireInstances().count)
    }

    @Test func theFirstIsTheOutermost() async throws {
        let trace = Recorder<String>()
        let result = try await outcomes([Mark(name: "a", trace: trace), Mark(name: "b", trace: trace)], runs: trace)
        #expect(trace.all == ["a in", "b in", "job", "b out", "a out"])
        guard case .succeeded = result.outcomes.first else {
            Issue.record("\(result.outcomes)")
            return
        }
    }

    @Test func aVetoEndsTheFireWithoutTheJob() async throws {
        let runs = Recorder<String>()
        let result = try await outcomes([Veto()], runs: runs)
        guard case .vetoed(let veto) = result.outcomes.first else {
            Issue.record("\(result.outcomes)")
            return
        }
        #expect(veto.reason == "closed on Mondays")
        #expect(runs.count == 0)
        #expect(result.leftFires == 0)
    }

    @Test(arguments: [true, false])
    func aMiddlewareThatThrowsNeverLeavesAFireUnfinished(isBefore: Bool) async throws {
        let runs = Recorder<String>()
        let result = try await outcomes([Broken(isBefore: isBefore)], runs: runs)
        guard case .failed(let error) = result.outcomes.first else {
            Issue.record("\(result.outcomes)")
            return
        }
        #expect(error is Broken.Fault)
        #expect(runs.count == (isBefore ? 0 : 1))
        #expect(result.leftFires == 0)
    }
}
