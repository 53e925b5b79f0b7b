public import Carnelian
import CarnelianCore
import LibPQ
import Logging

extension PostgresJobStore {
    /// Records that the node lives and lists the cluster, with the nodes that this one may recover.
    ///
    /// Runs on a connection of its own, and looks at the server's clock.
    public func checkIn(_ checkIn: CheckIn) async throws -> CheckInResult {
        let scheduler = PQValue.text(schedulerName)
        let instance = PQValue.text(checkIn.instance.rawValue)
        let isFirst = checkIn.previous == nil
        var steps = [
            step(EmbeddedSQL.clusterNodes, [scheduler]),
            step(
                EmbeddedSQL.clusterCheckIn,
                [
                    scheduler, instance, .int8(checkIn.now.milliseconds), .int8(checkIn.interval.wholeMilliseconds),
                    .bool(isFirst),
                ]
            ),
            step(
                EmbeddedSQL.clusterRegister,
                [
                    scheduler, instance, .text(membership.incarnation), .int8(checkIn.now.milliseconds),
                    .text(Self.version),
                ] + NodeRow.parameters(checkIn.profile)
            ),
        ]
        // Fire instances of nobody are looked for when a node joins, as Quartz does.
        if isFirst {
            steps.insert(step(EmbeddedSQL.clusterOrphanedInstances, [scheduler]), at: 1)
            steps.append(step(EmbeddedSQL.clusterForgetStaleErrors, [scheduler]))
            steps.append(step(EmbeddedSQL.clusterForgetStaleOptions, [scheduler]))
            if let notify = notifyStep(.clusterChanged) { steps.append(notify) }
        }
        steps.append(step(EmbeddedSQL.clusterTakeInterrupts, [scheduler, instance]))
        steps += [tickTriggersStep, stalledDelaysStep]
        let results = try await lockedPipeline(steps, under: .stateAccess, on: checkIns)
        var result = try decoded { try Self.result(of: results, isFirst: isFirst, checkIn) }
        result.interrupted = try decoded { try Self.interrupted(results.dropLast(2).last) }
        membership.hasForeignNodes = try decoded { try Self.hasForeignNodes(results[0], besides: checkIn.instance) }
        do {
            if let stalled = results.last { try await repairDelays(stalled, at: checkIn.now) }
            if let ticks = results.dropLast().last { try await parkTicks(ticks) }
        } catch let error as CarnelianError {
            logger.debug("triggers could not be repaired or parked", metadata: ["error": "\(error)"])
        }
        do {
            try await measureClock(samples: 3)
        } catch let error as CarnelianError {
            logger.debug("the server's clock could not be read", metadata: ["error": "\(error)"])
        }
        return result
    }

    /// The nodes of the cluster, ordered by id.
    public func nodes() async throws -> [ClusterNode] {
        let result = try await read(EmbeddedSQL.clusterNodes, [.text(schedulerName)])
        return try decoded { try result.rows.map(NodeRow.decode) }.sorted { $0.instance < $1.instance }
    }

    /// The fire instances of all nodes, claimed and executing.
    public func fireInstances() async throws -> [FireInstance] {
        let result = try await read(EmbeddedSQL.clusterFireInstances, [.text(schedulerName)])
        return try decoded { try result.rows.map(FireInstanceRow.decode) }
    }

    private static let version = "1"

    private static func result(
        of results: [PQResult], isFirst: Bool, _ checkIn: CheckIn
    ) throws -> CheckInResult {
        let known = try results[0].rows.map(NodeRow.decode)
        var suspects = known
        if isFirst {
            suspects += try results[1].rows.map { row in
                ClusterNode(
                    instance: InstanceID(rawValue: try row.string(0)), lastCheckIn: nil,
                    checkInInterval: checkIn.interval
                )
            }
        }
        let own = known.first { $0.instance == checkIn.instance }
        let interval = isFirst ? checkIn.interval : own?.checkInInterval ?? checkIn.interval
        let itself = ClusterNode(
            instance: checkIn.instance, lastCheckIn: checkIn.now, checkInInterval: interval, profile: checkIn.profile
        )
        return CheckInResult(
            nodes: (known.filter { $0.instance != checkIn.instance } + [itself]).sorted { $0.instance < $1.instance },
            failed: suspects.filter(checkIn.convicts).sorted { $0.instance < $1.instance },
            wasRecovered: !isFirst && own == nil
        )
    }

    private static func hasForeignNodes(_ result: PQResult, besides instance: InstanceID) throws -> Bool {
        try result.rows.contains { row in try row.string(0) != instance.rawValue && !row.bool(3) }
    }
}
