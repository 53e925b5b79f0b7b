import Carnelian
import CarnelianCore
import LibPQ

extension PostgresJobStore {
    /// The most rows of Quartz.NET that one check-in parks.
    private static let mostTicks: Int64 = 256

    /// The step that looks for rows of Quartz.NET.
    var tickTriggersStep: PQStep {
        step(EmbeddedSQL.clusterTickTriggers, [.text(schedulerName), .int8(DotNetTicks.first), .int8(Self.mostTicks)])
    }

    /// Parks what that step found.
    func parkTicks(_ found: PQResult) async throws {
        let keys = try KeyColumns.triggerKeys(found)
        guard !keys.isEmpty else { return }
        let rows = [step(EmbeddedSQL.catalogStoredTriggers, [.text(schedulerName)] + KeyColumns.parameters(keys))]
        try await locked(on: checkIns, then: rows) { transaction, results in
            var poison: [PoisonRow] = []
            for row in results[0].rows {
                let (found, reason) = try TriggerRow.decodeForReading(row)
                guard found.state == .waiting, let reason else { continue }
                poison.append(PoisonRow(trigger: found.trigger.key, reason: reason))
            }
            try await self.park(poison, in: transaction)
        }
    }
}
