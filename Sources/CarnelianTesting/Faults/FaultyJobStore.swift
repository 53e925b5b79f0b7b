public import Carnelian
public import CarnelianCore
import ServiceLifecycle
import Synchronization

/// A store that fails on request: chosen verbs, before or after they took effect, a number of times or until told.
///
/// A fault before the verb is an outage: nothing happened. A fault after it is an unknown outcome: the change stands, the
/// caller hears of an error. A stalled store answers nothing until it goes on, as a node that is paused sees it.
public final class FaultyJobStore: JobStore {
    /// What can fail: the verbs of `JobStore`, reads of the catalog together.
    public enum Verb: String, Sendable, Hashable, CaseIterable {
        /// `open()`.
        case open
        /// Storing, replacing, removing, pausing, resuming, resetting; calendars too.
        case change
        /// Reading jobs, triggers, calendars, paused groups, nodes and fire instances.
        case read
        /// `nextDueTime(for:)`.
        case nextDueTime
        /// `turn(_:)`.
        case turn
        /// `release(_:by:)`.
        case release
        /// `complete(_:)`.
        case complete
        /// `giveBackMisfired(_:by:at:threshold:)`.
        case giveBackMisfired
        /// `sweepMisfires(_:)`.
        case sweepMisfires
        /// `checkIn(_:)`.
        case checkIn
        /// `recover(_:by:)`.
        case recover
        /// `leave(_:)`.
        case leave
    }

    /// When a verb fails.
    public enum Moment: Sendable, Hashable {
        /// Before it does anything.
        case before
        /// After it did everything.
        case after
    }

    /// What a fault throws unless told otherwise: the store cannot be reached.
    public static let outage = CarnelianError(.storeUnavailable, "the store fails on request")

    /// The cluster's name.
    public var schedulerName: String { store.schedulerName }
    /// The store's clock.
    public var clock: any SchedulerClock { store.clock }

    private let store: any JobStore
    private let faults = Mutex(FaultPlan())

    /// Wraps a store; everything works until told otherwise.
    public init(_ store: any JobStore) {
        self.store = store
    }

    /// Lets the next calls of a verb fail, after those that were planned before.
    /// - Parameters:
    ///   - verb: The verb.
    ///   - moment: Before or after it takes effect.
    ///   - times: How many calls fail. Default 1.
    ///   - error: What is thrown.
    public func fail(
        _ verb: Verb, _ moment: Moment = .before, times: Int = 1, with error: CarnelianError = FaultyJobStore.outage
    ) {
        faults.withLock { $0.plan(verb, moment, times: times, error) }
    }

    /// Whether every verb fails before it takes effect.
    public var isDown: Bool {
        get { faults.withLock(\.isDown) }
        set { faults.withLock { $0.isDown = newValue } }
    }

    /// Lets every verb wait from now on, until `unstall()`.
    public func stall() {
        faults.withLock { $0.isStalled = true }
    }

    /// Lets the verbs that wait, and all others, go on.
    public func unstall() {
        for waiter in faults.withLock({ $0.unstall() }) { waiter.resume() }
    }

    /// How often a verb was called, failures included.
    public func calls(of verb: Verb) -> Int {
        faults.withLock { $0.calls[verb, default: 0] }
    }

    /// Runs the wrapped store.
    public func run() async throws {
        try await store.run()
    }

    /// The wrapped store's hints; none come while the store is down.
    public func signals() -> AsyncStream<StoreSignal> {
        store.signals()
    }

    func call<Result>(_ verb: Verb, _ body: (any JobStore) async throws -> Result) async throws -> Result {
        let fault = faults.withLock { $0.next(verb) }
        try await waitWhileStalled()
        if let fault, fault.moment == .before { throw fault.error }
        if isDown { throw FaultyJobStore.outage }
        let result = try await body(store)
        if let fault { throw fault.error }
        return result
    }

    /// Waits for the end of a stall; a call that is cancelled meanwhile never reaches the store.
    private func waitWhileStalled() async throws {
        let id = faults.withLock { $0.makeWaiterID() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                faults.withLock { $0.wait(id, continuation, isCancelled: Task.isCancelled) }?.resume()
            }
        } onCancel: {
            faults.withLock { $0.giveUp(id) }?.resume(throwing: CancellationError())
        }
    }
}
