public import Carnelian
public import CarnelianCore
import LibPQ
import Synchronization

extension PostgresJobStore {
    /// Records the ends of executions: one round trip without the lock row for jobs that are not exclusive.
    ///
    /// Returns the ids whose fire instance was not the node's any more. After a commit that was sent and never answered,
    /// the repeated call finds its rows gone; those count as recorded.
    public func complete(_ completions: [Completion]) async throws -> Set<FireInstanceID> {
        var lost: Set<FireInstanceID> = []
        for (instance, batch) in Dictionary(grouping: completions, by: \.instance) {
            let ids = Set(batch.map(\.id))
            let done: Set<FireInstanceID>
            do {
                done = try await record(CompletionPlan(batch, hasForeignNodes: hasForeignNodes), by: instance)
            } catch let error as PQError {
                if error.commitOutcomeUnknown { uncertainCompletions.withLock { $0.formUnion(ids) } }
                throw failure(error, during: "complete")
            }
            lost.formUnion(uncertainCompletions.withLock { uncertain in
                let missing = ids.subtracting(done).subtracting(uncertain)
                uncertain.subtract(ids)
                return missing
            })
        }
        return lost
    }

    private func record(_ plan: CompletionPlan, by instance: InstanceID) async throws -> Set<FireInstanceID> {
        let common: [PQValue] = [.text(schedulerName), .text(instance.rawValue)]
        var steps: [PQStep] = []
        let data = plan.withData
        if !data.isEmpty {
            steps.append(step(
                EmbeddedSQL.completionWriteBack,
                common + [
                    .textArray(data.map(\.id.rawValue)), .byteaArray(data.map { JobDataBytes.encode($0.data) }),
                ]
            ))
        }
        // In the order of their keys, so that two batches which share rows lock them in the same order.
        let ordered = plan.completions.sorted { $0.id.rawValue < $1.id.rawValue }
        steps.append(step(
            EmbeddedSQL.completionRecord,
            common + [.textArray(ordered.map(\.id.rawValue)), .boolArray(ordered.map(\.isFinal))]
        ))
        if plan.needsLock {
            return try await recordLocked(plan, steps: steps)
        }
        let pipeline = steps
        let results = try await retrying {
            try await self.completing.withConnection { connection in
                try await connection.pipeline(pipeline, transaction: .readCommitted)
            }
        }
        return try Self.ids(results.last)
    }

    /// The rare path: what follows depends on which fire instances were still the node's.
    private func recordLocked(_ plan: CompletionPlan, steps: [PQStep]) async throws -> Set<FireInstanceID> {
        let now = clock.now()
        return try await retrying {
            try await self.completing.withConnection { connection in
                try await connection.transaction(
                    .readCommitted, opening: [self.step(EmbeddedSQL.firingLock, [.text(self.schedulerName)])] + steps
                ) { transaction, results in
                    let done = try Self.ids(results.last)
                    let consequences = self.consequences(of: plan, for: done, now: now)
                    if !consequences.isEmpty { _ = try await transaction.pipeline(consequences) }
                    return done
                }
            }
        }
    }

    /// What follows from the completions that counted: instructions first, then orphans, then the jobs that go on.
    private func consequences(of plan: CompletionPlan, for done: Set<FireInstanceID>, now: Timestamp) -> [PQStep] {
        let name = PQValue.text(schedulerName)
        var steps: [PQStep] = []
        func add(_ template: SQLTemplate, _ names: [String], _ groups: [String], _ more: [PQValue] = []) {
            guard !names.isEmpty else { return }
            steps.append(step(template, [name, .textArray(names), .textArray(groups)] + more))
        }
        let triggers = plan.unscheduledTriggers(done)
        add(EmbeddedSQL.completionRemoveSpent, triggers.map(\.name), triggers.map(\.group))
        let jobs = plan.unscheduledJobs(done)
        add(EmbeddedSQL.completionRemoveTriggersOfJobs, jobs.map(\.name), jobs.map(\.group))
        let at = PQValue.int8(now.milliseconds)
        let parked = plan.parkedTriggers(done)
        add(
            EmbeddedSQL.completionParkTriggers, parked.map(\.key.name), parked.map(\.key.group),
            [.textArray(parked.map(\.reason)), at]
        )
        let parkedJobs = plan.parkedJobs(done)
        add(
            EmbeddedSQL.completionParkJobs, parkedJobs.map(\.key.name), parkedJobs.map(\.key.group),
            [.textArray(parkedJobs.map(\.reason)), at]
        )
        let orphans = plan.orphans(done)
        add(EmbeddedSQL.completionRemoveOrphans, orphans.map(\.name), orphans.map(\.group))
        let unblocked = plan.unblocked(done)
        add(EmbeddedSQL.completionUnblock, unblocked.map(\.name), unblocked.map(\.group))
        if !unblocked.isEmpty, let signal = notifyStep(earliest: nil) { steps.append(signal) }
        return steps
    }

    private static func ids(_ result: PQResult?) throws -> Set<FireInstanceID> {
        var ids: Set<FireInstanceID> = []
        guard let rows = result?.rows else { return ids }
        for row in rows {
            ids.insert(FireInstanceID(rawValue: try row.string(0)))
        }
        return ids
    }
}
