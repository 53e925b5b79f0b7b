import CarnelianCore
import CoreMetrics
import Logging
import Synchronization

/// The parts of a running scheduler, shared by its loops.
final class Node: Sendable {
    let store: any JobStore
    let clock: any SchedulerClock
    let configuration: Scheduler.Configuration
    let instanceID: InstanceID
    let schedulerName: String
    let logger: Logger
    let registrations: [JobType: JobRegistration]
    let types: Set<JobType>
    let middleware: MiddlewareChain
    let metrics: SchedulerMetrics
    let events = EventBroadcaster()
    let workers: WorkerPool
    let executions: Executions
    let completions = CompletionQueue()
    let acquireSignal = AcquireSignal()
    let misfireBell = Doorbell()
    /// Ends the waits of the start and of the shutdown watch.
    let startBell = Doorbell()
    let stopBell = Doorbell()
    /// Rung when a delayed start may have changed.
    let delayBell = Doorbell()

    private let lifecycle = Mutex(LifecycleMachine())
    private let health = Mutex(StoreHealth())
    private let isStoreFailing = Atomic(false)
    private let fences = Atomic(0)
    private let dropsClaims = Atomic(false)
    private let nodeCount = Atomic(1)
    private let runaways: Mutex<RunawayGuard>
    /// Executions that shutdown cut short and that a peer shall run again.
    private let leftToRecovery = Mutex<[FireInstanceID]>([])

    init(
        store: any JobStore, configuration: Scheduler.Configuration, instanceID: InstanceID,
        registrations: [JobType: JobRegistration], logger: Logger
    ) {
        self.store = store
        self.configuration = configuration
        self.instanceID = instanceID
        self.registrations = registrations
        var logger = logger
        logger[metadataKey: LoggingKeys.scheduler] = "\(store.schedulerName)"
        logger[metadataKey: LoggingKeys.instance] = "\(instanceID)"
        self.logger = logger
        clock = store.clock
        schedulerName = store.schedulerName
        types = Set(registrations.keys)
        middleware = MiddlewareChain(middleware: [TracingMiddleware()] + configuration.middleware)
        metrics = SchedulerMetrics(scheduler: store.schedulerName)
        workers = WorkerPool(name: "carnelian", size: configuration.workerThreads)
        runaways = Mutex(RunawayGuard(limit: configuration.runawayLimit))
        executions = Executions(
            permits: configuration.maxConcurrentJobs, logger: logger, bell: acquireSignal.bell
        )
    }

    // MARK: Lifecycle

    var status: Scheduler.Status { lifecycle.withLock { $0.status } }
    /// When a standby ends by itself.
    var delayedStart: Timestamp? { lifecycle.withLock { $0.startsAt } }
    var isStopping: Bool { lifecycle.withLock { $0.isStopping } }
    var isGivingUp: Bool { lifecycle.withLock { $0.isGivingUp } }
    var acquisitionPermission: LifecycleMachine.Permission { lifecycle.withLock { $0.permission } }

    /// What the node says of itself with its check-ins.
    var profile: NodeProfile {
        NodeProfile(
            jobTypes: types, maxConcurrentJobs: configuration.maxConcurrentJobs,
            isAcquiring: lifecycle.withLock { !$0.wantsStandby && !$0.isStopping },
            misfireThreshold: configuration.misfireThreshold
        )
    }

    /// Moves the lifecycle on, tells subscribers, and wakes whoever acts on it.
    func change(_ event: (inout LifecycleMachine) throws(CarnelianError) -> Void) throws(CarnelianError) {
        let (before, after) = try lifecycle.withLock { machine throws(CarnelianError) in
            let before = machine.status
            try event(&machine)
            return (before, machine.status)
        }
        if before != after {
            events.emit(.status(after))
            logger.info("Scheduler is \(after)", metadata: [LoggingKeys.status: "\(after)"])
        }
        acquireSignal.bell.ring()
        startBell.ring()
        delayBell.ring()
        if after == .draining { stopBell.ring() }
    }

    /// Stops acquiring; at once also means that jobs are cancelled and nothing waits for the store.
    func stop(atOnce: Bool = false) {
        try? change { machine throws(CarnelianError) in
            machine.stop()
            if atOnce { machine.giveUp() }
        }
        guard atOnce else { return }
        executions.close()
        completions.bell.ring()
    }

    /// Waits for the store no longer.
    func giveUp() {
        lifecycle.withLock { $0.giveUp() }
        completions.bell.ring()
        acquireSignal.bell.ring()
    }

    func sleepUnlessStopping(for duration: Duration) async {
        let deadline = clock.now().advanced(by: duration)
        while clock.now() < deadline, !isStopping {
            await startBell.wait(until: deadline, by: clock)
        }
    }

    func sleepUnlessGivingUp(for duration: Duration) async {
        let deadline = clock.now().advanced(by: duration)
        while clock.now() < deadline, !isGivingUp {
            await completions.bell.wait(until: deadline, by: clock)
        }
    }

    // MARK: The store

    /// Calls a verb of the store and keeps account of its failures.
    func attempt<Result>(_ verb: StoreVerb, _ operation: () async throws -> Result) async throws -> Result {
        do {
            let result = try await operation()
            if isStoreFailing.load(ordering: .relaxed) { storeSucceeded(verb) }
            return result
        } catch {
            if !(error is CancellationError), !Task.isCancelled { storeFailed(verb, error) }
            throw error
        }
    }

    private func storeFailed(_ verb: StoreVerb, _ error: any Error) {
        metrics.storeFailures.increment()
        let begins = health.withLock { health in
            isStoreFailing.store(true, ordering: .relaxed)
            return health.failed(verb, at: .now)
        }
        guard begins else { return }
        events.emit(.storeUnavailable(error))
        logger.info(
            "Store fails; trying again until it works",
            metadata: [LoggingKeys.verb: "\(verb.rawValue)", LoggingKeys.error: "\(error)"]
        )
    }

    private func storeSucceeded(_ verb: StoreVerb) {
        let outage = health.withLock { health in
            let outage = health.succeeded(verb, at: .now)
            isStoreFailing.store(health.isFailing, ordering: .relaxed)
            return outage
        }
        guard let outage else { return }
        events.emit(.storeAvailable(after: outage))
        logger.info("Store works again", metadata: [LoggingKeys.milliseconds: "\(outage.wholeMilliseconds)"])
    }

    // MARK: The cluster

    /// How many times this node was taken for dead.
    var epoch: Int { fences.load(ordering: .acquiring) }

    /// How many nodes the last check-in saw.
    var clusterSize: Int {
        get { nodeCount.load(ordering: .relaxed) }
        set { nodeCount.store(newValue, ordering: .relaxed) }
    }

    func countFence() {
        fences.add(1, ordering: .acquiringAndReleasing)
        dropsClaims.store(true, ordering: .releasing)
        acquireSignal.bell.ring()
    }

    /// Whether the claims that are held shall be dropped; asked once.
    func takeClaimsDropRequest() -> Bool {
        dropsClaims.exchange(false, ordering: .acquiringAndReleasing)
    }

    /// Whether the end of an execution is left unrecorded, so that a peer runs it again: shutdown cut it short and its
    /// job asks for recovery.
    func leavesToRecovery(_ execution: Execution, after outcome: ExecutionOutcome) -> Bool {
        guard execution.fire.job.requestsRecovery, executions.isClosed, !execution.isInterrupted,
            case .failed = outcome
        else { return false }
        leftToRecovery.withLock { $0.append(execution.fire.id) }
        return true
    }

    /// Whether a fire is one too many of a trigger that ran away.
    func isRunaway(_ fire: Fire) -> Bool {
        runaways.withLock { $0.fired(fire.trigger) }
    }

    /// Whether fires are left that this node will not finish.
    var hasLeftovers: Bool {
        !executions.abandoned.isEmpty || leftToRecovery.withLock { !$0.isEmpty }
    }
}
