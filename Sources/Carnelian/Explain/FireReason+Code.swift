extension FireReason {
    /// A reason's name without its facts, as `carnelian trigger explain --json` shows it.
    ///
    /// In the order in which reasons are listed: what must be put right first comes first.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        case notFound, parked, ranAway, unreadable, foreignKind, jobMissing, jobUnreadable, calendarMissing
        case calendarUnreadable, stuck, ownerSilent, allGroupsPaused, groupPaused, paused
        case noLiveNode, noNodeHasType, nodesInStandby, nodesFull, blocked, executing, acquired, complete
        case endsBeforeNextFire, misfire, overdue, backlog, typesUnknown, delayCountsFromRun, startsLater
        case calendarExcludes, misfireHandled, lastFire, waiting
    }

    /// The reason's name.
    public var code: Code {
        switch self {
        case .notFound: .notFound
        case .parked: .parked
        case .ranAway: .ranAway
        case .unreadable: .unreadable
        case .foreignKind: .foreignKind
        case .jobMissing: .jobMissing
        case .jobUnreadable: .jobUnreadable
        case .calendarMissing: .calendarMissing
        case .calendarUnreadable: .calendarUnreadable
        case .stuck: .stuck
        case .ownerSilent: .ownerSilent
        case .allGroupsPaused: .allGroupsPaused
        case .groupPaused: .groupPaused
        case .paused: .paused
        case .noLiveNode: .noLiveNode
        case .noNodeHasType: .noNodeHasType
        case .nodesInStandby: .nodesInStandby
        case .nodesFull: .nodesFull
        case .blocked: .blocked
        case .executing: .executing
        case .acquired: .acquired
        case .complete: .complete
        case .endsBeforeNextFire: .endsBeforeNextFire
        case .misfire: .misfire
        case .overdue: .overdue
        case .backlog: .backlog
        case .typesUnknown: .typesUnknown
        case .delayCountsFromRun: .delayCountsFromRun
        case .startsLater: .startsLater
        case .calendarExcludes: .calendarExcludes
        case .misfireHandled: .misfireHandled
        case .lastFire: .lastFire
        case .waiting: .waiting
        }
    }

    /// Whether the trigger does not fire for as long as this holds.
    public var isObstacle: Bool {
        switch code {
        case .notFound, .parked, .ranAway, .unreadable, .foreignKind, .jobMissing, .jobUnreadable, .calendarMissing,
            .calendarUnreadable, .stuck, .ownerSilent, .allGroupsPaused, .groupPaused, .paused,
            .noLiveNode, .noNodeHasType, .nodesInStandby, .nodesFull, .blocked, .complete:
            true
        case .executing, .acquired, .endsBeforeNextFire, .misfire, .overdue, .backlog, .typesUnknown,
            .delayCountsFromRun, .startsLater,
            .calendarExcludes, .misfireHandled, .lastFire, .waiting:
            false
        }
    }

    /// The position in the order of reasons.
    var rank: Int { Code.allCases.firstIndex(of: code) ?? Code.allCases.count }
}
