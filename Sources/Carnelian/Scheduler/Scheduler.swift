public import CarnelianCore
public import Logging
public import ServiceLifecycle

/// One node of a cluster of schedulers: takes due triggers from its store and runs their jobs.
///
/// A scheduler is a service. Add its store and then the scheduler to a `ServiceGroup`:
///
/// ```swift
/// let scheduler = try Scheduler(store: store, logger: logger) {
///     SendReminder(mailer: mailer)
/// }
/// try await ServiceGroup(services: [store, scheduler], gracefulShutdownSignals: [.sigterm], logger: logger).run()
/// ```
///
/// Scheduling and inspection work before, during and without `run()`: they are calls of the store. A scheduler also works
/// when its store is not part of the group: whatever the store does in its own `run()`, such as hearing of changes at
/// once, is then replaced by polling.
public final class Scheduler: Service, Sendable {
    /// Where a scheduler is in its life.
    public enum Status: String, Sendable, Hashable, CaseIterable {
        /// Not run yet. May follow: starting.
        case created
        /// Opens the store and joins the cluster. May follow: running, standby, draining.
        case starting
        /// Fires triggers. May follow: standby, draining.
        case running
        /// Stays in the cluster and fires nothing. May follow: running, draining.
        case standby
        /// Acquires nothing more and waits for its jobs. May follow: stopped.
        case draining
        /// `run()` returned. Final.
        case stopped
    }

    let node: Node

    /// Creates a node that runs the given jobs.
    ///
    /// - Parameters:
    ///   - store: Where jobs and triggers live; nodes on stores of the same content and name form a cluster.
    ///   - configuration: Sizes and times; the defaults suit most.
    ///   - logger: Receives `info` and below.
    ///   - jobs: What this node can run; triggers of other job types are left to other nodes.
    /// - Throws: `CarnelianError` with code `.invalidValue` if the configuration contradicts itself, or two jobs have the
    ///   same type.
    public init(
        store: any JobStore,
        configuration: Configuration = Configuration(),
        logger: Logger,
        @JobsBuilder jobs: () throws -> [JobRegistration] = { [] }
    ) throws {
        try configuration.validate()
        var registrations: [JobType: JobRegistration] = [:]
        for registration in try jobs() {
            guard registrations.updateValue(registration, forKey: registration.type) == nil else {
                throw CarnelianError(.invalidValue, "job type \(registration.type) is registered twice")
            }
        }
        let instanceID =
            configuration.instanceID
            ?? .automatic(
                host: HostName.current, at: SystemClock().now(),
                salt: String(UInt16.random(in: .min ... .max), radix: 36)
            )
        node = Node(
            store: store, configuration: configuration, instanceID: instanceID, registrations: registrations,
            logger: logger
        )
    }

    /// The cluster's name: the store's.
    public var name: String { node.schedulerName }

    /// This node's id.
    public var instanceID: InstanceID { node.instanceID }

    /// The store.
    public var store: any JobStore { node.store }

    /// Where the scheduler is in its life.
    public var status: Status { node.status }

    /// The job types that this node runs.
    public var jobTypes: Set<JobType> { node.types }

    /// Runs the node until graceful shutdown, or until the task is cancelled.
    ///
    /// May be called once.
    ///
    /// While the store cannot be reached it waits and tries again. On graceful shutdown the node acquires nothing more,
    /// gives unfired claims back, lets jobs end until `shutdownTimeout`, then cancels them; it records every end, leaves the
    /// cluster and returns. Cancelling the task does the same with jobs cancelled at once and without waiting for the store.
    ///
    /// A job that ignores its cancellation cannot be ended from outside: `run()` waits for it, still checking in, so that no
    /// peer runs the fire a second time meanwhile. One second after cancellation such jobs are named by the event
    /// `shutdownOverdue` and in the log; a program that may not wait exits then, and peers recover as after a crash.
    /// - Throws: `CarnelianError` with code `.invalidState` when called again, and what `JobStore.open()` throws for reasons
    ///   that waiting does not cure.
    public func run() async throws {
        try node.change { machine throws(CarnelianError) in try machine.begin() }
        defer {
            try? node.change { machine in machine.ended() }
            node.events.finish()
        }
        try await withTaskCancellationHandler {
            try await withGracefulShutdownHandler {
                try await node.run()
            } onGracefulShutdown: { [node] in
                node.stop()
            }
        } onCancel: { [node] in
            node.stop(atOnce: true)
        }
    }

    /// Pauses acquiring: claims are given back, running jobs go on, the node stays in the cluster.
    public func standby() {
        try? node.change { machine in machine.standby() }
    }

    /// Goes on acquiring after `standby()`.
    ///
    /// A scheduler that is run starts by itself.
    public func start() {
        try? node.change { machine in machine.start() }
    }

    /// Goes on acquiring after a delay by the store's clock: Quartz's `startDelayed`.
    ///
    /// Before `run()` it makes the node join in standby, and the delay counts from there; in standby it counts from now; a
    /// node that acquires already goes on. `standby()` and `start()` take its place.
    /// - Parameter delay: 0 or longer.
    /// - Throws: `CarnelianError` with code `.invalidValue` for a negative delay.
    public func start(after delay: Duration) throws {
        guard delay >= .zero else {
            throw CarnelianError(.invalidValue, "the delay of a start must not be negative: \(delay)")
        }
        try? node.change { machine in machine.start(after: delay, at: store.clock.now()) }
    }

    /// Stops the node for good: `run()` drains, leaves the cluster and returns; this call does not wait for it.
    ///
    /// The same as a graceful shutdown of the node alone. Where the node runs in a `ServiceGroup`, let the group expect its
    /// end (`successTerminationBehavior`), or shut the group down instead. May be called from a job; calling it again with
    /// `waitsForJobs` false cancels the jobs that an earlier call lets end.
    /// - Parameter waitsForJobs: Whether running jobs may end within `shutdownTimeout`, as Quartz's `shutdown(true)`;
    ///   otherwise they are cancelled at once, their ends still recorded, and those that request recovery run again on a
    ///   peer. Default true.
    public func shutdown(waitsForJobs: Bool = true) {
        node.stop()
        if !waitsForJobs { node.executions.close() }
    }

    /// What happens on this node from now on: a subscription of its own, which ends with `run()`.
    ///
    /// - Parameter bufferSize: How many events wait for a slow reader; beyond it the oldest are dropped. Default 1,024.
    public func events(bufferSize: Int = 1_024) -> AsyncStream<SchedulerEvent> {
        node.events.subscribe(capacity: bufferSize)
    }

    /// The fires whose jobs run on this node now.
    public var executing: [Fire] {
        node.executions.snapshot.running.map(\.fire)
    }
}
