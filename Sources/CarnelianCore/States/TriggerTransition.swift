/// What happens to a stored trigger, with the facts that decide the state that follows.
///
/// Source: Quartz's job store, with its known faults left out (a release never unblocks a blocked trigger).
package enum TriggerEvent: Sendable, Hashable {
    /// Stored new, replaced, or rewritten by misfire handling.
    case store(TriggerConditions)
    /// Claimed by a node.
    case acquire
    /// A claim given back unfired.
    case release(TriggerConditions)
    /// Its claim fired; `hasNext` tells whether a further fire time exists, `exclusive` whether its job is exclusive.
    case fire(hasNext: Bool, exclusive: Bool)
    /// A sibling of the same exclusive job fired.
    case siblingFired
    /// The exclusive job's execution ended.
    case unblock
    /// Paused, itself or with its group or job.
    case pause
    /// Resumed.
    case resume(TriggerConditions)
    /// Its schedule ended or its job asked to unschedule it.
    case finish
    /// Its row or its job's row cannot be used.
    case park
    /// Reset from ERROR.
    case reset(TriggerConditions)
}

/// The facts around a trigger that decide its state when it is stored or resumed.
package struct TriggerConditions: Sendable, Hashable {
    /// The trigger's group, or all groups, are paused.
    package var isPaused: Bool
    /// The trigger's job is exclusive and is executing.
    package var isBlocked: Bool
    /// The trigger has a next fire time.
    package var hasNext: Bool

    package init(isPaused: Bool = false, isBlocked: Bool = false, hasNext: Bool = true) {
        self.isPaused = isPaused
        self.isBlocked = isBlocked
        self.hasNext = hasNext
    }
}

extension TriggerState {
    /// The state of a trigger that is stored under `conditions`.
    package static func stored(_ conditions: TriggerConditions) -> TriggerState {
        guard conditions.hasNext else { return .complete }
        switch (conditions.isPaused, conditions.isBlocked) {
        case (false, false): return .waiting
        case (false, true): return .blocked
        case (true, false): return .paused
        case (true, true): return .pausedBlocked
        }
    }

    /// The state that follows `event`; the same state where the event changes nothing.
    package func following(_ event: TriggerEvent) -> TriggerState {
        switch event {
        case .store(let conditions):
            return TriggerState.stored(conditions)
        case .acquire:
            return self == .waiting ? .acquired : self
        case .release(let conditions):
            guard self == .acquired else { return self }
            return conditions.isBlocked ? .blocked : .waiting
        case .fire(let hasNext, let exclusive):
            guard self == .acquired || self == .waiting else { return self }
            guard hasNext else { return .complete }
            return exclusive ? .blocked : .waiting
        case .siblingFired:
            switch self {
            case .waiting, .acquired: return .blocked
            case .paused: return .pausedBlocked
            case .blocked, .pausedBlocked, .complete, .error: return self
            }
        case .unblock:
            switch self {
            case .blocked: return .waiting
            case .pausedBlocked: return .paused
            case .waiting, .acquired, .paused, .complete, .error: return self
            }
        case .pause:
            switch self {
            case .waiting, .acquired: return .paused
            case .blocked: return .pausedBlocked
            case .paused, .pausedBlocked, .complete, .error: return self
            }
        case .resume(let conditions):
            guard self == .paused || self == .pausedBlocked else { return self }
            guard conditions.hasNext else { return self }
            return conditions.isBlocked ? .blocked : .waiting
        case .finish:
            return .complete
        case .park:
            return .error
        case .reset(let conditions):
            guard self == .error else { return self }
            return TriggerState.stored(conditions)
        }
    }
}
