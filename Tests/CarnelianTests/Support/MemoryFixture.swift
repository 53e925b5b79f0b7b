import Carnelian
import CarnelianCore
import CarnelianTesting
import Logging
import ServiceLifecycle

/// A store in memory under a clock that stands still, and schedulers on it.
struct MemoryFixture {
    let clock: VirtualClock
    let store: MemoryJobStore
    let logger: Logger

    static let start = Timestamp(milliseconds: 1_800_000_000_000)

    init() {
        clock = VirtualClock(startingAt: MemoryFixture.start)
        store = MemoryJobStore(clock: clock)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        self.logger = logger
    }

    func scheduler(
        _ configuration: Scheduler.Configuration = .init(), on store: (any JobStore)? = nil,
        @JobsBuilder jobs: () throws -> [JobRegistration]
    ) throws -> Scheduler {
        try Scheduler(store: store ?? self.store, configuration: configuration, logger: logger, jobs: jobs)
    }

    /// Runs schedulers while `body` runs, then shuts them down gracefully and waits for their end.
    func run(_ schedulers: Scheduler..., body: () async throws -> Void) async throws {
        let group = ServiceGroup(services: schedulers, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            do {
                try await body()
            } catch {
                tasks.cancelAll()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    /// A one-shot trigger of a job, due after a time.
    func trigger(_ name: String, of job: JobKey, after delay: Duration = .zero, data: JobDataMap = [:]) -> Trigger {
        Trigger(
            key: TriggerKey(name), job: job, kind: .simple(SimpleTrigger()),
            startTime: MemoryFixture.start.advanced(by: delay), data: data
        )
    }
}
