public import CarnelianCore

extension Scheduler {
    /// A stored job, or nil.
    public func job(_ key: JobKey) async throws -> JobDetail? {
        try await store.job(key)
    }

    /// Stored jobs whose group matches, ordered by key.
    public func jobs(matching group: GroupMatcher = .any) async throws -> [JobDetail] {
        try await store.jobs(matching: group)
    }

    /// A stored trigger with its state, or nil.
    public func trigger(_ key: TriggerKey) async throws -> StoredTrigger? {
        try await store.trigger(key)
    }

    /// Stored triggers that match, ordered by key.
    public func triggers(matching filter: TriggerFilter = .group(.any)) async throws -> [StoredTrigger] {
        try await store.triggers(matching: filter)
    }

    /// The names of paused trigger groups; `_$_ALL_GROUPS_PAUSED_$_` stands for all, as in Quartz.
    public func pausedGroups() async throws -> Set<String> {
        try await store.pausedGroups()
    }

    /// The nodes of the cluster, ordered by id.
    public func nodes() async throws -> [ClusterNode] {
        try await store.nodes()
    }

    /// The fires of all nodes, claimed and executing.
    public func fireInstances() async throws -> [FireInstance] {
        try await store.fireInstances()
    }

    /// The fires whose jobs run anywhere in the cluster, each with its node and since when, oldest first.
    ///
    /// Quartz's `getCurrentlyExecutingJobs` knows one node alone; for this node see `executing`.
    /// - Parameter job: Only fires of this job; nil: of every job. Default nil.
    public func currentlyExecuting(_ job: JobKey? = nil) async throws -> [FireInstance] {
        try await store.fireInstances()
            .filter { $0.state == .executing && (job == nil || $0.job == job) }
            .sorted { ($0.fireTime, $0.id.rawValue) < ($1.fireTime, $1.id.rawValue) }
    }

    // MARK: Keys

    /// The keys of the stored jobs whose group matches, ordered.
    public func jobKeys(matching group: GroupMatcher = .any) async throws -> [JobKey] {
        try await store.jobKeys(matching: group)
    }

    /// The keys of the stored triggers whose group matches, ordered.
    public func triggerKeys(matching group: GroupMatcher = .any) async throws -> [TriggerKey] {
        try await store.triggerKeys(matching: group)
    }

    /// The groups of the stored jobs, ascending.
    public func jobGroups() async throws -> [String] {
        Set(try await jobKeys().map(\.group)).sorted()
    }

    /// The groups of the stored triggers, ascending.
    public func triggerGroups() async throws -> [String] {
        Set(try await triggerKeys().map(\.group)).sorted()
    }

    /// Whether a job is stored, one whose row cannot be used included.
    public func exists(_ key: JobKey) async throws -> Bool {
        do {
            return try await store.job(key) != nil
        } catch let error as CarnelianError where error.code == .undecodableData {
            return true
        }
    }

    /// Whether a trigger is stored.
    public func exists(_ key: TriggerKey) async throws -> Bool {
        try await store.trigger(key) != nil
    }

    /// The triggers of a job with their states, ordered by key.
    public func triggers(of job: JobKey) async throws -> [StoredTrigger] {
        try await store.triggers(matching: .job(job))
    }

    /// The state of a trigger; nil: it is not stored.
    public func state(of key: TriggerKey) async throws -> TriggerState? {
        try await store.trigger(key)?.state
    }
}
