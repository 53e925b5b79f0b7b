import Carnelian
import CarnelianCore

extension MutantStore {
    func nextDueTime(for types: Set<JobType>) async throws -> Timestamp? {
        let due = try await store.nextDueTime(for: types)
        return fault == .tellsTheWrongDueTime ? due.map { $0.advanced(by: .milliseconds(1)) } : due
    }

    func turn(_ turn: Turn) async throws -> TurnResult {
        var turn = turn
        turn.fires = mutated(turn.fires)
        switch fault {
        case .claimsAnyType: turn.types.formUnion(try await store.jobs(matching: .any).map(\.type))
        case .ignoresLimit where turn.limit > 0: turn.limit += 10
        case .ignoresHorizon: turn.horizon = turn.horizon.advanced(by: .seconds(10))
        case .claimsMisfires: turn.misfireBefore = Timestamp(milliseconds: 0)
        case .firesForAnyNode where !turn.fires.isEmpty:
            let ids = Set(turn.fires.map(\.claim.id))
            let owner = try await store.fireInstances().first { ids.contains($0.id) }?.instance
            turn.instance = owner ?? turn.instance
        default: break
        }
        var result = mutated(try await store.turn(turn))
        if fault == .reportsFiresTwice { result.fired += result.fired.suffix(1) }
        return result
    }

    func release(_ claims: [FireInstanceID], by instance: InstanceID) async throws {
        guard fault == .releasesForAnyNode else { return try await store.release(claims, by: instance) }
        for row in try await store.fireInstances() where claims.contains(row.id) {
            try await store.release([row.id], by: row.instance)
        }
    }

    func complete(_ completions: [Completion]) async throws -> Set<FireInstanceID> {
        if fault == .forgetsCompletions { return [] }
        let rows = try await store.fireInstances()
        var recorded: [Completion] = []
        for completion in completions {
            var completion = try await mutated(completion)
            if fault == .dropsJobData { completion.data = nil }
            if fault == .completesForAnyNode {
                completion.instance = rows.first { $0.id == completion.id }?.instance ?? completion.instance
            }
            recorded.append(completion)
        }
        return try await store.complete(recorded)
    }

    // MARK: Cluster

    func checkIn(_ checkIn: CheckIn) async throws -> CheckInResult {
        var result = try await store.checkIn(checkIn)
        if fault == .forgetsAtCheckIn { result.interrupted = [] }
        if fault == .convictsNobody { result.failed = [] }
        if fault == .convictsEverybody { result.failed = result.nodes.filter { $0.instance != checkIn.instance } }
        return result
    }

    func recover(_ failed: [ClusterNode], by checkIn: CheckIn) async throws -> RecoveryResult {
        guard fault == .recoversTheLiving else { return try await store.recover(failed, by: checkIn) }
        let now = try await store.nodes()
        return try await store.recover(
            failed.map { node in now.first { $0.instance == node.instance } ?? node }, by: checkIn
        )
    }

    func leave(_ instance: InstanceID) async throws {
        guard fault == .leavesTheRow else { return try await store.leave(instance) }
        for row in try await store.fireInstances() where row.instance == instance {
            try await store.release([row.id], by: instance)
        }
    }

    func requestInterrupt(_ target: InterruptTarget, by requester: String) async throws -> Interruption {
        let all = try await store.fireInstances()
        switch fault {
        case .interruptsNobody:
            return Interruption(asked: all.filter { $0.state == .executing })
        case .interruptsEverybody:
            for fire in all { _ = try await store.requestInterrupt(.fire(fire.id), by: requester) }
        case .interruptsClaims:
            var result = try await store.requestInterrupt(target, by: requester)
            result.asked = all.filter { target == .fire($0.id) }
            return result
        default: break
        }
        return try await store.requestInterrupt(target, by: requester)
    }

    func interruptRequests(for instance: InstanceID) async throws -> Set<FireInstanceID> {
        guard fault == .tellsEveryNode else { return try await store.interruptRequests(for: instance) }
        var ids: Set<FireInstanceID> = []
        for node in Set(try await store.fireInstances().map(\.instance)) {
            ids.formUnion(try await store.interruptRequests(for: node))
        }
        return ids
    }

    func nodes() async throws -> [ClusterNode] { try await store.nodes() }
    func fireInstances() async throws -> [FireInstance] { try await store.fireInstances() }
}
