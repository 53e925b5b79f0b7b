public import CarnelianCore

extension Scheduler {
    /// Stores a job without a trigger; see `store(jobs:onConflict:allowsNonDurable:)`.
    public func store(
        job: JobDetail, onConflict: ConflictResolution = .reconcile, allowsNonDurable: Bool = false
    ) async throws {
        try await store(jobs: [job], onConflict: onConflict, allowsNonDurable: allowsNonDurable)
    }

    /// Stores jobs without triggers in one transaction: Quartz's `addJob`.
    ///
    /// Their triggers come later, or never: `fireNow(_:data:)` fires a stored job. Triggers that a replaced job has stay.
    /// - Parameters:
    ///   - jobs: The jobs, durable ones: others would vanish with the next trigger that ends.
    ///   - onConflict: What happens to jobs that are stored already. Default: they are replaced.
    ///   - allowsNonDurable: Whether jobs that are not durable are stored too, for triggers that come soon or are stored;
    ///     Quartz's `storeNonDurableWhileAwaitingScheduling`. Without a trigger they go with the next execution of theirs
    ///     that was the last one of its trigger. Default false.
    /// - Throws: `CarnelianError` with code `.invalidValue` for a job that is not durable, `.alreadyExists` if `onConflict`
    ///   is `.fail`.
    public func store(
        jobs: [JobDetail], onConflict: ConflictResolution = .reconcile, allowsNonDurable: Bool = false
    ) async throws {
        if !allowsNonDurable, let job = jobs.first(where: { !$0.isDurable }) {
            throw CarnelianError(
                .invalidValue, "job \(job.key) is stored without a trigger, so it must be durable: set isDurable"
            )
        }
        try await schedule(jobs: jobs, triggers: [], onConflict: onConflict)
    }

    /// Removes a job with its triggers; false if it is not stored.
    ///
    /// Executions in progress go on.
    @discardableResult
    public func delete(_ key: JobKey) async throws -> Bool {
        try await !delete([key]).isEmpty
    }

    /// Removes jobs with their triggers in one transaction; returns the keys that were stored.
    ///
    /// Executions in progress go on.
    @discardableResult
    public func delete(_ keys: [JobKey]) async throws -> Set<JobKey> {
        let removed = try await store.removeJobs(keys)
        if !removed.isEmpty { node.events.emit(.jobsDeleted(removed.sorted())) }
        return removed
    }

    /// Removes every job, trigger, calendar and pause of this scheduler name; executions in progress go on, and nodes stay.
    public func clear() async throws {
        try await store.clear()
        node.events.emit(.cleared)
    }
}
