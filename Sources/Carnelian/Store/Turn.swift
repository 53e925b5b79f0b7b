public import CarnelianCore

/// One turn of a node: what it fires of its claims and what it wants to claim next.
///
/// Firing comes first, so that triggers which repeat at once can be claimed again.
public struct Turn: Sendable {
    /// The node whose turn it is.
    public var instance: InstanceID
    /// The time of the turn, by the store's clock.
    public var now: Timestamp
    /// The claims to fire, with the outcome that the node computed before the lock.
    public var fires: [FireIntent]
    /// The job types that this node has code for; nothing else is claimed.
    public var types: Set<JobType>
    /// The most triggers to claim, those fired at once included; 0: none.
    public var limit: Int
    /// Triggers due up to this time may be claimed.
    public var horizon: Timestamp
    /// Fire times before this are misfires and left to the sweep, except where the instruction is to ignore misfires.
    public var misfireBefore: Timestamp

    /// Creates a turn.
    public init(
        instance: InstanceID,
        now: Timestamp,
        fires: [FireIntent] = [],
        types: Set<JobType>,
        limit: Int,
        horizon: Timestamp,
        misfireBefore: Timestamp
    ) {
        self.instance = instance
        self.now = now
        self.fires = fires
        self.types = types
        self.limit = limit
        self.horizon = horizon
        self.misfireBefore = misfireBefore
    }
}

/// A claim that is to fire, with its trigger as it stands after the fire.
public struct FireIntent: Sendable {
    /// The claim.
    public var claim: Claim
    /// The claim's trigger after this fire: previous and next fire time and count moved on.
    public var advanced: Trigger

    /// Creates an intent; `advanced` is computed from the claim's trigger and calendar.
    public init(_ claim: Claim) {
        self.claim = claim
        self.advanced = claim.trigger.advanced(calendar: claim.calendar)
    }
}

/// A trigger that this node holds: it alone may fire it.
public struct Claim: Sendable {
    /// The fire instance that the claim will be, or is.
    public var id: FireInstanceID
    /// The trigger as it was claimed; its `nextFireTime` is the scheduled fire time.
    public var trigger: Trigger
    /// The trigger's job.
    public var job: JobDetail
    /// The calendar that the trigger names; nil if it names none.
    public var calendar: ExclusionCalendar?

    /// Creates a claim.
    public init(id: FireInstanceID, trigger: Trigger, job: JobDetail, calendar: ExclusionCalendar? = nil) {
        self.id = id
        self.trigger = trigger
        self.job = job
        self.calendar = calendar
    }

    /// When the claim is to fire.
    public var dueTime: Timestamp {
        trigger.nextFireTime ?? trigger.startTime
    }

    /// The time the claimed fire was scheduled for: after a misfire that fires once now, the first time that was missed.
    public var scheduledFireTime: Timestamp {
        trigger.missed?.scheduledFireTime ?? dueTime
    }
}

/// What a turn did.
public struct TurnResult: Sendable {
    /// Fires that are now this node's to execute: claims that fired, and triggers claimed and fired in this very turn.
    public var fired: [Fire]
    /// New claims, to be fired at their time in a later turn.
    public var claimed: [Claim]
    /// Claims that did not fire and are forgotten: paused, rescheduled, removed or taken meanwhile.
    public var dropped: [FireInstanceID]
    /// Whether more triggers may be due already: the limit was reached.
    public var mayHaveMore: Bool

    /// Creates a result.
    public init(fired: [Fire] = [], claimed: [Claim] = [], dropped: [FireInstanceID] = [], mayHaveMore: Bool = false) {
        self.fired = fired
        self.claimed = claimed
        self.dropped = dropped
        self.mayHaveMore = mayHaveMore
    }
}

/// A fire that this node executes.
public struct Fire: Sendable {
    /// The fire instance.
    public var id: FireInstanceID
    /// The trigger after the fire: `previousFireTime` is the scheduled time of this fire.
    public var trigger: Trigger
    /// The job as stored when it fired.
    public var job: JobDetail
    /// The time this fire was scheduled for: after a misfire that fires once now, the first time that was missed.
    public var scheduledFireTime: Timestamp
    /// How many fire times were missed and will not fire: this fire stands for them; 0 where nothing was missed.
    public var missedFireTimes: Int
    /// When it fired, by the store's clock.
    public var fireTime: Timestamp
    /// The scheduled time of the trigger's fire before this one; nil: there was none.
    public var previousFireTime: Timestamp?

    /// Creates a fire.
    public init(
        id: FireInstanceID, trigger: Trigger, job: JobDetail, scheduledFireTime: Timestamp, fireTime: Timestamp,
        previousFireTime: Timestamp? = nil, missedFireTimes: Int = 0
    ) {
        self.id = id
        self.trigger = trigger
        self.job = job
        self.scheduledFireTime = scheduledFireTime
        self.fireTime = fireTime
        self.previousFireTime = previousFireTime
        self.missedFireTimes = missedFireTimes
    }
}
