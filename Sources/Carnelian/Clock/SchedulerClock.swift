public import CarnelianCore

/// The one clock of a store: tells the time and sleeps by it.
public protocol SchedulerClock: Sendable {
    /// The time now.
    func now() -> Timestamp

    /// Returns at or after `deadline`, or at once if it has passed.
    /// - Throws: `CancellationError` when the task is cancelled.
    func sleep(until deadline: Timestamp) async throws
}

extension SchedulerClock {
    /// Sleeps for a duration by this clock.
    /// - Throws: `CancellationError` when the task is cancelled.
    public func sleep(for duration: Duration) async throws {
        try await sleep(until: now().advanced(by: duration))
    }
}
