public import CarnelianCore

/// All that a store knows about whether and why a trigger fires, of one moment.
///
/// What follows from it is `TriggerExplanation`, a pure function of this.
public struct TriggerFacts: Sendable, Hashable {
    /// Something that a trigger names.
    public enum Part<Value: Sendable & Hashable>: Sendable, Hashable {
        /// The trigger names none.
        case none
        /// It is named and not stored.
        case missing
        /// It is stored and cannot be read, for the reason.
        case unreadable(String)
        /// It is stored.
        case found(Value)

        /// The value, where there is one.
        public var value: Value? {
            if case .found(let value) = self { value } else { nil }
        }
    }

    /// The trigger's key.
    public var key: TriggerKey
    /// The time by the store's clock.
    public var now: Timestamp
    /// The trigger; nil if it is not stored.
    public var trigger: StoredTrigger?
    /// The job that it names.
    public var job: Part<JobDetail>
    /// The calendar that it names.
    public var calendar: Part<ExclusionCalendar>
    /// The paused trigger groups, the marker for all of them included.
    public var pausedGroups: Set<String>
    /// The fire instances of the trigger and of its job, on all nodes.
    public var fires: [FireInstance]
    /// The nodes of the cluster.
    public var nodes: [ClusterNode]
    /// How many fire instances each node holds, claimed and executing; nodes without any may be left out.
    public var occupancy: [InstanceID: Int]
    /// How many waiting triggers are due before this one, counted up to `mostDueBefore`.
    public var dueBefore: Int

    /// Where counting the triggers that are due before ends.
    public static let mostDueBefore = 10_000

    /// Creates the facts; nothing is known but the key and the time.
    public init(
        key: TriggerKey, now: Timestamp, trigger: StoredTrigger? = nil, job: Part<JobDetail> = .none,
        calendar: Part<ExclusionCalendar> = .none, pausedGroups: Set<String> = [], fires: [FireInstance] = [],
        nodes: [ClusterNode] = [], occupancy: [InstanceID: Int] = [:], dueBefore: Int = 0
    ) {
        self.key = key
        self.now = now
        self.trigger = trigger
        self.job = job
        self.calendar = calendar
        self.pausedGroups = pausedGroups
        self.fires = fires
        self.nodes = nodes
        self.occupancy = occupancy
        self.dueBefore = dueBefore
    }
}
