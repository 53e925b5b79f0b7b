public import CarnelianCore
import LibPQ

extension PostgresJobStore {
    /// Removes jobs together with their triggers; returns the keys that were stored.
    public func removeJobs(_ keys: [JobKey]) async throws -> Set<JobKey> {
        guard !keys.isEmpty else { return [] }
        let parameters = [.text(schedulerName)] + KeyColumns.parameters(Set(keys))
        let questions = [
            step(EmbeddedSQL.catalogLockJobs, parameters), step(EmbeddedSQL.catalogTriggerKeysOfJobs, parameters),
        ]
        return try await locked(then: questions) { transaction, results in
            let triggers = try KeyColumns.triggerKeys(results[1])
            var steps = triggers.isEmpty ? [] : deletion(of: triggers)
            steps.append(step(EmbeddedSQL.catalogDeleteJobs, parameters))
            let answers = try await transaction.pipeline(steps)
            guard let removed = answers.last else { return [] }
            return Set(try KeyColumns.jobKeys(removed))
        }
    }

    /// Removes triggers, and the non-durable jobs that lose their last trigger; returns the keys that were stored.
    public func removeTriggers(_ keys: [TriggerKey]) async throws -> Set<TriggerKey> {
        guard !keys.isEmpty else { return [] }
        let keys = Set(keys)
        let question = step(EmbeddedSQL.catalogJobsOfTriggers, [.text(schedulerName)] + KeyColumns.parameters(keys))
        return try await locked(then: [question]) { transaction, results in
            let owners = try results.first.map(KeyColumns.jobKeys) ?? []
            return Set(try await remove(keys, of: owners, transaction))
        }
    }

    /// Removes every job, trigger, calendar and pause of this scheduler; fire instances and nodes stay.
    public func clear() async throws {
        let scheduler = PQValue.text(schedulerName)
        _ = try await lockedPipeline([
            step(EmbeddedSQL.catalogClearExtensions, [scheduler]), step(EmbeddedSQL.catalogClearTriggers, [scheduler]),
            step(EmbeddedSQL.catalogClearJobs, [scheduler]),
        ])
    }

    /// Removes triggers and the orphans among the jobs that they belong to; their rows must be locked.
    @discardableResult
    func remove(
        _ keys: some Collection<TriggerKey>, of owners: [JobKey], _ transaction: PQTransaction
    ) async throws -> [TriggerKey] {
        guard !keys.isEmpty else { return [] }
        var steps = deletion(of: keys)
        if !owners.isEmpty {
            let parameters = [.text(schedulerName)] + KeyColumns.parameters(owners)
            steps.append(step(EmbeddedSQL.catalogDeleteOrphans, parameters))
        }
        return try KeyColumns.triggerKeys(try await transaction.pipeline(steps)[1])
    }

    /// The two steps that delete triggers; the second answers with the keys that were stored.
    func deletion(of keys: some Collection<TriggerKey>) -> [PQStep] {
        let parameters = [.text(schedulerName)] + KeyColumns.parameters(keys)
        return [
            step(EmbeddedSQL.catalogDeleteExtensions, parameters), step(EmbeddedSQL.catalogDeleteTriggers, parameters),
        ]
    }
}
