public import Carnelian
public import CarnelianCore
public import Logging
import ServiceLifecycle
import Synchronization

/// A cluster in this process: schedulers that share one store in memory and one virtual clock, and fail on request.
///
/// Made by `withTestCluster`.
public final class TestCluster: Sendable {
    /// The clock of all nodes.
    public let clock: VirtualClock
    /// What all nodes share; what a test asks of it never fails.
    public let store: MemoryJobStore

    private let configuration: Scheduler.Configuration
    private let logger: Logger
    private let registrations: [JobRegistration]
    private let members = Mutex<[TestClusterNode]>([])
    private let starts: AsyncStream<TestClusterNode>.Continuation
    let started: AsyncStream<TestClusterNode>

    init(
        startingAt time: Timestamp, configuration: Scheduler.Configuration, logger: Logger,
        registrations: [JobRegistration]
    ) {
        clock = VirtualClock(startingAt: time, patience: .seconds(10))
        store = MemoryJobStore(clock: clock)
        self.configuration = configuration
        self.logger = logger
        self.registrations = registrations
        (started, starts) = AsyncStream.makeStream()
        clock.addStepCondition { [weak self] in self?.nodes.allSatisfy(\.isSettled) ?? true }
    }

    /// The nodes, in the order in which they started; killed ones included.
    public var nodes: [TestClusterNode] { members.withLock { $0 } }

    /// A node by its place in `nodes`.
    public subscript(_ index: Int) -> TestClusterNode { members.withLock { $0[index] } }

    /// Starts another node and waits until it runs.
    /// - Parameter instanceID: Its id; nil: `node-` and its place.
    /// - Throws: `CarnelianError` if the configuration is wrong.
    @discardableResult
    public func startNode(_ instanceID: InstanceID? = nil) async throws -> TestClusterNode {
        var configuration = configuration
        configuration.instanceID = instanceID ?? InstanceID(rawValue: "node-\(nodes.count)")
        let node = try TestClusterNode(
            store: FaultyJobStore(store), clock: clock, configuration: configuration, logger: logger,
            registrations: registrations
        )
        let events = node.scheduler.events()
        members.withLock { $0.append(node) }
        starts.yield(node)
        await events.waitForStart()
        return node
    }
}

/// Runs a cluster of nodes on a clock that stands still until the test moves it; stops it when `body` returns.
/// - Parameters:
///   - nodeCount: How many nodes run when `body` begins.
///   - time: Where the clock starts.
///   - configuration: Every node's sizes and times; the instance ids are `node-0`, `node-1` and so on.
///   - logger: Receives the schedulers' logs. Default: nobody does.
///   - jobs: What every node runs.
///   - body: The test; its result is returned.
/// - Throws: What `body` throws, and `CarnelianError` if time or configuration are wrong.
public func withTestCluster<Result>(
    of nodeCount: Int,
    startingAt time: TestTime = "2026-01-05T00:00:00Z",
    configuration: Scheduler.Configuration = Scheduler.Configuration(),
    logger: Logger = .silent,
    @JobsBuilder jobs: () throws -> [JobRegistration],
    perform body: (TestCluster) async throws -> Result
) async throws -> Result {
    let cluster = TestCluster(
        startingAt: try time.timestamp, configuration: configuration, logger: logger, registrations: try jobs()
    )
    return try await withThrowingTaskGroup(of: Void.self) { group in
        defer { group.cancelAll() }
        group.addTask {
            try await withThrowingDiscardingTaskGroup { nodes in
                for await node in cluster.started {
                    nodes.addTask { try await node.run() }
                }
            }
        }
        for _ in 0..<nodeCount { try await cluster.startNode() }
        return try await body(cluster)
    }
}
