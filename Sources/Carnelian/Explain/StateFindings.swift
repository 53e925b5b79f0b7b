import CarnelianCore

/// What the trigger's state, the paused groups and the fire instances say.
struct StateFindings {
    private(set) var reasons: [FireReason] = []

    init(_ stored: StoredTrigger, _ facts: TriggerFacts, grace: Duration) {
        let own = facts.fires.filter { $0.trigger == facts.key }
        let claims = own.filter { $0.state == .acquired }
        let executing = own.filter { $0.state == .executing }
        let blockers = facts.fires.filter { fire in
            fire.state == .executing && fire.isExclusive && fire.job == stored.trigger.job
        }
        reasons += executing.map { .executing($0, now: facts.now) }
        switch stored.state {
        case .acquired:
            reasons += claims.isEmpty ? [.stuck(.acquired)] : claims.map { .acquired(by: $0, now: facts.now) }
        case .blocked, .pausedBlocked:
            reasons += blockers.isEmpty ? [.stuck(stored.state)] : blockers.map { .blocked(by: $0, now: facts.now) }
        case .waiting, .paused, .complete, .error: break
        }
        if stored.state == .paused || stored.state == .pausedBlocked {
            reasons += Self.pauses(of: stored.trigger.key, facts.pausedGroups)
        }
        reasons += Self.silentOwners(of: own + blockers, facts, grace)
    }

    private static func pauses(of key: TriggerKey, _ groups: Set<String>) -> [FireReason] {
        var reasons: [FireReason] = []
        if groups.contains(MemoryJobStoreState.allGroupsPaused) { reasons.append(.allGroupsPaused) }
        if groups.contains(key.group) { reasons.append(.groupPaused(key.group)) }
        return reasons.isEmpty ? [.paused(key)] : reasons
    }

    private static func silentOwners(
        of fires: [FireInstance], _ facts: TriggerFacts, _ grace: Duration
    ) -> [FireReason] {
        Set(fires.map(\.instance)).sorted().compactMap { owner in
            let node = facts.nodes.first { $0.instance == owner }
            if let node, node.isAlive(at: facts.now, grace: grace) { return nil }
            return .ownerSilent(owner, lastCheckIn: node?.lastCheckIn, now: facts.now)
        }
    }
}
