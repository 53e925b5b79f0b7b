public import CarnelianCore

/// The end of one execution, as the store records it.
public struct Completion: Sendable {
    /// What happens to the trigger beyond the end of its fire; Quartz's completed execution instructions.
    public enum Instruction: Sendable, Hashable {
        /// Nothing further; a trigger without a next fire time is removed.
        case none
        /// The trigger never fires again.
        case unscheduleTrigger
        /// No trigger of the job fires again.
        case unscheduleJob
        /// The trigger is parked in ERROR with this reason.
        case parkTrigger(reason: String)
        /// All triggers of the job are parked in ERROR with this reason.
        case parkJob(reason: String)
    }

    /// The fire instance that ended.
    public var id: FireInstanceID
    /// The node that executed it.
    public var instance: InstanceID
    /// The trigger that fired.
    public var trigger: TriggerKey
    /// The job that ran.
    public var job: JobKey
    /// Whether the job is exclusive, so that its other triggers are unblocked.
    public var isExclusive: Bool
    /// Whether the job stays stored without triggers.
    public var isDurable: Bool
    /// Whether the trigger had no further fire time when it fired.
    public var isFinal: Bool
    /// When a fixed-delay trigger fires next, counted from the end of this run; nil for other kinds, and where it is over.
    public var nextFireTime: Timestamp?
    /// Of a fixed-delay trigger: the fire time that ran, which is its previous one until it fires again or is replaced; nil
    /// for other kinds.
    ///
    /// Where the trigger's previous fire time is this one and its next is `FixedDelayTrigger.running`, the store sets
    /// `nextFireTime`, and ends the trigger if that is nil.
    public var fixedDelayFireTime: Timestamp?
    /// The job data to write back; nil: unchanged or not persisted.
    public var data: JobDataMap?
    /// What happens to the trigger.
    public var instruction: Instruction

    /// Creates a completion of `fire`, whose run ended at `now` by the store's clock; needed for fixed-delay triggers.
    public init(
        _ fire: Fire, by instance: InstanceID, at now: Timestamp? = nil, data: JobDataMap? = nil,
        instruction: Instruction = .none
    ) {
        self.id = fire.id
        self.instance = instance
        self.trigger = fire.trigger.key
        self.job = fire.job.key
        self.isExclusive = fire.job.isExclusive
        self.isDurable = fire.job.isDurable
        self.isFinal = fire.trigger.nextFireTime == nil
        if case .fixedDelay(let rule) = fire.trigger.kind, fire.trigger.nextFireTime != nil {
            self.fixedDelayFireTime = fire.trigger.previousFireTime
            self.nextFireTime = rule.fireTime(afterRunEndingAt: now ?? fire.fireTime, end: fire.trigger.endTime)
        }
        self.data = data
        self.instruction = instruction
    }

    /// Whether the trigger never fires again after this: its schedule is over, or the run asked for it.
    package var endsTrigger: Bool {
        switch instruction {
        case .unscheduleTrigger, .unscheduleJob: true
        case .none: isFinal || (fixedDelayFireTime != nil && nextFireTime == nil)
        case .parkTrigger, .parkJob: false
        }
    }
}
