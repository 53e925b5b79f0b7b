import Carnelian
import CarnelianCore
import LibPQ
import Logging

extension PostgresJobStore {
    /// The most fixed-delay triggers that one check-in repairs.
    private static let mostRepairs: Int64 = 256

    /// Lets the fixed-delay triggers among these go on as if the run that their node left behind had ended now.
    ///
    /// An execution that runs again for recovery is a fire of its own: the delay does not wait for it.
    func endDelays(of keys: Set<TriggerKey>, at now: Timestamp, _ transaction: PQTransaction) async throws {
        guard !keys.isEmpty else { return }
        let stored = try await transaction.query(
            statement(EmbeddedSQL.catalogStoredTriggers), [.text(schedulerName)] + KeyColumns.parameters(keys)
        )
        var delays = EndedDelays()
        for row in stored.rows {
            let trigger = try TriggerRow.decodeForReading(row).row.trigger
            guard case .fixedDelay(let rule) = trigger.kind, trigger.nextFireTime == FixedDelayTrigger.running,
                let fired = trigger.previousFireTime
            else { continue }
            delays.append(
                trigger.key, fired: fired, next: rule.fireTime(afterRunEndingAt: now, end: trigger.endTime)
            )
        }
        let steps = steps(ending: delays, isRecorded: false)
        if !steps.isEmpty { try await transaction.pipeline(steps) }
    }

    /// The step that looks for fixed-delay triggers whose run no node executes any more.
    var stalledDelaysStep: PQStep {
        step(
            EmbeddedSQL.clusterStalledDelays,
            [.text(schedulerName), .int8(FixedDelayTrigger.running.milliseconds), .int8(Self.mostRepairs)]
        )
    }

    /// Repairs what that step found: another runtime recovered the node and knows of no delays.
    func repairDelays(_ found: PQResult, at now: Timestamp) async throws {
        let keys = Set(try KeyColumns.triggerKeys(found))
        guard !keys.isEmpty else { return }
        try await locked(on: checkIns) { transaction in
            try await self.endDelays(of: keys, at: now, transaction)
            try await self.removeSpent(keys, transaction)
        }
        logger.notice(
            "fixed-delay triggers waited for a run that no node executes; they go on",
            metadata: ["triggers": "\(keys.count)"]
        )
    }
}
