import CarnelianCore

/// Whether there is a node that can take the trigger, and what keeps those that can.
struct NodeFindings {
    private(set) var reasons: [FireReason] = []

    init(_ facts: TriggerFacts, due: Timestamp?, isOverdue: Bool, grace: Duration) {
        let live = facts.nodes.filter { $0.isAlive(at: facts.now, grace: grace) }
        guard !live.isEmpty else {
            reasons.append(.noLiveNode(silent: facts.nodes.map(\.instance)))
            return
        }
        guard let type = facts.job.value?.type else { return }
        let silent = live.filter { $0.profile == nil }
        let capable = live.filter { $0.profile?.jobTypes.contains(type) == true }
        guard !capable.isEmpty else {
            reasons.append(
                silent.isEmpty
                    ? .noNodeHasType(type, nodes: live.map(\.instance))
                    : .typesUnknown(type, nodes: silent.map(\.instance))
            )
            return
        }
        let acquiring = capable.filter { $0.profile?.isAcquiring == true }
        if acquiring.isEmpty {
            if silent.isEmpty { reasons.append(.nodesInStandby(type, nodes: capable.map(\.instance))) }
        } else if isOverdue {
            let isFull = acquiring.allSatisfy { node in
                (facts.occupancy[node.instance] ?? 0) >= (node.profile?.maxConcurrentJobs ?? .max)
            }
            if isFull, silent.isEmpty { reasons.append(.nodesFull(type, nodes: acquiring.map(\.instance))) }
        }
        if isOverdue, facts.dueBefore > 0 { reasons.append(.backlog(facts.dueBefore)) }
    }
}
