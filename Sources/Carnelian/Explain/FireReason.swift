public import CarnelianCore

/// One answer to the question why a trigger is firing or not.
///
/// Each has a sentence (`description`) and, where something can be done, an `advice`. Several may hold at once; see
/// `TriggerExplanation.reasons` for their order.
public enum FireReason: Sendable, Hashable {
    /// The trigger is not stored.
    case notFound(TriggerKey)
    /// In ERROR, with the reason that is stored; nil: none is, as where a Java node parked it.
    case parked(TriggerKey, reason: String?)
    /// In ERROR because it fired faster than its schedule allows.
    case ranAway(TriggerKey, reason: String)
    /// Its row or what belongs to it cannot be used; the node that comes to claim it parks it.
    case unreadable(reason: String)
    /// Of a kind that only another runtime computes, such as Quartz's `BLOB`.
    case foreignKind(String)
    /// The row of its job is not there.
    case jobMissing(JobKey)
    /// The row of its job cannot be read.
    case jobUnreadable(JobKey, reason: String)
    /// Its calendar is not stored.
    case calendarMissing(String)
    /// Its calendar cannot be read.
    case calendarUnreadable(String, reason: String)
    /// ACQUIRED, BLOCKED or PAUSED_BLOCKED without the fire instance that would account for it.
    case stuck(TriggerState)
    /// The node that holds a fire of it, or of its exclusive job, has not checked in for too long.
    case ownerSilent(InstanceID, lastCheckIn: Timestamp?, now: Timestamp)
    /// All groups are paused.
    case allGroupsPaused
    /// Its group is paused.
    case groupPaused(String)
    /// Paused by itself, or with its job: no row of a group says so.
    case paused(TriggerKey)
    /// No node lives; `silent` are those that have checked in once.
    case noLiveNode(silent: [InstanceID])
    /// No live node has the job type.
    case noNodeHasType(JobType, nodes: [InstanceID])
    /// The live nodes that have the job type are in standby or stop.
    case nodesInStandby(JobType, nodes: [InstanceID])
    /// The live nodes that have the job type run as many jobs as they may.
    case nodesFull(JobType, nodes: [InstanceID])
    /// The job is exclusive, and this fire of it executes.
    case blocked(by: FireInstance, now: Timestamp)
    /// A fire of the trigger executes.
    case executing(FireInstance, now: Timestamp)
    /// A node has claimed the next fire.
    case acquired(by: FireInstance, now: Timestamp)
    /// There is no further fire time.
    case complete(FireEnding)
    /// The next fire time lies after the end.
    case endsBeforeNextFire(end: Timestamp, next: Timestamp)
    /// Later than the misfire threshold: what the misfire instruction makes of it, at once or when the trigger is resumed.
    case misfire(Lateness)
    /// Due for longer than claiming takes, and no misfire.
    case overdue(due: Timestamp, now: Timestamp)
    /// So many waiting triggers are due before it.
    case backlog(Int)
    /// No node is known to have the job type, but these, of Quartz, do not say what they have.
    case typesUnknown(JobType, nodes: [InstanceID])
    /// A fixed delay counts from the end of the run under way.
    case delayCountsFromRun
    /// The start lies in the future.
    case startsLater(start: Timestamp, now: Timestamp)
    /// The calendar excludes the schedule's fire times from the first to before the second.
    case calendarExcludes(String, from: Timestamp, until: Timestamp)
    /// A misfire was handled, and the next fire stands for what was missed.
    case misfireHandled(MissedFires, next: Timestamp)
    /// The next fire is the last.
    case lastFire(FireEnding)
    /// Waits for its next fire time.
    case waiting(due: Timestamp, now: Timestamp)

    /// How late a trigger is, and what follows from it.
    public struct Lateness: Sendable, Hashable {
        /// By how much the fire time has passed.
        public var late: Duration
        /// From which lateness on it counts as a misfire.
        public var threshold: Duration
        /// The trigger's instruction.
        public var instruction: MisfireInstruction
        /// What the instruction comes to for the trigger's kind.
        public var chosen: MisfireInstruction
        /// The next fire time that it yields if it is handled now; nil: none.
        public var next: Timestamp?
        /// Whether it is handled only when the trigger is resumed.
        public var isPaused: Bool
    }
}

/// Why a trigger has no further fire time.
public enum FireEnding: Sendable, Hashable {
    /// Its end has passed, or comes before the schedule's next time.
    case end(Timestamp)
    /// It has fired as often as its repeat count says.
    case repeatCount(fires: Int)
    /// Its calendar excludes every time that is left.
    case calendar(String)
    /// Its job ended it, or its schedule names no further time.
    case schedule
}
