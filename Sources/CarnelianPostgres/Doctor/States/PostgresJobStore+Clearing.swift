import Carnelian
import CarnelianCore
import LibPQ

extension PostgresJobStore {
    /// Recovers nodes that are dead beyond doubt, and fires of nobody, as a peer that joins would.
    func recoverNodes(_ examination: Examination) async throws -> [RepairOutcome] {
        let now = Timestamp(milliseconds: examination.nodes.map(\.last.time).max() ?? examination.server.time)
        let dead = examination.nodes.filter(\.isDead).map { node in
            ClusterNode(
                instance: InstanceID(rawValue: node.instance),
                lastCheckIn: Timestamp(milliseconds: node.last.checkIn),
                checkInInterval: .milliseconds(node.last.interval))
        }
        let lonely = LonelyFires.among(examination.fires).filter { $0.isAbandoned(at: now.milliseconds) }.map { node in
            ClusterNode(instance: InstanceID(rawValue: node.instance), lastCheckIn: nil, checkInInterval: .zero)
        }
        // No node has this id, so that nothing is taken for the doctor's own.
        let checkIn = CheckIn(
            instance: InstanceID(rawValue: ""), now: now, interval: .zero, grace: .zero, previous: nil)
        let result = try await recover(dead + lonely, by: checkIn)
        return result.recovered.map { instance in
            let wasNode = dead.contains { $0.instance == instance }
            return RepairOutcome(
                code: (wasNode ? FindingKind.nodeDead : .fireWithoutNode).code, subject: "node \(instance)",
                message:
                    "recovered: \(result.releasedClaims) claims given back, \(result.refired) executions run again, "
                    + "\(result.abandoned) ended, over all such nodes",
                isDone: true)
        }
    }

    /// Deletes claims on triggers that are not claimed any more.
    func dropClaims(_ examination: Examination) async throws -> [RepairOutcome] {
        let now = examination.nodes.map(\.last.time).max() ?? examination.server.time
        let claims = examination.fires.filter { fire in
            fire.findings(at: now).contains { $0.code == FindingKind.claimWithoutTrigger.code }
        }
        guard !claims.isEmpty else { return [] }
        let results = try await lockedPipeline([
            step(
                EmbeddedSQL.doctorDropClaims,
                [.text(schedulerName), .textArray(claims.map(\.id)), .int8(now - FireFacts.longestClaim)])
        ])
        let dropped = Set(try results[0].rows.map { try $0.string(0) })
        return claims.filter { dropped.contains($0.id) }.map { claim in
            RepairOutcome(
                code: FindingKind.claimWithoutTrigger.code, subject: "\(claim.trigger)", message: "claim deleted",
                isDone: true)
        }
    }

    /// Deletes rows of no trigger, some hundreds under one lock.
    func dropStrays() async throws -> [RepairOutcome] {
        var outcomes: [RepairOutcome] = []
        let most: Int64 = 500
        while true {
            let result = try await lockedPipeline([
                step(EmbeddedSQL.doctorDropStrays, [.text(schedulerName), .int8(most)])
            ])[0]
            for row in result.rows {
                let key = TriggerKey(try row.string(1), group: try row.string(2))
                outcomes.append(
                    RepairOutcome(
                        code: FindingKind.ruleStray.code,
                        subject: "\(key) in \(names.quartzTable(try row.string(0)))", message: "deleted", isDone: true))
            }
            if result.rows.count < Int(most) { return outcomes }
        }
    }

    /// Lets fixed delays go on whose run is gone.
    func endStalledDelays(_ findings: [Finding]) async throws -> [RepairOutcome] {
        try await measureClock(samples: 3)
        let result = try await pipeline([stalledDelaysStep])[0]
        try await repairDelays(result, at: clock.now())
        let keys = Set(try KeyColumns.triggerKeys(result).map { "\($0)" })
        return findings.filter { $0.code == FindingKind.delayStalled.code && keys.contains($0.subject) }.map {
            $0.outcome("its delay counts from now")
        }
    }

    /// Deletes rows of the side tables that belong to nothing.
    func dropStaleSideRows(_ findings: [Finding]) async throws -> [RepairOutcome] {
        let scheduler = PQValue.text(schedulerName)
        _ = try await lockedPipeline(
            [
                step(EmbeddedSQL.clusterForgetStaleErrors, [scheduler]),
                step(EmbeddedSQL.clusterForgetStaleOptions, [scheduler]),
                step(EmbeddedSQL.doctorDropStaleNodes, [scheduler]),
            ], under: .stateAccess)
        return findings.filter { $0.code == FindingKind.sideRowsStale.code }.map { $0.outcome("deleted") }
    }
}
