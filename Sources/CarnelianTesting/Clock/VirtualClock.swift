public import Carnelian
public import CarnelianCore
import Synchronization

/// A clock whose time stands still until a test moves it.
///
/// Whoever sleeps by it wakes when `advance(to:)` or `advance(by:)` passes the deadline: at exactly that time, in the order
/// of deadlines, those of one deadline in the order in which they fell asleep.
///
/// Between two deadlines the clock waits until those it woke have settled: until as many tasks sleep by it as did before,
/// nothing is held by `hold()`, and nobody has used the clock for a while (counted in scheduling rounds, not in time). A
/// task that neither sleeps again nor uses the clock cannot be seen; the clock gives it up to `patience` of real time and
/// goes on. What a test must see done is therefore awaited by its effect, or marked by `hold()` while it goes on.
public final class VirtualClock: SchedulerClock {
    let state: Mutex<VirtualClockState>
    private let patience: Duration

    /// Creates a clock that stands at a time.
    /// - Parameters:
    ///   - time: Where it stands.
    ///   - patience: How long, in real time, an advance waits for a woken task that neither sleeps again nor uses the
    ///     clock. Default 20 ms.
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

    /// Marks work that the clock is to wait for: until the hold is released the clock does not move, up to its patience.
    public func hold() -> Hold {
        state.withLock { state in
            state.holds += 1
            state.uses += 1
        }
        return Hold(clock: self)
    }

    /// Moves the clock on by a duration, through every deadline on the way.
    public func advance(by duration: Duration) async {
        await advance(to: state.withLock(\.now).advanced(by: duration))
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
            let (uses, isSettled) = state.withLock { ($0.uses, $0.sleepers.count >= sleepers && $0.holds == 0) }
            quietRounds = uses == seen ? quietRounds + 1 : 0
            seen = uses
            if isSettled, quietRounds >= VirtualClock.quietRounds { return }
            if quietRounds >= VirtualClock.quietRounds, ContinuousClock.now - started >= patience { return }
            if Task.isCancelled { return }
        }
    }

    private static let quietRounds = 40
}

extension VirtualClock {
    /// Work that the clock waits for.
    public struct Hold: Sendable {
        let clock: VirtualClock

        /// Ends the hold; call it once.
        public func release() {
            clock.state.withLock { state in
                state.holds -= 1
                state.uses += 1
            }
        }
    }
}
