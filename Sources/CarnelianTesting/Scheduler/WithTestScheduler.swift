public import Carnelian
import CarnelianCore
public import Logging
import ServiceLifecycle

/// Runs a scheduler in memory, on a clock that stands still until the test moves it; stops it when `body` returns.
///
/// ```swift
/// try await withTestScheduler(startingAt: "2026-03-27T12:00:00+01:00") {
///     SendReminder(mailer: mailer)
/// } perform: { scheduler, clock in
///     try await scheduler.schedule(SendReminder.self, with: invoice, on: .cron("0 0 9 ? * MON-FRI", in: "Europe/Berlin"))
///     try await clock.advance(to: "2026-03-31T12:00:00+02:00")
///     #expect(mailer.sent.count == 2)
/// }
/// ```
///
/// The clock moves from one deadline to the next and waits each time until the scheduler has run what is due and recorded
/// its end, so that all jobs of the time that passed have run when `advance` returns, unless one waits for something that
/// only the test or the clock can give.
/// - Parameters:
///   - time: Where the clock starts.
///   - configuration: The node's sizes and times. Default: Carnelian's, with check-ins and polls as rare as they may be, so
///     that days pass quickly.
///   - logger: Receives the scheduler's log. Default: nobody does.
///   - jobs: What the scheduler runs.
///   - body: The test; its result is returned.
/// - Throws: What `body` throws, and `CarnelianError` if time or configuration are wrong.
public func withTestScheduler<Result>(
    startingAt time: TestTime,
    configuration: Scheduler.Configuration = .forVirtualTime,
    logger: Logger = .silent,
    @JobsBuilder jobs: () throws -> [JobRegistration],
    perform body: (Scheduler, VirtualClock) async throws -> Result
) async throws -> Result {
    let clock = VirtualClock(startingAt: try time.timestamp, patience: .seconds(10))
    let store = MemoryJobStore(clock: clock)
    let executions = VirtualTimeExecutions(clock)
    var configuration = configuration
    configuration.middleware.insert(executions, at: 0)
    let scheduler = try Scheduler(store: store, configuration: configuration, logger: logger, jobs: jobs)
    return try await withThrowingTaskGroup(of: Void.self) { group in
        defer { group.cancelAll() }
        let events = scheduler.events()
        group.addTask { try await scheduler.run() }
        await events.waitForStart()
        clock.addStepCondition { executions.areSettled(on: scheduler) }
        return try await body(scheduler, clock)
    }
}

extension Scheduler.Configuration {
    /// The default configuration, with check-ins and polls as rare as they may be: a virtual clock stops at each.
    public static var forVirtualTime: Scheduler.Configuration {
        Scheduler.Configuration(
            instanceID: "test", checkInInterval: .seconds(25), checkInGrace: .seconds(5), pollInterval: .seconds(600)
        )
    }
}

extension Logger {
    /// Drops everything.
    public static var silent: Logger {
        Logger(label: "carnelian.test") { _ in SwiftLogNoOpLogHandler() }
    }
}

extension AsyncStream<SchedulerEvent> {
    /// Returns when the scheduler whose events these are runs, or has ended without.
    func waitForStart() async {
        for await event in self {
            if case .status(.running) = event { return }
        }
    }
}
