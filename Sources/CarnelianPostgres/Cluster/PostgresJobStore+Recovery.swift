public import Carnelian
public import CarnelianCore
import LibPQ

extension PostgresJobStore {
    /// Recovers failed nodes: their claims return, their executions that ask for it run again.
    ///
    /// Nodes that have checked in
    /// meanwhile are left alone.
    public func recover(_ failed: [ClusterNode], by checkIn: CheckIn) async throws -> RecoveryResult {
        guard !failed.isEmpty else { return RecoveryResult() }
        let questions = [
            step(EmbeddedSQL.clusterNodes, [.text(schedulerName)]),
            step(EmbeddedSQL.storeLock, [.text(schedulerName), .text(LockName.triggerAccess.rawValue)]),
        ]
        return try await locked(.stateAccess, then: questions) { transaction, results in
            let known = try checkIns(in: results[0])
            let nodes = failed.filter { Self.mayRecover($0, by: checkIn, known) }.map(\.instance)
            guard !nodes.isEmpty else { return RecoveryResult() }
            let fires = try await abandonedFires(of: nodes, checkIn, transaction)
            try await forget(fires, transaction)
            // Before spent triggers go: the recovery trigger keeps a job that is not durable.
            try await refire(fires.compactMap(\.recoveryTrigger), transaction)
            let ended = Set(fires.filter { $0.fate != .release }.map(\.trigger))
            try await endDelays(of: ended, at: checkIn.now, transaction)
            try await removeSpent(ended, transaction)
            try await forget(nodes.filter { $0 != checkIn.instance }, transaction)
            return RecoveryResult(
                recovered: nodes,
                releasedClaims: fires.count { $0.fate == .release },
                refired: fires.count { $0.fate == .refire },
                abandoned: fires.count { $0.fate == .abandon }
            )
        }
    }

    /// Whether a node that a check-in convicted is still as it was then.
    private static func mayRecover(
        _ node: ClusterNode, by checkIn: CheckIn, _ known: [InstanceID: Timestamp]
    ) -> Bool {
        // What an earlier process of this node's id left behind; this process's own row stands there already.
        if node.instance == checkIn.instance { return checkIn.previous == nil }
        return known[node.instance] == node.lastCheckIn
    }

    private func checkIns(in result: PQResult) throws -> [InstanceID: Timestamp] {
        let pairs = try result.rows.map { row in
            (InstanceID(rawValue: try row.string(0)), Timestamp(milliseconds: try row.int64(1)))
        }
        return Dictionary(pairs) { first, _ in first }
    }

    private func abandonedFires(
        of nodes: [InstanceID], _ checkIn: CheckIn, _ transaction: PQTransaction
    ) async throws -> [AbandonedFire] {
        let result = try await transaction.query(
            statement(EmbeddedSQL.clusterFiresOfInstances),
            [
                .text(schedulerName), .textArray(nodes.map(\.rawValue)), .text(checkIn.instance.rawValue),
                .int8(checkIn.now.milliseconds),
            ]
        )
        return try result.rows.map(AbandonedFire.init)
    }

    /// Deletes fire instances, gives claimed triggers back and unblocks the jobs.
    private func forget(_ fires: [AbandonedFire], _ transaction: PQTransaction) async throws {
        guard !fires.isEmpty else { return }
        let scheduler = PQValue.text(schedulerName)
        let claimed = Set(fires.filter { $0.fate == .release }.map(\.trigger))
        let jobs = Set(fires.filter { $0.isExclusive || $0.state.hasSuffix("BLOCKED") }.compactMap(\.job))
        var steps = [
            step(EmbeddedSQL.clusterDeleteFires, [scheduler, .textArray(fires.map(\.id.rawValue))]),
            step(EmbeddedSQL.clusterReturnClaims, [scheduler] + KeyColumns.parameters(claimed)),
            step(EmbeddedSQL.clusterUnblockJobs, [scheduler] + KeyColumns.parameters(jobs)),
        ]
        if let notify = notifyStep(earliest: nil) { steps.append(notify) }
        try await transaction.pipeline(steps)
    }

    /// Stores the triggers that run executions again.
    private func refire(_ triggers: [Trigger], _ transaction: PQTransaction) async throws {
        guard !triggers.isEmpty else { return }
        let facts = try CatalogFacts(
            try await transaction.pipeline(
                CatalogFacts.steps(self, jobs: Set(triggers.map(\.job)), triggers: triggers.map(\.key))
            )
        )
        try await write([], triggers.filter { !facts.hasTrigger($0.key) }, facts, .fail, transaction)
    }

    /// Removes triggers whose last fire instance is gone and that never fire again, with the jobs that are orphans
    /// then.
    func removeSpent(_ ended: Set<TriggerKey>, _ transaction: PQTransaction) async throws {
        guard !ended.isEmpty else { return }
        let keys = [.text(schedulerName)] + KeyColumns.parameters(ended)
        let results = try await transaction.pipeline([
            step(EmbeddedSQL.clusterSpentTriggers, keys), step(EmbeddedSQL.catalogJobsOfTriggers, keys),
        ])
        try await remove(
            try KeyColumns.triggerKeys(results[0]), of: try KeyColumns.jobKeys(results[1]), transaction
        )
    }

    private func forget(_ nodes: [InstanceID], _ transaction: PQTransaction) async throws {
        guard !nodes.isEmpty else { return }
        var steps = [
            step(EmbeddedSQL.clusterForgetNodes, [.text(schedulerName), .textArray(nodes.map(\.rawValue))])
        ]
        if let notify = notifyStep(.clusterChanged) { steps.append(notify) }
        try await transaction.pipeline(steps)
    }

    /// A clean stop: releases the node's claims and removes it from the cluster.
    ///
    /// While executions of it are still recorded its row stays, so that peers convict it in time and recover them.
    public func leave(_ instance: InstanceID) async throws {
        let scheduler = PQValue.text(schedulerName)
        let questions = [
            step(EmbeddedSQL.storeLock, [scheduler, .text(LockName.triggerAccess.rawValue)]),
            step(EmbeddedSQL.clusterClaimsOfInstance, [scheduler, .text(instance.rawValue)]),
        ]
        try await locked(.stateAccess, then: questions) { transaction, results in
            var claims: [FireInstanceID] = []
            var triggers: Set<TriggerKey> = []
            var isExecuting = false
            for row in results[1].rows {
                guard try row.string(3) == FireState.acquired.rawValue else {
                    isExecuting = true
                    continue
                }
                claims.append(FireInstanceID(rawValue: try row.string(0)))
                triggers.insert(TriggerKey(try row.string(1), group: try row.string(2)))
            }
            if !claims.isEmpty {
                var steps = [
                    step(EmbeddedSQL.clusterDeleteFires, [scheduler, .textArray(claims.map(\.rawValue))]),
                    step(EmbeddedSQL.clusterReturnClaims, [scheduler] + KeyColumns.parameters(triggers)),
                ]
                if let notify = notifyStep(earliest: nil) { steps.append(notify) }
                try await transaction.pipeline(steps)
            }
            if !isExecuting { try await forget([instance], transaction) }
        }
    }
}
