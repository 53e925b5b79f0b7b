import Carnelian
import CarnelianCore
import CarnelianPostgres
import TestSupport
import Testing

/// Whatever the code around a job does, its fire ends: no fire instance is left, and the trigger goes on.
@Suite(.timeLimit(.minutes(5))) struct ThrowingMiddlewareTests {
    struct Fault: Error {}

    enum Manner: CaseIterable, Sendable {
        case vetoes, throwsBefore, throwsAfter, throwsWithoutEnd
    }

    struct Around: JobMiddleware {
        let manner: Manner

        func execute(_ context: JobContext, next: (JobContext) async throws -> Void) async throws {
            switch manner {
            case .vetoes: throw VetoedFire("not today")
            case .throwsBefore: throw Fault()
            case .throwsAfter:
                try await next(context)
                throw Fault()
            case .throwsWithoutEnd: throw CancellationError()
            }
        }
    }

    @Test(arguments: Manner.allCases, [true, false])
    func theFireEnds(manner: Manner, isExclusive: Bool) async throws {
        try await PostgresFixture.run { fixture in
            let scheduler = try Scheduler(
                store: fixture.store, configuration: .init(instanceID: "a", middleware: [Around(manner: manner)]),
                logger: PostgresFixture.quiet
            ) {
                JobRegistration("tests.work") { _ in }
            }
            let now = scheduler.store.clock.now().milliseconds
            var once = Trigger.sample("once", of: "j", at: now)
            once.kind = .once
            // Due in an hour: blocked while the exclusive job runs, and free again after it.
            let later = Trigger.sample("later", of: "j", at: now + 3_600_000)
            try await scheduler.schedule(
                jobs: [.sample("j", exclusive: isExclusive)], triggers: [once, .sample("t", of: "j", at: now), later]
            )
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await scheduler.run() }
                defer { group.cancelAll() }
                try await eventually("both have fired") {
                    let isOnceGone = try await !scheduler.exists(once.key)
                    let left = try await scheduler.trigger(TriggerKey("t"))
                    return isOnceGone && left?.trigger.previousFireTime != nil
                }
                try await eventually("their executions are over") {
                    try await fixture.value("SELECT count(*) FROM qrtz_fired_triggers") == "0"
                }
                #expect(try await scheduler.state(of: TriggerKey("t")) == .waiting)
                #expect(try await scheduler.state(of: later.key) == .waiting)
            }
        }
    }
}
