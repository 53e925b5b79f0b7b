public import Carnelian
import CarnelianCore
import LibPQ

extension PostgresJobStore {
    /// Applies the misfire instructions of triggers whose fire time passed the limit; looks without the lock first.
    public func sweepMisfires(_ sweep: MisfireSweep) async throws -> MisfireSweepResult {
        let limit = PQValue.int8(sweep.misfireBefore.milliseconds)
        let any = try await read(EmbeddedSQL.misfireExists, [.text(schedulerName), limit], on: firing)
        guard !any.rows.isEmpty else { return MisfireSweepResult() }
        let find = step(EmbeddedSQL.misfireFind, [.text(schedulerName), limit, .int8(Int64(sweep.limit))])
        return try await locked(on: firing, then: [find]) { transaction, results in
            guard let rows = results.first?.rows else { return MisfireSweepResult() }
            var handled: [(before: Trigger, after: Trigger)] = []
            var poisoned: [PoisonRow] = []
            for row in rows {
                do {
                    let trigger = try TriggerRow.decode(row, at: 0).trigger
                    handled.append((trigger, trigger.applyingMisfire(at: sweep.now)))
                } catch let poison as PoisonRow {
                    poisoned.append(poison)
                }
            }
            if !poisoned.isEmpty { try await self.park(poisoned, in: transaction) }
            if !handled.isEmpty { _ = try await transaction.pipeline(try await self.rewrite(handled, in: transaction)) }
            return MisfireSweepResult(
                misfired: handled.compactMap { handled in
                    handled.before.nextFireTime.map { missed in
                        Misfire(
                            trigger: handled.before.key, missedFireTime: missed,
                            nextFireTime: handled.after.nextFireTime
                        )
                    }
                },
                mayHaveMore: rows.count >= sweep.limit
            )
        }
    }

    /// The steps that store triggers as misfire handling left them; those without a further fire time are removed.
    private func rewrite(
        _ handled: [(before: Trigger, after: Trigger)], in transaction: PQTransaction
    ) async throws -> [PQStep] {
        let name = PQValue.text(schedulerName)
        let states = try await conditions(of: handled.map(\.after), in: transaction)
        var kept: [(trigger: Trigger, state: TriggerState)] = []
        var spent: [Trigger] = []
        for (trigger, conditions) in zip(handled.map(\.after), states) {
            if trigger.nextFireTime == nil {
                spent.append(trigger)
            } else {
                kept.append((trigger, TriggerState.waiting.following(.store(conditions))))
            }
        }
        var steps: [PQStep] = []
        if !kept.isEmpty {
            steps.append(step(EmbeddedSQL.misfireApply, [name] + MisfireColumns(kept).parameters))
        }
        if !spent.isEmpty {
            let keys: [PQValue] = [name, .textArray(spent.map(\.key.name)), .textArray(spent.map(\.key.group))]
            let jobs: [PQValue] = [name, .textArray(spent.map(\.job.name)), .textArray(spent.map(\.job.group))]
            steps.append(step(EmbeddedSQL.completionRemoveSpent, keys))
            steps.append(step(EmbeddedSQL.completionRemoveOrphans, jobs))
        }
        let due = kept.contains { $0.state == .waiting }
        if due, let signal = notifyStep(earliest: kept.compactMap(\.trigger.nextFireTime).min()) { steps.append(signal) }
        return steps
    }
}
