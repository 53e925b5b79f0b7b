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
            if !handled.isEmpty { _ = try await transaction.pipeline(self.rewrite(handled.map(\.after))) }
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

    /// The steps that store WAITING triggers as misfire handling left them; those without a further fire time are removed.
    ///
    /// They stay WAITING: a trigger that was resumed by itself inside a paused group is not paused again.
    private func rewrite(_ handled: [Trigger]) -> [PQStep] {
        let name = PQValue.text(schedulerName)
        let kept = handled.filter { $0.nextFireTime != nil }
        let spent = handled.filter { $0.nextFireTime == nil }
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
        if let earliest = kept.compactMap(\.nextFireTime).min(), let signal = notifyStep(earliest: earliest) {
            steps.append(signal)
        }
        return steps
    }
}
