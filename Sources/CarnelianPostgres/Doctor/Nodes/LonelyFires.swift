/// Fires of instances that have no row among the nodes.
struct LonelyFires: Sendable, Hashable {
    var instance: String
    var count: Int
    /// When the newest was claimed or fired, ms.
    var newest: Int64

    /// How young a fire may be and its node still be on its way to check in, ms.
    static let youngest: Int64 = 60_000

    init(_ instance: String, _ fires: [FireFacts]) {
        self.instance = instance
        count = fires.count
        newest = fires.map(\.firedTime).max() ?? 0
    }

    /// Those of a list of fires.
    static func among(_ fires: [FireFacts]) -> [LonelyFires] {
        Dictionary(grouping: fires.filter { !$0.hasNode }, by: \.instance).map { LonelyFires($0.key, $0.value) }
    }

    /// Whether a repair may take its node for dead.
    func isAbandoned(at now: Int64) -> Bool {
        instance != NodeHistory.notClustered && newest + Self.youngest < now
    }

    func finding(at now: Int64, hasLivePeers: Bool, canRecover: Bool) -> Finding {
        let subject = "node \(instance)"
        let fires = Words.count(count, "fire")
        guard isAbandoned(at: now) else {
            return FindingKind.nodeNotClustered.about(
                subject, "it holds \(fires), the newest \(Words.age(now - newest)) old, and never checks in")
        }
        return FindingKind.fireWithoutNode.about(
            subject, "it holds \(fires), the newest \(Words.age(now - newest)) old, and has no check-in",
            severity: hasLivePeers ? .problem : .warning, isRepairable: canRecover)
    }
}
