public import CarnelianCore

/// A node of the cluster, as its row in `QRTZ_SCHEDULER_STATE` says.
public struct ClusterNode: Sendable, Hashable {
    /// The node's id.
    public var instance: InstanceID
    /// When it last checked in; nil for a node known only by fire instances that it left behind.
    public var lastCheckIn: Timestamp?
    /// How often it promised to check in.
    public var checkInInterval: Duration
    /// What it said of itself at its last check-in; nil for a node of Quartz.
    public var profile: NodeProfile?

    /// Creates a node.
    public init(
        instance: InstanceID, lastCheckIn: Timestamp?, checkInInterval: Duration, profile: NodeProfile? = nil
    ) {
        self.instance = instance
        self.lastCheckIn = lastCheckIn
        self.checkInInterval = checkInInterval
        self.profile = profile
    }

    /// Whether the node has checked in as it promised, or is late by no more than a grace.
    public func isAlive(at now: Timestamp, grace: Duration = .milliseconds(7_500)) -> Bool {
        guard let lastCheckIn else { return false }
        return lastCheckIn.advanced(by: checkInInterval).advanced(by: grace) >= now
    }
}

/// A node's sign of life.
public struct CheckIn: Sendable {
    /// The node that lives.
    public var instance: InstanceID
    /// Now, by the store's clock.
    public var now: Timestamp
    /// How often the node checks in.
    public var interval: Duration
    /// How long beyond the interval a peer may be silent before it counts as failed; Quartz's 7.5 s.
    public var grace: Duration
    /// When this node last checked in; nil at its first check-in, which also recovers what an earlier process of the same
    /// id and nodes without a row left behind.
    public var previous: Timestamp?
    /// What the node says of itself; nil: nothing.
    public var profile: NodeProfile?

    /// Creates a check-in.
    public init(
        instance: InstanceID, now: Timestamp, interval: Duration, grace: Duration, previous: Timestamp?,
        profile: NodeProfile? = nil
    ) {
        self.instance = instance
        self.now = now
        self.interval = interval
        self.grace = grace
        self.previous = previous
        self.profile = profile
    }

    /// Whether `node` failed, by Quartz's formula.
    ///
    /// It did if `last check-in + max(its interval, time since my own last check-in) + grace < now`. The middle term
    /// forgives others while this node was stalled.
    public func convicts(_ node: ClusterNode) -> Bool {
        guard node.instance != instance else { return previous == nil }
        guard let last = node.lastCheckIn else { return previous == nil }
        let sinceMine = previous.map { $0.duration(to: now) } ?? .zero
        return last.advanced(by: max(node.checkInInterval, sinceMine)).advanced(by: grace) < now
    }
}

/// What a check-in found.
public struct CheckInResult: Sendable {
    /// Every node of the cluster, this one included.
    public var nodes: [ClusterNode]
    /// Those that count as failed, for `recover(_:by:)`.
    public var failed: [ClusterNode]
    /// Whether this node's own row was gone although it had checked in before: a peer took it for dead.
    public var wasRecovered: Bool
    /// The node's executions that were asked to end.
    public var interrupted: Set<FireInstanceID>

    /// Creates a result.
    public init(
        nodes: [ClusterNode], failed: [ClusterNode], wasRecovered: Bool, interrupted: Set<FireInstanceID> = []
    ) {
        self.interrupted = interrupted
        self.nodes = nodes
        self.failed = failed
        self.wasRecovered = wasRecovered
    }
}

/// What a recovery did.
public struct RecoveryResult: Sendable, Hashable {
    /// The nodes that were recovered; others had come back or were recovered by a peer.
    public var recovered: [InstanceID]
    /// Claims given back.
    public var releasedClaims: Int
    /// Executions that will run again, each by a trigger of group `RECOVERING_JOBS`.
    public var refired: Int
    /// Executions that ended with their node.
    public var abandoned: Int

    /// Creates a result.
    public init(recovered: [InstanceID] = [], releasedClaims: Int = 0, refired: Int = 0, abandoned: Int = 0) {
        self.recovered = recovered
        self.releasedClaims = releasedClaims
        self.refired = refired
        self.abandoned = abandoned
    }
}

/// A claimed or executing fire anywhere in the cluster.
public struct FireInstance: Sendable, Hashable {
    /// The fire instance's id.
    public var id: FireInstanceID
    /// The node that owns it.
    public var instance: InstanceID
    /// The trigger.
    public var trigger: TriggerKey
    /// The job; nil while it is only claimed, as in Quartz's tables.
    public var job: JobKey?
    /// Claimed or executing.
    public var state: FireState
    /// When it was claimed, then when it fired.
    public var fireTime: Timestamp
    /// The time it was scheduled for.
    public var scheduledFireTime: Timestamp
    /// Whether the job was exclusive when it fired.
    public var isExclusive: Bool
    /// Whether the job asked for recovery when it fired.
    public var requestsRecovery: Bool

    /// Creates a fire instance.
    public init(
        id: FireInstanceID, instance: InstanceID, trigger: TriggerKey, job: JobKey?, state: FireState,
        fireTime: Timestamp, scheduledFireTime: Timestamp, isExclusive: Bool, requestsRecovery: Bool
    ) {
        self.id = id
        self.instance = instance
        self.trigger = trigger
        self.job = job
        self.state = state
        self.fireTime = fireTime
        self.scheduledFireTime = scheduledFireTime
        self.isExclusive = isExclusive
        self.requestsRecovery = requestsRecovery
    }
}
