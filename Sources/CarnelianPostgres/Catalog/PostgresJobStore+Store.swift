public import Carnelian
public import CarnelianCore
import LibPQ
import Logging

extension PostgresJobStore {
    /// Stores jobs, then triggers, in one transaction; all or nothing.
    public func store(jobs: [JobDetail], triggers: [Trigger], onConflict: ConflictResolution) async throws {
        let batch = try CatalogBatch(jobs: jobs, triggers: triggers, onConflict: onConflict)
        guard !batch.jobs.isEmpty || !batch.triggers.isEmpty else { return }
        let questions = CatalogFacts.steps(self, jobs: batch.jobKeys, triggers: batch.triggers.map(\.key))
        let earliest = try await locked(then: questions) { transaction, results in
            let facts = try CatalogFacts(results)
            try check(batch, against: facts, onConflict)
            let book = try await calendars(of: batch.triggers, transaction)
            var triggers = try batch.triggers.map { try CatalogBatch.scheduled($0, book) }
            let earliest = triggers.compactMap(\.nextFireTime).min()
            if onConflict == .reconcile {
                triggers.removeAll { trigger in
                    guard let stored = facts.triggers[trigger.key] ?? nil else { return false }
                    return CatalogBatch.definition(of: stored) == CatalogBatch.definition(of: trigger)
                }
            }
            try await write(batch.jobs, triggers, facts, onConflict, transaction)
            return earliest
        }
        announce(earliest: earliest)
        if batch.triggers.count >= 5_000 { await analyze() }
    }

    /// Replaces a trigger by another of the same job; false if the old one is not stored.
    public func replaceTrigger(
        _ key: TriggerKey, with trigger: Trigger, keepingNextFireTime: Bool
    ) async throws -> Bool {
        let replacement = try CatalogBatch.storable(trigger)
        let questions = CatalogFacts.steps(self, jobs: [trigger.job], triggers: Set([key, trigger.key]))
        let replaced = try await locked(then: questions) { transaction, results -> Trigger? in
            let facts = try CatalogFacts(results)
            guard let owner = facts.owners[key] else { return nil }
            let book = try await calendars(of: [replacement], transaction)
            let old = keepingNextFireTime ? facts.triggers[key] ?? nil : nil
            let trigger = try CatalogBatch.scheduled(replacement, after: old, book)
            guard owner == trigger.job else {
                throw CarnelianError(
                    .invalidValue, "trigger \(key) belongs to job \(owner); its replacement names job \(trigger.job)"
                )
            }
            guard trigger.key == key || !facts.hasTrigger(trigger.key) else {
                throw CarnelianError(.alreadyExists, "trigger \(trigger.key) is stored already")
            }
            if trigger.key != key {
                try await transaction.pipeline(deletion(of: [key]))
            }
            try await write([], [trigger], facts, .replace, transaction)
            return trigger
        }
        if let replaced { announce(earliest: replaced.nextFireTime) }
        return replaced != nil
    }

    /// Renews the server's statistics; the batch is stored, whatever becomes of this.
    private func analyze() async {
        do {
            _ = try await pool.withConnection { [sql = statement(EmbeddedSQL.catalogAnalyze).sql] connection in
                try await connection.query(sql)
            }
        } catch {
            logger.debug("the tables could not be analyzed", metadata: ["error": "\(error)"])
        }
    }

    private func check(_ batch: CatalogBatch, against facts: CatalogFacts, _ onConflict: ConflictResolution) throws {
        let added = Set(batch.jobs.map(\.key))
        for trigger in batch.triggers where !added.contains(trigger.job) && !facts.hasJob(trigger.job) {
            throw CarnelianError(
                .notFound, "trigger \(trigger.key) names job \(trigger.job), which is neither stored nor in the batch"
            )
        }
        guard onConflict == .fail else { return }
        if let job = batch.jobs.first(where: { facts.hasJob($0.key) }) {
            throw CarnelianError(.alreadyExists, "job \(job.key) is stored already")
        }
        if let trigger = batch.triggers.first(where: { facts.hasTrigger($0.key) }) {
            throw CarnelianError(.alreadyExists, "trigger \(trigger.key) is stored already")
        }
    }

    /// Writes what the facts allow, in the lock's transaction.
    func write(
        _ jobs: [JobDetail], _ triggers: [Trigger], _ facts: CatalogFacts, _ onConflict: ConflictResolution,
        _ transaction: PQTransaction
    ) async throws {
        let scheduler = PQValue.text(schedulerName)
        let replaces = PQValue.bool(onConflict != .fail)
        var steps: [PQStep] = []
        if !jobs.isEmpty {
            steps.append(step(EmbeddedSQL.catalogWriteJobs, [scheduler] + JobColumns(jobs).parameters + [replaces]))
        }
        let replaced = triggers.map(\.key).filter(facts.hasTrigger)
        if !replaced.isEmpty {
            let keys = [scheduler] + KeyColumns.parameters(replaced)
            steps.append(step(EmbeddedSQL.catalogDeleteExtensions, keys))
        }
        if !triggers.isEmpty {
            let columns = TriggerColumns(
                triggers.map { StoredTriggerState(trigger: $0, state: .stored(facts.conditions(for: $0))) }
            )
            steps.append(step(EmbeddedSQL.catalogWriteTriggers, [scheduler] + columns.parameters + [replaces]))
            let added = triggers.map(\.key).filter { !facts.hasTrigger($0) }
            if !added.isEmpty {
                steps.append(step(EmbeddedSQL.catalogForgetOptions, [scheduler] + KeyColumns.parameters(added)))
            }
            if let simple = columns.simpleParameters {
                steps.append(step(EmbeddedSQL.catalogWriteSimple, [scheduler] + simple))
            }
            if let cron = columns.cronParameters {
                steps.append(step(EmbeddedSQL.catalogWriteCron, [scheduler] + cron))
            }
            if let simprop = columns.simpropParameters {
                steps.append(step(EmbeddedSQL.catalogWriteSimprop, [scheduler] + simprop))
            }
            if let options = columns.optionParameters {
                steps.append(step(EmbeddedSQL.catalogWriteOptions, [scheduler] + options))
            }
            if let notify = notifyStep(earliest: triggers.compactMap(\.nextFireTime).min()) { steps.append(notify) }
        }
        let left = Set(triggers.compactMap { trigger in facts.owners[trigger.key].filter { $0 != trigger.job } })
        if !left.isEmpty {
            steps.append(step(EmbeddedSQL.catalogDeleteOrphans, [scheduler] + KeyColumns.parameters(left)))
        }
        let results = try await transaction.pipeline(steps)
        // Another runtime may store without the lock; what it stored meanwhile is not overwritten.
        let written = results.prefix(jobs.isEmpty ? 1 : 2).map(\.rows.count)
        if onConflict == .fail, written != [jobs.count, triggers.count].filter({ $0 > 0 }) {
            throw CarnelianError(.alreadyExists, "a job or trigger of the batch was stored by another node meanwhile")
        }
    }
}

extension Optional {
    /// The value if it satisfies the predicate.
    fileprivate func filter(_ isIncluded: (Wrapped) -> Bool) -> Wrapped? {
        flatMap { isIncluded($0) ? $0 : nil }
    }
}
