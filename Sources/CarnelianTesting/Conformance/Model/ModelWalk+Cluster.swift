import Carnelian
import CarnelianCore

extension ModelWalk {
    /// Lets a node die unseen and the same node, started again, recover what it left.
    mutating func restart(_ node: InstanceID, at now: Timestamp) async throws {
        claims.removeAll { $0.node == node }
        executions.removeAll { $0.node == node }
        checkIns[node] = nil
        try await checkIn(node, at: now)
    }

    /// Checks a node in; what it finds it recovers.
    ///
    /// Those that are recovered know nothing of it and go on.
    mutating func checkIn(_ node: InstanceID, at now: Timestamp) async throws {
        let sign = CheckIn(
            instance: node, now: now, interval: .seconds(20), grace: .seconds(10), previous: checkIns[node]
        )
        let found = try await both { CheckInAnswer(try await $0.checkIn(sign)) }
        checkIns[node] = now
        try await compareInterrupts(of: node)
        guard let failed = found?.failed, !failed.isEmpty else { return }
        let first = recoveries
        let answer = try await both { store in
            var result = try await store.recover(failed, by: sign)
            result.recovered.sort()
            return RecoveryAnswer(
                result: result, triggers: try await Self.renameRecoveryTriggers(in: store, from: first))
        }
        recoveries += answer?.triggers.count ?? 0
    }

    /// Asks an execution, or all of its job, to end; both sides reach the same ones.
    mutating func interrupt(_ pick: Int, wholeJob: Bool) async throws {
        guard !executions.isEmpty else { return }
        let pair = executions[pick % executions.count]
        func interrupt(_ fire: Fire, in store: any JobStore) async -> Result<Set<StoreSnapshot.Fire>, any Error> {
            await answer {
                let target = wholeJob ? InterruptTarget.job(fire.job.key) : .fire(fire.id)
                return Set(try await store.requestInterrupt(target, by: "walk").asked.map(StoreSnapshot.Fire.init))
            }
        }
        let left = await interrupt(pair.model, in: model)
        let right = await interrupt(pair.store, in: test.store)
        switch (left, right) {
        case (.success(let left), .success(let right)) where left == right: break
        case (.failure(let left as CarnelianError), .failure(let right as CarnelianError)) where left.code == right.code:
            break
        default: throw failure("the model asks \(left) to end, the store \(right)")
        }
        try await compareInterrupts(of: pair.node)
    }

    /// Both sides tell a node the same: fires have ids of each side's own, so they are compared by what they are.
    private func compareInterrupts(of node: InstanceID) async throws {
        func requests(_ store: any JobStore) async throws -> Set<StoreSnapshot.Fire> {
            let ids = try await store.interruptRequests(for: node)
            return Set(try await store.fireInstances().filter { ids.contains($0.id) }.map(StoreSnapshot.Fire.init))
        }
        let left = try await requests(model)
        let right = try await requests(test.store)
        guard left == right else { throw failure("asked to end on \(node): model \(left), store \(right)") }
    }

    /// Gives recovery triggers names and priorities that the model and the store agree on; answers with them.
    private static func renameRecoveryTriggers(in store: any JobStore, from first: Int) async throws -> [StoredTrigger]
    {
        let found = try await store.triggers(matching: .group(.equals(RecoveredFire.group)))
            .filter { $0.trigger.key.name.hasPrefix("recover_") }
            .sorted { order($0.trigger) < order($1.trigger) }
        var renamed: [StoredTrigger] = []
        for (place, stored) in found.enumerated() {
            var trigger = stored.trigger
            trigger.key = TriggerKey("again-\(first + place)", group: RecoveredFire.group)
            trigger.priority = 1_000_000 + first + place
            _ = try await store.replaceTrigger(stored.trigger.key, with: trigger)
            renamed.append(StoredTrigger(trigger: trigger, state: stored.state, errorReason: stored.errorReason))
        }
        return renamed
    }

    private static func order(_ trigger: Trigger) -> String {
        let data = trigger.data.keys.sorted().map { "\($0)=\(trigger.data[$0] ?? "")" }
        return "\(trigger.startTime.milliseconds) \(trigger.job) \(data.joined(separator: ","))"
    }

    private struct CheckInAnswer: Equatable {
        var nodes: [ClusterNode]
        var failed: [ClusterNode]
        var wasRecovered: Bool

        init(_ result: CheckInResult) {
            nodes = result.nodes
            failed = result.failed
            wasRecovered = result.wasRecovered
        }
    }

    private struct RecoveryAnswer: Equatable {
        var result: RecoveryResult
        var triggers: [StoredTrigger]
    }
}
