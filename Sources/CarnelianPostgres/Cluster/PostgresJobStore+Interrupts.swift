public import Carnelian
public import CarnelianCore
import LibPQ

extension PostgresJobStore {
    /// Asks executions to end, on whatever node they run.
    ///
    /// Takes no lock row: an execution that ends meanwhile leaves a request that means nothing and goes at a check-in.
    public func requestInterrupt(_ target: InterruptTarget, by requester: String) async throws -> Interruption {
        let scheduler = PQValue.text(schedulerName)
        let questions = [
            step(EmbeddedSQL.clusterFireInstances, [scheduler]), step(EmbeddedSQL.clusterNodes, [scheduler]),
        ]
        let now = clock.now()
        let result = try await transaction(then: questions) { transaction, results in
            let fires = try results[0].rows.map(FireInstanceRow.decode).filter(target.includes)
            let listening = Set(
                try results[1].rows.filter { try $0.bool(3) }.map { InstanceID(rawValue: try $0.string(0)) }
            )
            let found = try Interruption(
                asked: fires.filter { listening.contains($0.instance) },
                unreachable: fires.filter { !listening.contains($0.instance) }
            ).reachable(target)
            guard !found.asked.isEmpty else { return found }
            var steps = [
                step(
                    EmbeddedSQL.clusterRequestInterrupts,
                    [
                        scheduler, .textArray(found.asked.map(\.id.rawValue)), .int8(now.milliseconds),
                        .text(requester),
                    ]
                )
            ]
            if let notify = notifyStep(.interruptRequested) { steps.append(notify) }
            try await transaction.pipeline(steps)
            return found
        }
        if !result.asked.isEmpty, !signalHub.isListening { signalHub.send(.interruptRequested) }
        return result
    }

    /// The executions of a node that were asked to end.
    public func interruptRequests(for instance: InstanceID) async throws -> Set<FireInstanceID> {
        let result = try await read(
            EmbeddedSQL.clusterInterruptRequests, [.text(schedulerName), .text(instance.rawValue)]
        )
        return try decoded { try Self.interrupted(result) }
    }

    /// The fire instances that a list of requests names.
    static func interrupted(_ result: PQResult?) throws -> Set<FireInstanceID> {
        guard let result else { return [] }
        return Set(try result.rows.map { FireInstanceID(rawValue: try $0.string(0)) })
    }
}
