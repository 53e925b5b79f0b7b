import Carnelian
public import CarnelianCore
package import LibPQ
import Logging

extension PostgresJobStore {
    /// Takes a trigger out of ERROR; false if it is not stored or not in ERROR.
    ///
    /// One without a next fire time goes.
    public func resetFromError(_ key: TriggerKey) async throws -> Bool {
        let scheduler = PQValue.text(schedulerName)
        let keys = [scheduler] + KeyColumns.parameters([key])
        let questions = [
            step(EmbeddedSQL.catalogStoredTriggers, keys), step(EmbeddedSQL.catalogJobsOfTriggers, keys),
            step(EmbeddedSQL.pausingPausedGroups, [scheduler]),
        ]
        let isReset = try await locked(then: questions) { transaction, results in
            guard let row = results[0].rows.first else { return false }
            let found = try TriggerRow.decodeForReading(row).row
            guard found.state == .error else { return false }
            let owners = try KeyColumns.jobKeys(results[1])
            guard let next = found.trigger.nextFireTime else {
                try await finish([found.trigger], transaction)
                return true
            }
            let executing = try await transaction.query(
                statement(EmbeddedSQL.catalogExecutingJobs), [scheduler] + KeyColumns.parameters(owners)
            )
            let conditions = TriggerConditions(
                isPaused: try PausedGroups(results[2]).contains(key.group),
                isBlocked: !executing.rows.isEmpty,
                hasNext: true
            )
            var steps = [
                step(
                    EmbeddedSQL.catalogWriteStates,
                    keys + [
                        .textArray([found.state.rawValue]),
                        .textArray([found.state.following(.reset(conditions)).rawValue]),
                    ]
                ),
                step(EmbeddedSQL.catalogForgetErrors, keys),
            ]
            if let notify = notifyStep(earliest: next) { steps.append(notify) }
            try await transaction.pipeline(steps)
            return true
        }
        if isReset { announce(earliest: nil) }
        return isReset
    }

    /// Parks triggers in ERROR with the reason; a row whose trigger is not known is only logged.
    package func park(_ rows: [PoisonRow], in transaction: PQTransaction) async throws {
        guard let step = parkStep(rows) else { return }
        try await transaction.pipeline([step])
    }

    /// The step that parks triggers in ERROR; nil if none of them is known.
    package func parkStep(_ rows: [PoisonRow]) -> PQStep? {
        for row in rows {
            logger.error(
                "a stored row cannot be used; its trigger is parked",
                metadata: ["trigger": "\(row.trigger.map { "\($0)" } ?? "?")", "reason": "\(row.reason)"]
            )
        }
        let known = rows.compactMap { row in row.trigger.map { (key: $0, reason: row.reason) } }
        guard !known.isEmpty else { return nil }
        return step(
            EmbeddedSQL.catalogPark,
            [.text(schedulerName)] + KeyColumns.parameters(known.map(\.key))
                + [.textArray(known.map(\.reason)), .int8(clock.now().milliseconds)]
        )
    }
}
