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
/// Where that does not come about, since a task has ended or waits for what only the test can give, the clock goes on after
/// `patience` of real time. `withTestScheduler` and `withTestCluster` add conditions by which they know what goes on within
/// their nodes; a job that sleeps by the clock counts as settled there.
public final class VirtualClock: SchedulerClock {
    let state: Mutex<VirtualClockState>
    private let patience: Duration

    /// Creates a clock that stands at a time.
    /// - Parameters:
    ///   - time: Where it stands.
    ///   - patience: How long, in real time, a step of an advance waits for tasks that do not settle. Default 250 ms.
    public init(startingAt time: Timestamp, patience: Duration = .milliseconds(250)) {
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

    /// The time at which the clock stands, looked at from outside: no sign of anybody's work.
    var standsAt: Timestamp { state.withLock(\.now) }

    /// Sleeps until the clock is advanced to `deadline`; returns at once if it stands there or later.
    /// - Throws: `CancellationError` when the task is cancelled.
    public func sleep(until deadline: Timestamp) async throws {
        try Task.checkCancellation()
        let id = state.withLock { $0.makeID() }
        defer { state.withLock { $0.forget(id) } }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                state.withLock { $0.sleep(id, until: deadline, job: VirtualClock.job, continuation) }.run()
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
        let id = state.withLock { $0.makeID() }
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
    /// It is asked often; it must neither wait nor use the clock.
    public func addStepCondition(_ condition: @escaping @Sendable () -> Bool) {
        state.withLock { $0.conditions.append(condition) }
    }

    /// Moves the clock on by a duration, through every deadline on the way.
    public func advance(by duration: Duration) async {
        await advance(to: standsAt.advanced(by: duration))
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
        await settle(expecting: state.withLock(\.loops))
        while let deadline = nextDeadline, deadline <= target, !Task.isCancelled {
            let (woken, loops) = state.withLock { state in
                let loops = state.loops
                return (state.wake(at: deadline), loops)
            }
            woken.run()
            await settle(expecting: loops)
        }
        state.withLock { $0.now = max($0.now, target) }
        await settle(expecting: state.withLock(\.loops))
    }

    /// Waits until the tasks around this clock have gone as far as they can at this time.
    private func settle(expecting loops: Int) async {
        let started = ContinuousClock.now
        var seen = -1
        var quietRounds = 0
        while !Task.isCancelled {
            await Task.yield()
            let (uses, areLoopsAsleep, areJobsAsleep, conditions) = state.withLock {
                ($0.uses, $0.loops >= loops, $0.areJobsAsleep, $0.conditions)
            }
            quietRounds = uses == seen ? quietRounds + 1 : 0
            seen = uses
            guard quietRounds >= VirtualClock.quietRounds else { continue }
            let isReady = areJobsAsleep && conditions.allSatisfy { $0() }
            if isReady, areLoopsAsleep {
                state.withLock { $0.isWaitingInVain = false }
                return
            }
            // Once a condition was waited for in vain, the steps that follow do not wait for it anew.
            let isInVain = !isReady && state.withLock(\.isWaitingInVain)
            guard ContinuousClock.now - started >= (isInVain ? patience / 100 : patience) else { continue }
            if !isReady { state.withLock { $0.isWaitingInVain = true } }
            return
        }
    }

    private static let quietRounds = 16

    // MARK: Jobs

    /// The job that this task belongs to.
    @TaskLocal private static var job: Int?

    /// Runs a job: the clock moves on only while it sleeps by this clock.
    func runJob<Result>(_ body: () async throws -> Result) async rethrows -> Result {
        let job = state.withLock { $0.beginJob() }
        defer { state.withLock { $0.endJob(job) } }
        return try await VirtualClock.$job.withValue(job) { try await body() }
    }
}
