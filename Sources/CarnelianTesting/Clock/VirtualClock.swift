public import Carnelian
public import CarnelianCore
import Synchronization

/// A clock whose time stands still until a test moves it.
///
/// Whoever sleeps by it wakes when `advance(to:)` or `advance(by:)` passes the deadline: at exactly that time, in the order
/// of deadlines, those of one deadline in the order in which they fell asleep.
///
/// Between two deadlines the clock waits until those it woke have settled: until as many tasks sleep by it as did before,
/// every step condition holds, and nobody has used the clock for a while (counted in scheduling rounds, not in time).
/// Where that does not come about, since a task has ended or waits for something else, the clock goes on after `patience`
/// of real time. `withTestScheduler` adds the condition that the scheduler has nothing left to run or to record.
public final class VirtualClock: SchedulerClock {
    let state: Mutex<VirtualClockState>
    private let patience: Duration

    /// Creates a clock that stands at a time.
    /// - Parameters:
    ///   - time: Where it stands.
    ///   - patience: How long, in real time, a step of an advance waits for tasks that do not settle. Default 20 ms.
    public init(startingAt time: Timestamp, patience: Duration = .milliseconds(20)) {
        self.state = Mutex(VirtualClockState(now: time))
        self.patience = patience
    }

    /// The time at which the clock stands.
    public func now() -> Timestamp {
        state.withLock { state in
            state.uses += 1
            return state.now
        }
    }

    /// Sleeps until the clock is advanced to `deadline`; returns at once if it stands there or later.
    /// - Throws: `CancellationError` when the task is cancelled.
    public func sleep(until deadline: Timestamp) async throws {
        try Task.checkCancellation()
        let id = state.withLock { $0.makeSleeperID() }
        defer { state.withLock { $0.forget(id) } }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                state.withLock { $0.sleep(id, until: deadline, continuation) }.run()
            }
        } onCancel: {
            state.withLock { $0.cancel(id) }.run()
        }
    }

    /// How many tasks sleep by this clock.
    public var sleepers: Int {
        state.withLock { $0.sleepers.count }
    }

    /// The earliest time at which a task wakes; nil if none sleeps.
    public var nextDeadline: Timestamp? {
        state.withLock { $0.earliest }
    }

    /// Waits until at least `count` tasks sleep by this clock.
    /// - Throws: `CancellationError` when the task is cancelled.
    public func waitForSleepers(count: Int) async throws {
        let id = state.withLock { $0.makeSleeperID() }
        defer { state.withLock { $0.forget(id) } }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                state.withLock { $0.wait(id, for: count, continuation) }.run()
            }
        } onCancel: {
            state.withLock { $0.cancel(id) }.run()
        }
    }

    /// Adds a condition: between two deadlines the clock waits until it holds, up to its patience.
    ///
    /// It is asked often and must not wait.
    public func addStepCondition(_ condition: @escaping @Sendable () -> Bool) {
        state.withLock { $0.conditions.append(condition) }
    }

    /// Moves the clock on by a duration, through every deadline on the way.
    public func advance(by duration: Duration) async {
        await advance(to: state.withLock(\.now).advanced(by: duration))
    }

    /// Moves the clock on to a time that a text names, such as `2026-03-31T12:00:00+02:00`, through every deadline on the way.
    /// - Throws: `CarnelianError` with code `.invalidSyntax` if the text is no ISO 8601 time with a zone.
    public func advance(to time: TestTime) async throws {
        await advance(to: try time.timestamp)
    }

    /// Moves the clock on to a time, through every deadline on the way; a time that has passed only lets tasks settle.
    ///
    /// Call it from one task at a time.
    public func advance(to target: Timestamp) async {
        await settle(expecting: sleepers)
        while let deadline = nextDeadline, deadline <= target, !Task.isCancelled {
            let (woken, expected) = state.withLock { state in
                let expected = state.sleepers.count
                return (state.wake(at: deadline), expected)
            }
            woken.run()
            await settle(expecting: expected)
        }
        state.withLock { $0.now = max($0.now, target) }
        await settle(expecting: sleepers)
    }

    /// Waits until the tasks around this clock have gone as far as they can at this time.
    private func settle(expecting sleepers: Int) async {
        let started = ContinuousClock.now
        var seen = -1
        var quietRounds = 0
        while true {
            await Task.yield()
            let (uses, areAsleep, conditions) = state.withLock {
                ($0.uses, $0.sleepers.count >= sleepers, $0.conditions)
            }
            quietRounds = uses == seen ? quietRounds + 1 : 0
            seen = uses
            if Task.isCancelled { return }
            guard quietRounds >= VirtualClock.quietRounds else { continue }
            if areAsleep, conditions.allSatisfy({ $0() }) { return }
            if ContinuousClock.now - started >= patience { return }
        }
    }

    private static let quietRounds = 16
}
