public import CarnelianCore
public import Logging

/// What a job knows about the fire that it runs for.
public struct JobContext: Sendable {
    let execution: Execution
    /// The cluster's name.
    public let schedulerName: String
    /// The node that runs the job.
    public let instanceID: InstanceID
    /// How often the job asked to run again at once in this fire; 0 in the first run.
    public let refireCount: Int
    /// The job's data merged with the trigger's; where both have a key, the trigger's value counts.
    public let data: JobDataMap
    private var customLogger: Logger?

    init(
        _ execution: Execution, schedulerName: String, instanceID: InstanceID, data: JobDataMap, refireCount: Int
    ) {
        self.execution = execution
        self.schedulerName = schedulerName
        self.instanceID = instanceID
        self.data = data
        self.refireCount = refireCount
    }

    /// Creates a context outside a scheduler, to call a job's `execute(_:in:)` in a unit test.
    public init(
        fire: Fire, schedulerName: String = "carnelian", instanceID: InstanceID = "test", refireCount: Int = 0,
        logger: Logger
    ) {
        self.init(
            Execution(fire, logger: logger), schedulerName: schedulerName, instanceID: instanceID,
            data: fire.job.data.merging(fire.trigger.data), refireCount: refireCount
        )
    }

    /// Names this fire; unique in the cluster and for ever, so it serves as an idempotency key.
    public var fireInstanceID: FireInstanceID { execution.fire.id }

    /// The job as it was stored when it fired.
    public var job: JobDetail { execution.fire.job }

    /// The trigger as it stands after the fire.
    public var trigger: Trigger { execution.fire.trigger }

    /// The time this fire was scheduled for: after a misfire that fires once now, the first time that was missed.
    public var scheduledFireTime: Timestamp { execution.fire.scheduledFireTime }

    /// How many fire times were missed and will not fire: this fire stands for them; 0 where nothing was missed.
    ///
    /// Counted up to `MissedFires.countLimit`.
    public var missedFireTimes: Int { execution.fire.missedFireTimes }

    /// When it fired, by the store's clock.
    public var fireTime: Timestamp { execution.fire.fireTime }

    /// The scheduled time of the trigger's fire before this one; nil if this is the first.
    public var previousFireTime: Timestamp? { execution.fire.previousFireTime }

    /// When the trigger fires next; nil: never again; `FixedDelayTrigger.running` where that counts from the end of this run.
    public var nextFireTime: Timestamp? { execution.fire.trigger.nextFireTime }

    /// Whether this run repeats one that its node's failure cut short.
    public var isRecovering: Bool { trigger.key.group == RecoveredFire.group }

    /// The fire that is repeated; nil where nothing is recovered.
    public var recovered: RecoveredFire? {
        isRecovering ? RecoveredFire(trigger.data) : nil
    }

    /// Whether the cluster took this fire away from the node, because the node was silent for too long.
    ///
    /// The job's task is cancelled then, a peer may run the fire again, and nothing that this run leaves is recorded.
    public var isOwnershipLost: Bool { execution.isOwnershipLost }

    /// Whether this execution was asked to end, by `Scheduler.interrupt(_:)` on any node: the job's task is cancelled.
    public var isInterrupted: Bool { execution.isInterrupted }

    /// The job's own data; written back when the run ends if the job `persistsData` and the data changed.
    public var jobData: JobDataMap {
        get { execution.jobData }
        nonmutating set { execution.jobData = newValue }
    }

    /// A logger that carries the fire's facts; middleware may replace it for the job and the middleware within.
    public var logger: Logger {
        get { customLogger ?? execution.makeLogger(refireCount: refireCount) }
        set { customLogger = newValue }
    }
}
