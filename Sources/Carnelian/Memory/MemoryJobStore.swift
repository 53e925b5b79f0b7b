import CarnelianCore
import ServiceLifecycle
import Synchronization

/// A job store in this process's memory: the embedded default, gone with the process.
///
/// Any number of schedulers may share one store; they form a cluster, as nodes on one database do. It keeps every
/// guarantee of `JobStore`, and other stores are measured against it.
public final class MemoryJobStore: JobStore {
    /// The cluster's name.
    public let schedulerName: String
    /// The one clock by which due, misfire and liveness decisions are made.
    public let clock: any SchedulerClock

    private let misfireThreshold: Duration
    private let state: Mutex<MemoryJobStoreState>
    private let subscribers = StoreSubscribers()

    /// Creates an empty store.
    /// - Parameters:
    ///   - schedulerName: The cluster's name.
    ///   - clock: Tells the time to every node of this store.
    ///   - misfireThreshold: How late a fire may be when its trigger is resumed before it counts as missed. Default 60 s.
    public init(
        schedulerName: String = "carnelian", clock: any SchedulerClock = SystemClock(),
        misfireThreshold: Duration = .seconds(60)
    ) {
        self.schedulerName = schedulerName
        self.clock = clock
        self.misfireThreshold = misfireThreshold
        self.state = Mutex(MemoryJobStoreState(firstSequence: clock.now().milliseconds))
    }

    /// Waits for the graceful shutdown; the store itself has nothing to run.
    public func run() async throws {
        try await gracefulShutdown()
    }

    /// Nothing to prepare.
    public func open() async throws {}

    /// Hints to look again; each call is a subscription of its own.
    public func signals() -> AsyncStream<StoreSignal> {
        subscribers.subscribe()
    }

    /// Runs one verb as one transaction, then sends the hints that follow from it.
    func write<Result: Sendable>(_ body: (inout MemoryJobStoreState) throws -> Result) rethrows -> Result {
        let (result, news) = try state.withLock { state in
            state.news = StoreNews()
            let result = try body(&state)
            return (result, state.news)
        }
        subscribers.send(news)
        return result
    }

    func read<Result: Sendable>(_ body: (MemoryJobStoreState) throws -> Result) rethrows -> Result {
        try state.withLock { try body($0) }
    }

    /// Fire times before this are misfires when their trigger is resumed.
    func misfireLimit(at now: Timestamp) -> Timestamp {
        now.advanced(by: .zero - misfireThreshold)
    }
}
