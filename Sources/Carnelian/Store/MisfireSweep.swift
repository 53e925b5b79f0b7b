public import CarnelianCore

/// A look for triggers whose fire time passed by more than the misfire threshold.
public struct MisfireSweep: Sendable {
    /// Now, by the store's clock.
    public var now: Timestamp
    /// Fire times before this are misfires.
    public var misfireBefore: Timestamp
    /// The most triggers to handle in one transaction.
    public var limit: Int

    /// Creates a sweep.
    public init(now: Timestamp, misfireBefore: Timestamp, limit: Int) {
        self.now = now
        self.misfireBefore = misfireBefore
        self.limit = limit
    }
}

/// What a sweep did.
public struct MisfireSweepResult: Sendable {
    /// The triggers that were handled, each with the fire time that was missed.
    public var misfired: [Misfire]
    /// Whether the limit was reached, so that another sweep should follow at once.
    public var mayHaveMore: Bool

    /// Creates a result.
    public init(misfired: [Misfire] = [], mayHaveMore: Bool = false) {
        self.misfired = misfired
        self.mayHaveMore = mayHaveMore
    }
}

/// One misfire that was handled.
public struct Misfire: Sendable, Hashable {
    /// The trigger.
    public var trigger: TriggerKey
    /// The first fire time that passed.
    public var missedFireTime: Timestamp
    /// How many fire times passed, that one included, less those that are still to be caught up.
    public var count: Int
    /// When it fires next; nil: never again.
    public var nextFireTime: Timestamp?

    /// Creates a misfire.
    public init(trigger: TriggerKey, missedFireTime: Timestamp, count: Int = 1, nextFireTime: Timestamp?) {
        self.trigger = trigger
        self.missedFireTime = missedFireTime
        self.count = count
        self.nextFireTime = nextFireTime
    }

    /// The misfire of a trigger as it was before and after its instruction was applied.
    package init(of before: Trigger, handled after: Trigger, at now: Timestamp) {
        let due = before.nextFireTime ?? now
        self.init(
            trigger: before.key, missedFireTime: before.missed?.scheduledFireTime ?? due,
            count: after.missed?.count ?? 1, nextFireTime: after.nextFireTime
        )
    }
}
