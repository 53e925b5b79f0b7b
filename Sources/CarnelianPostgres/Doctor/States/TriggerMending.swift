import CarnelianCore

/// What becomes of a trigger that is repaired.
enum TriggerMending: Sendable, Hashable {
    /// It gets this state.
    case setState(TriggerState)
    /// It gets the misfire code 0.
    case resetMisfireCode
    /// It gets the next fire time of its schedule, or COMPLETE.
    case findNextFireTime
    /// It goes to ERROR with the reason.
    case park(reason: String)

    /// What mends a trigger, by the facts that are true under the lock; nil: nothing that a repair changes.
    init?(_ facts: TriggerRowFacts) {
        guard let finding = facts.findings().first(where: { $0.repair != nil }) else { return nil }
        switch finding.code {
        case FindingKind.blockedWithoutExecution.code:
            self = .setState(facts.state == TriggerState.blocked.rawValue ? .waiting : .paused)
        case FindingKind.claimedWithoutFire.code:
            self = .setState(facts.isJobExecuting ? .blocked : .waiting)
        case FindingKind.notBlocked.code:
            self = .setState(.blocked)
        case FindingKind.misfireCodeUnknown.code:
            self = .resetMisfireCode
        case FindingKind.noNextFireTime.code:
            self = .findNextFireTime
        default:
            self = .park(reason: finding.message)
        }
    }

    /// What was done, for people.
    func message(next: Timestamp?) -> String {
        switch self {
        case .setState(let state): "set to \(state.rawValue)"
        case .resetMisfireCode: "misfire code set to 0"
        case .findNextFireTime:
            next.map { "next fire time set to \($0)" } ?? "set to COMPLETE: it has no fire time left"
        case .park(let reason): "parked in ERROR: \(reason)"
        }
    }
}
