public import Carnelian
import CarnelianCore
import Logging
import ServiceLifecycle
import Synchronization

/// A node of a test's cluster, with the ways in which a node fails.
public final class TestClusterNode: Sendable {
    /// The node's scheduler.
    public let scheduler: Scheduler
    /// The node's way to the store, which can be told to fail.
    public let store: FaultyJobStore

    private enum Fate {
        case alive
        case killed
        case stalled
    }

    private let executions: VirtualTimeExecutions
    private let fate = Mutex(Fate.alive)
    private let kills: AsyncStream<Never>.Continuation
    private let killed: AsyncStream<Never>

    init(
        store: FaultyJobStore, clock: VirtualClock, configuration: Scheduler.Configuration, logger: Logger,
        registrations: [JobRegistration]
    ) throws {
        self.store = store
        executions = VirtualTimeExecutions(clock)
        var configuration = configuration
        configuration.middleware.insert(executions, at: 0)
        scheduler = try Scheduler(store: store, configuration: configuration, logger: logger) { registrations }
        (killed, kills) = AsyncStream.makeStream()
    }

    /// Ends the node as `kill -9` does: nothing more of it reaches the store, and its jobs are cancelled.
    ///
    /// A job that ignores cancellation goes on, which no killed process does.
    public func kill() {
        fate.withLock { $0 = .killed }
        store.isDown = true
        store.unstall()
        kills.finish()
    }

    /// Stops the node's conversation with the store, as a pause of its process does; its jobs go on.
    public func stall() {
        fate.withLock { $0 = .stalled }
        store.stall()
    }

    /// Ends a stall: what the node had to say reaches the store late.
    public func unstall() {
        fate.withLock { $0 = .alive }
        store.unstall()
    }

    /// Whether the clock may move on as far as this node is concerned.
    var isSettled: Bool {
        fate.withLock { $0 != .alive } || executions.areSettled(on: scheduler)
    }

    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.scheduler.run() }
            group.addTask { for await _ in self.killed {} }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}
