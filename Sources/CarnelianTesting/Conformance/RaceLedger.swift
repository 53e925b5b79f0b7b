import Carnelian
import CarnelianCore
import Synchronization

/// What fired in a race, and which executions of exclusive jobs ran at the same time.
final class RaceLedger: Sendable {
    private struct State {
        var fires: [TriggerKey: [Timestamp: Int]] = [:]
        var running: [JobKey: Int] = [:]
        var overlaps: Set<String> = []
    }

    private let state = Mutex(State())

    func begin(_ fire: Fire) {
        state.withLock { state in
            state.fires[fire.trigger.key, default: [:]][fire.scheduledFireTime, default: 0] += 1
            guard fire.job.isExclusive else { return }
            state.running[fire.job.key, default: 0] += 1
            if state.running[fire.job.key, default: 0] > 1 { state.overlaps.insert("\(fire.job.key)") }
        }
    }

    func end(_ fire: Fire) {
        state.withLock { $0.running[fire.job.key, default: 0] -= 1 }
    }

    /// How many fires there were.
    var count: Int {
        state.withLock { $0.fires.values.reduce(0) { $0 + $1.values.reduce(0, +) } }
    }

    /// The scheduled fire times that fired more than once.
    var doubled: [String] {
        state.withLock { state in
            state.fires.flatMap { key, times in
                times.filter { $0.value > 1 }.keys.map { "\(key) at \($0.milliseconds)" }
            }.sorted()
        }
    }

    /// The exclusive jobs of which two executions ran at the same time.
    var overlaps: [String] {
        state.withLock { $0.overlaps.sorted() }
    }
}

extension StoreUnderTest {
    /// How nodes take part in a race.
    private struct Pace: Sendable {
        var limit: Int
        var ahead: Double
        var givingBackEvery: Int
    }

    /// Lets nodes take turns at the same time, at every `step` seconds until `end`, and execute what they fire.
    func race(
        nodes: Int, until end: Double, step: Double, limit: Int, ahead: Double = 0, givingBackEvery: Int = .max
    ) async throws -> RaceLedger {
        let ledger = RaceLedger()
        let pace = Pace(limit: limit, ahead: ahead, givingBackEvery: givingBackEvery)
        var held = [[Claim]](repeating: [], count: nodes)
        for second in stride(from: 0, through: end, by: step) {
            await move(to: second)
            // A claim that a peer still holds leaves a node nothing to do, so the nodes go round until nobody fires.
            var before = -1
            while before != ledger.count {
                before = ledger.count
                held = try await withThrowingTaskGroup(of: (Int, [Claim]).self) { group in
                    for node in 0..<nodes {
                        let claims = held[node]
                        group.addTask {
                            let left = try await takeTurns(
                                InstanceID(rawValue: "node-\(node)"), at: second, holding: claims, pace, ledger
                            )
                            return (node, left)
                        }
                    }
                    return try await group.reduce(into: held) { $0[$1.0] = $1.1 }
                }
            }
        }
        return ledger
    }

    /// Takes turns until two in a row bring nothing; returns the claims that are not due yet.
    private func takeTurns(
        _ node: InstanceID, at second: Double, holding claims: [Claim], _ pace: Pace, _ ledger: RaceLedger
    ) async throws -> [Claim] {
        var held = claims
        var claimed = 0
        var idleTurns = 0
        while idleTurns < 2 {
            let due = held.filter { $0.dueTime <= at(second) }
            held.removeAll { $0.dueTime <= at(second) }
            let result = try await store.turn(
                Turn(
                    instance: node, now: at(second), fires: due.map(FireIntent.init), types: [StoreUnderTest.workType],
                    limit: pace.limit, horizon: at(second + pace.ahead),
                    misfireBefore: at(second).advanced(by: .zero - StoreUnderTest.threshold)
                )
            )
            var given: [FireInstanceID] = []
            for claim in result.claimed {
                claimed += 1
                if claimed.isMultiple(of: pace.givingBackEvery) { given.append(claim.id) } else { held.append(claim) }
            }
            if !given.isEmpty { try await store.release(given, by: node) }
            try await execute(result.fired, on: node, ledger)
            idleTurns = result.fired.isEmpty && result.claimed.isEmpty && due.isEmpty ? idleTurns + 1 : 0
        }
        return held
    }

    private func execute(_ fires: [Fire], on node: InstanceID, _ ledger: RaceLedger) async throws {
        guard !fires.isEmpty else { return }
        for fire in fires { ledger.begin(fire) }
        for _ in 0..<5 { await Task.yield() }
        for fire in fires { ledger.end(fire) }
        let lost = try await store.complete(fires.map { Completion($0, by: node) })
        try expectEqual(lost, [], "Lost completions of \(node)")
    }
}
