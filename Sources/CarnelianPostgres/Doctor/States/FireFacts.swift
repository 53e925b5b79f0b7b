import CarnelianCore
import LibPQ

/// A row of `fired_triggers` with what belongs to it, as `sql/queries/doctor/fires.sql` reads it.
struct FireFacts: Sendable, Hashable {
    var id: String
    var trigger: TriggerKey
    var instance: String
    var firedTime: Int64
    var scheduledTime: Int64
    /// The text of its state.
    var state: String
    var job: JobKey?
    var isExclusive: Bool
    var requestsRecovery: Bool
    /// The text of the trigger's state; nil: it is gone.
    var triggerState: String?
    /// Whether its node has a row.
    var hasNode: Bool
}

extension FireFacts {
    init(_ row: PQRow) throws(PQError) {
        id = try row.string(0)
        trigger = TriggerKey(try row.string(1), group: try row.string(2))
        instance = try row.string(3)
        firedTime = try row.int64(4)
        scheduledTime = try row.int64(5)
        state = try row.string(6)
        if let name = try row.stringIfPresent(7), let group = try row.stringIfPresent(8) {
            job = JobKey(name, group: group)
        }
        isExclusive = try row.bool(9)
        requestsRecovery = try row.bool(10)
        triggerState = try row.stringIfPresent(11)
        hasNode = try row.bool(12)
    }

    /// How long a node may hold a claim before it fires or gives it back, ms: Java's idle wait of 30 s and as much again.
    static let longestClaim: Int64 = 60_000
    /// From when on an execution is worth a word, ms.
    static let longExecution: Int64 = 24 * 3_600_000

    /// When the claim should have been over at the latest.
    private var due: Int64 { max(firedTime, scheduledTime) }

    /// What is to be said of the row by itself.
    func findings(at now: Int64) -> [Finding] {
        let node = "node \(instance)"
        switch FireState(rawValue: state) {
        case .acquired where hasNode && due + Self.longestClaim < now:
            if triggerState == TriggerState.acquired.rawValue {
                let age = Words.age(now - due)
                return [
                    FindingKind.claimOverdue.about(
                        "\(trigger)", "\(node) holds a claim that should have fired \(age) ago")
                ]
            }
            let trigger = triggerState.map { "the trigger is \($0)" } ?? "the trigger is gone"
            return [
                FindingKind.claimWithoutTrigger.about(
                    "\(self.trigger)", "\(node) holds the claim \(id), but \(trigger)")
            ]
        case .executing where hasNode && firedTime + Self.longExecution < now:
            let age = Words.age(now - firedTime)
            return [FindingKind.executesLong.about("\(trigger)", "executing on \(node) for \(age)")]
        case nil where hasNode:
            return [
                FindingKind.fireStateUnknown.about("\(trigger)", "its fire on \(node) is in state \"\(state)\"")
            ]
        default:
            return []
        }
    }

    /// Jobs that execute more than once at a time although they are exclusive.
    static func overlaps(_ fires: [FireFacts]) -> [Finding] {
        let executing = fires.filter { $0.isExclusive && $0.state == FireState.executing.rawValue }
        return Dictionary(grouping: executing, by: \.job).compactMap { job, fires in
            guard let job, fires.count > 1 else { return nil }
            let nodes = Set(fires.map(\.instance)).sorted().joined(separator: ", ")
            return FindingKind.exclusiveOverlap.about(
                "\(job)", "exclusive, and \(fires.count) executions at once are recorded, on \(nodes)")
        }
    }
}
