import Carnelian
import CarnelianCore
import CarnelianPostgres
import LibPQ
import Synchronization
import TestSupport
import Testing

/// An execution ends because another node asks for it, through the tables.
@Suite(.timeLimit(.minutes(5))) struct InterruptTests {
    /// A node's job that runs until its task is cancelled.
    private final class Work: Sendable {
        private let counts = Mutex((started: 0, ended: 0))
        var started: Int { counts.withLock { $0.started } }
        var ended: Int { counts.withLock { $0.ended } }

        func run() async {
            counts.withLock { $0.started += 1 }
            let (never, keep) = AsyncStream.makeStream(of: Void.self)
            for await _ in never {}
            withExtendedLifetime(keep) {}
            counts.withLock { $0.ended += 1 }
        }
    }

    private func scheduler(
        _ name: InstanceID, on store: PostgresJobStore, _ work: Work? = nil
    ) throws -> Scheduler {
        try Scheduler(
            store: store, configuration: .init(instanceID: name, checkInInterval: .seconds(60)),
            logger: PostgresFixture.quiet
        ) {
            if let work {
                JobRegistration("tests.work") { _ in
                    await work.run()
                    try Task.checkCancellation()
                }
            }
        }
    }

    /// Runs node `a`, which executes the job, and node `b`, each with a store of its own that listens if it may.
    private func twoNodes(
        notifications: Bool, _ body: (PostgresFixture, Scheduler, Work) async throws -> Void
    ) async throws {
        try await PostgresFixture.run {
            $0.usesNotifications = notifications
        } _: { fixture in
            let other = try fixture.anotherStore()
            let work = Work()
            let a = try scheduler("a", on: fixture.store, work)
            let b = try scheduler("b", on: other)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await fixture.store.run() }
                group.addTask { try await other.run() }
                group.addTask { try await a.run() }
                group.addTask { try await b.run() }
                defer { group.cancelAll() }
                try await eventually("both nodes run") { a.status == .running && b.status == .running }
                try await b.schedule(
                    .sample("j", recovers: true), [.sample("t", of: "j", at: b.store.clock.now().milliseconds)])
                try await eventually("the job runs on a") { work.started == 1 }
                try await body(fixture, b, work)
            }
            await other.close()
        }
    }

    @Test func anotherNodeEndsIt() async throws {
        try await twoNodes(notifications: true) { fixture, b, work in
            try await eventually("node a listens") {
                try await fixture.value(
                    "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()"
                ) == "2"
            }
            let asked = ContinuousClock.now
            let result = try await b.interrupt(JobKey("j"))
            #expect(result.asked.map(\.instance) == ["a"])
            // A check-in would come after a minute.
            try await eventually("the job is cancelled") { work.ended == 1 }
            #expect(ContinuousClock.now - asked < .seconds(30))
            try await eventually("the execution is over") { try await b.fireInstances().isEmpty }
            #expect(try await b.state(of: TriggerKey("t")) == .waiting)
            let rows = try await fixture.rows("SELECT sched_name, requested_by FROM carnelian_interrupts")
            #expect(rows == [["test", "b"]], "the request goes at a check-in, not with the completion")
            let now = b.store.clock.now()
            let sign = CheckIn(
                instance: "b", now: now, interval: .seconds(60), grace: .seconds(60), previous: now
            )
            #expect(try await b.store.checkIn(sign).interrupted.isEmpty)
            #expect(try await fixture.value("SELECT count(*) FROM carnelian_interrupts") == "0")
            #expect(try await b.triggers(matching: .group(.equals(RecoveredFire.group))).isEmpty)
        }
    }

    @Test func withoutNotificationsACheckInTells() async throws {
        try await twoNodes(notifications: false) { fixture, b, work in
            let fire = try #require(try await b.currentlyExecuting().first)
            #expect(try await b.interrupt(fire.id).asked == [fire])
            let now = b.store.clock.now()
            let sign = CheckIn(
                instance: "a", now: now, interval: .seconds(60), grace: .seconds(60), previous: now
            )
            #expect(try await fixture.store.checkIn(sign).interrupted == [fire.id])
            #expect(try await fixture.store.interruptRequests(for: "a") == [fire.id])
            #expect(try await fixture.store.interruptRequests(for: "b").isEmpty)
            #expect(work.ended == 0, "nobody told the node")
        }
    }

    @Test func aJavaNodesExecutionIsRefusedByName() async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.sql.execute(
                """
                INSERT INTO qrtz_scheduler_state VALUES ('test', 'java-1', 1900000000000, 7500);
                INSERT INTO qrtz_fired_triggers VALUES ('test', 'java-1x', 't', 'DEFAULT', 'java-1', 0, 0, 5, 'EXECUTING',
                    'j', 'DEFAULT', false, false)
                """
            )
            for target in [InterruptTarget.job(JobKey("j")), .fire(FireInstanceID(rawValue: "java-1x"))] {
                let error = await #expect(throws: CarnelianError.self) {
                    try await fixture.store.requestInterrupt(target, by: "test")
                }
                #expect(error?.code == .unsupported)
                #expect(error?.message.contains("java-1") == true)
            }
            #expect(try await fixture.value("SELECT count(*) FROM carnelian_interrupts") == "0")

            // Beside an execution that can be asked, it is only told.
            let now = fixture.store.clock.now()
            _ = try await fixture.store.checkIn(
                CheckIn(instance: "swift", now: now, interval: .seconds(7), grace: .seconds(7), previous: nil)
            )
            try await fixture.sql.execute(
                """
                INSERT INTO qrtz_fired_triggers VALUES ('test', 'swift1', 't2', 'DEFAULT', 'swift', 0, 0, 5, 'EXECUTING',
                    'j', 'DEFAULT', false, false)
                """
            )
            let result = try await fixture.store.requestInterrupt(.job(JobKey("j")), by: "test")
            #expect(result.asked.map(\.id.rawValue) == ["swift1"])
            #expect(result.unreachable.map(\.instance) == ["java-1"])
        }
    }
}
