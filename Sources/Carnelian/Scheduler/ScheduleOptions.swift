public import CarnelianCore

/// Rules and details of a job that is scheduled in code; the defaults are Quartz's.
public struct ScheduleOptions: Sendable, Hashable {
    /// Whether fires of the job never overlap in the cluster.
    ///
    /// Default false.
    public var isExclusive: Bool
    /// Whether the data that a run leaves are written back.
    ///
    /// Default false.
    public var persistsData: Bool
    /// Whether a run that its node's death cut short runs again on another node.
    ///
    /// Default false.
    public var requestsRecovery: Bool
    /// Whether the job stays stored when its last trigger is gone.
    ///
    /// Default false.
    public var isDurable: Bool
    /// Breaks ties between triggers due at the same time; higher first.
    ///
    /// Default 5.
    public var priority: Int
    /// No fire at or after this time; nil: no end.
    public var endTime: Timestamp?
    /// A note for people, at most 250 characters.
    public var description: String?

    /// Creates options.
    public init(
        isExclusive: Bool = false, persistsData: Bool = false, requestsRecovery: Bool = false, isDurable: Bool = false,
        priority: Int = Trigger.defaultPriority, endTime: Timestamp? = nil, description: String? = nil
    ) {
        self.isExclusive = isExclusive
        self.persistsData = persistsData
        self.requestsRecovery = requestsRecovery
        self.isDurable = isDurable
        self.priority = priority
        self.endTime = endTime
        self.description = description
    }
}
