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
}
