/// What is stored about a job: which code runs, with which data, under which rules.
public struct JobDetail: Sendable, Hashable {
    /// The job's key.
    public var key: JobKey
    /// The wire name that selects the code.
    public var type: JobType
    /// A note for people, at most 250 characters.
    public var description: String?
    /// The job's data: Quartz's map of strings.
    public var data: JobDataMap
    /// Whether the job stays stored when its last trigger is gone.
    ///
    /// Default false.
    public var isDurable: Bool
    /// Whether two fires of this job may run at the same time anywhere in the cluster.
    ///
    /// Default false: they may. Quartz's `DisallowConcurrentExecution`.
    public var isExclusive: Bool
    /// Whether the data that a run leaves behind is written back.
    ///
    /// Default false. Quartz's `PersistJobDataAfterExecution`.
    public var persistsData: Bool
    /// Whether a run that its node's death cut short runs again on another node.
    ///
    /// Default false. Quartz's `requestsRecovery`.
    public var requestsRecovery: Bool

    /// Creates a job; nothing is checked until it is stored.
    public init(
        key: JobKey,
        type: JobType,
        description: String? = nil,
        data: JobDataMap = [:],
        isDurable: Bool = false,
        isExclusive: Bool = false,
        persistsData: Bool = false,
        requestsRecovery: Bool = false
    ) {
        self.key = key
        self.type = type
        self.description = description
        self.data = data
        self.isDurable = isDurable
        self.isExclusive = isExclusive
        self.persistsData = persistsData
        self.requestsRecovery = requestsRecovery
    }
}
