import Carnelian
import CarnelianCore
import CarnelianPostgres
import LibPQ
import Logging
import Synchronization
import TestSupport
import Testing

/// A healthy cluster gives no finding, however busy; a large one is examined quickly.
@Suite struct DoctorBusyTests {
    private struct Work: Job {
        static let type: JobType = "tests.work"
        let runs: Counter

        func execute(_ parameters: NoParameters, in context: JobContext) async throws {
            runs.add()
        }
    }

    private final class Counter: Sendable {
        private let value = Mutex(0)
        var count: Int { value.withLock { $0 } }
        func add() { value.withLock { $0 += 1 } }
    }

    /// Two nodes, triggers that fire ten times a second, exclusive jobs with several triggers among them.
    @Test func aBusyClusterIsHealthy() async throws {
        try await PostgresFixture.run { fixture in
            let runs = Counter()
            var jobs: [JobDetail] = []
            var triggers: [Trigger] = []
            for number in 0..<20 {
                jobs.append(.sample("j\(number)", durable: true, exclusive: number % 2 == 0))
                for copy in 0..<3 {
                    triggers.append(
                        Trigger(
                            key: TriggerKey("t\(number)-\(copy)"), job: JobKey("j\(number)"),
                            kind: .simple(SimpleTrigger(repeatCount: SimpleTrigger.forever, interval: 100)),
                            startTime: fixture.store.clock.now()))
                }
            }
            try await fixture.store.store(jobs: jobs, triggers: triggers, onConflict: .fail)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for name in ["a", "b"] {
                    let store = try fixture.anotherStore()
                    let scheduler = try Scheduler(
                        store: store, configuration: configuration(name), logger: PostgresFixture.quiet
                    ) { Work(runs: runs) }
                    group.addTask { try await store.run() }
                    group.addTask {
                        try await scheduler.run()
                        await store.close()
                    }
                }
                try await eventually("both nodes fire") {
                    let nodes = try await fixture.value("SELECT count(*) FROM qrtz_scheduler_state")
                    return nodes == "2" && runs.count > 100
                }
                for _ in 0..<5 {
                    let before = runs.count
                    let found = try await fixture.doctor().diagnose().findings
                    #expect(found.isEmpty, "\(found)")
                    #expect(try await fixture.doctor().repair().isEmpty)
                    try await eventually("they go on firing") { runs.count > before }
                }
                group.cancelAll()
                do { while try await group.next() != nil {} } catch is CancellationError {}
            }
        }
    }

    private func configuration(_ name: String) -> Scheduler.Configuration {
        var configuration = Scheduler.Configuration()
        configuration.instanceID = InstanceID(rawValue: name)
        configuration.shutdownTimeout = .zero
        return configuration
    }

    /// A hundred thousand triggers, half of them cron, with as many jobs, nothing analyzed.
    @Test func aLargeClusterIsExaminedQuickly() async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.storeHealthy()
            try await fixture.sql.execute(
                """
                DELETE FROM qrtz_scheduler_state;
                INSERT INTO qrtz_job_details SELECT 'test', 'j' || i, 'many', NULL, 'tests.work', true, false, false,
                    false, NULL FROM generate_series(1, 100000) i;
                INSERT INTO qrtz_triggers SELECT 'test', 't' || i, 'many', 'j' || i, 'many', NULL,
                    1900000000000 + i, -1, 5, 'WAITING', CASE i % 2 WHEN 0 THEN 'SIMPLE' ELSE 'CRON' END,
                    1900000000000, 0, NULL, 0 FROM generate_series(1, 100000) i;
                INSERT INTO qrtz_simple_triggers SELECT 'test', 't' || i, 'many', -1, 60000, 0
                    FROM generate_series(2, 100000, 2) i;
                INSERT INTO qrtz_cron_triggers SELECT 'test', 't' || i, 'many', '0 ' || i % 60 || ' 3 * * ?', 'UTC'
                    FROM generate_series(1, 99999, 2) i
                """)
            let start = ContinuousClock.now
            let found = try await fixture.doctor().diagnose().findings
            let took = ContinuousClock.now - start
            #expect(found.isEmpty, "\(found.prefix(5))")
            // Five seconds in a debug build on an idle machine; tests share theirs.
            #expect(took < .seconds(90), "\(took)")
        }
    }
}
