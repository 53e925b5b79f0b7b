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
            lost.formUnion(
                uncertainCompletions.withLock { uncertain in
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
            steps.append(
                step(
                    EmbeddedSQL.completionWriteBack,
                    common + [
                        .textArray(data.map(\.id.rawValue)), .byteaArray(data.map { JobDataBytes.encode($0.data) }),
                    ]
                ))
        }
        // In the order of their keys, so that two batches which share rows lock them in the same order.
        let ordered = plan.completions.sorted { $0.id.rawValue < $1.id.rawValue }
        steps.append(
            step(
                EmbeddedSQL.completionRecord,
                common + [.textArray(ordered.map(\.id.rawValue)), .boolArray(ordered.map(\.isFinal))]
            ))
        if plan.needsLock {
            return try await recordLocked(plan, by: instance, steps: steps)
        }
        let pipeline = steps
        let results = try await retrying {
            try await self.completing.withConnection { connection in
                try await connection.pipeline(pipeline, transaction: .readCommitted)
            }
        }
        let recorded = try Recorded(results.last)
        let orphans = plan.orphans(endedEarly: recorded.endedEarly)
        // A misfire ended the schedule while its last fire executed: the job goes after the fact, under the lock.
        if !orphans.isEmpty { try await locked(on: completing, then: [removing(orphans)]) { _, _ in } }
        return recorded.ids
    }

    /// Under the lock row: what follows depends on which fire instances are still the node's.
    private func recordLocked(
        _ plan: CompletionPlan, by instance: InstanceID, steps: [PQStep]
    ) async throws -> Set<FireInstanceID> {
        let now = clock.now()
        let opening = [
            step(EmbeddedSQL.firingLock, [.text(schedulerName)]),
            step(
                EmbeddedSQL.completionOwned,
                [
                    .text(schedulerName), .text(instance.rawValue),
                    .textArray(plan.completions.map(\.id.rawValue)),
                ]
            ),
        ]
        let done = try await retrying {
            try await self.completing.withConnection { connection in
                try await connection.transaction(.readCommitted, opening: opening) { transaction, results in
                    let owned = Set(try results[1].rows.map { FireInstanceID(rawValue: try $0.string(0)) })
                    // Parked triggers are in ERROR before the record is made, which then leaves them; fixed-delay
                    // triggers that are over are COMPLETE, and go with it.
                    let delays = self.steps(ending: plan.delays(owned), isRecorded: true)
                    let before = delays + self.parking(plan, for: owned, now: now)
                    let after = self.consequences(of: plan, for: owned)
                    let answers = try await transaction.pipeline(before + steps + after)
                    let recorded = try Recorded(answers[before.count + steps.count - 1])
                    let orphans = plan.orphans(endedEarly: recorded.endedEarly)
                    if !orphans.isEmpty { _ = try await transaction.pipeline([self.removing(orphans)]) }
                    return recorded.ids
                }
            }
        }
        if let earliest = plan.delays(done).earliest { announce(earliest: earliest) }
        return done
    }

    private func parking(_ plan: CompletionPlan, for ids: Set<FireInstanceID>, now: Timestamp) -> [PQStep] {
        let (triggers, jobs) = (plan.parkedTriggers(ids), plan.parkedJobs(ids))
        let at = PQValue.int8(now.milliseconds)
        return steps(
            EmbeddedSQL.completionParkTriggers, triggers.map(\.key.name), triggers.map(\.key.group),
            [.textArray(triggers.map(\.reason)), at]
        )
            + steps(
                EmbeddedSQL.completionParkJobs, jobs.map(\.key.name), jobs.map(\.key.group),
                [.textArray(jobs.map(\.reason)), at]
            )
    }

    /// What follows from the completions that counted: schedules that end, then orphans, then the jobs that go on.
    private func consequences(of plan: CompletionPlan, for ids: Set<FireInstanceID>) -> [PQStep] {
        let (triggers, jobs) = (plan.unscheduledTriggers(ids), plan.unscheduledJobs(ids))
        let (orphans, unblocked) = (plan.orphans(ids), plan.unblocked(ids))
        var result = steps(EmbeddedSQL.completionRemoveSpent, triggers.map(\.name), triggers.map(\.group))
        result += steps(EmbeddedSQL.completionRemoveTriggersOfJobs, jobs.map(\.name), jobs.map(\.group))
        result += steps(EmbeddedSQL.completionRemoveOrphans, orphans.map(\.name), orphans.map(\.group))
        result += steps(EmbeddedSQL.completionUnblock, unblocked.map(\.name), unblocked.map(\.group))
        if !unblocked.isEmpty, let signal = notifyStep(earliest: nil) { result.append(signal) }
        return result
    }

    /// One step over keys, or none where there is no key.
    private func steps(
        _ template: SQLTemplate, _ names: [String], _ groups: [String], _ more: [PQValue] = []
    ) -> [PQStep] {
        guard !names.isEmpty else { return [] }
        return [step(template, [.text(schedulerName), .textArray(names), .textArray(groups)] + more)]
    }

    private func removing(_ orphans: [JobKey]) -> PQStep {
        step(
            EmbeddedSQL.completionRemoveOrphans,
            [.text(schedulerName), .textArray(orphans.map(\.name)), .textArray(orphans.map(\.group))]
        )
    }
}

/// What `completion/record.sql` answered.
private struct Recorded {
    /// The executions that ended here.
    var ids: Set<FireInstanceID> = []
    /// Those of them whose trigger went although it had a further fire time when it fired.
    var endedEarly: Set<FireInstanceID> = []

    init(_ result: PQResult?) throws {
        guard let rows = result?.rows else { return }
        for row in rows {
            let id = FireInstanceID(rawValue: try row.string(0))
            if try row.bool(1) { endedEarly.insert(id) } else { ids.insert(id) }
        }
    }
}
