public import CarnelianCore

/// A trigger as it stands in the store.
public struct StoredTrigger: Sendable, Hashable {
    /// The trigger.
    public var trigger: Trigger
    /// Its state.
    public var state: TriggerState
    /// Why it is in ERROR, where that is known.
    public var errorReason: String?

    /// Creates a stored trigger.
    public init(trigger: Trigger, state: TriggerState, errorReason: String? = nil) {
        self.trigger = trigger
        self.state = state
        self.errorReason = errorReason
    }
}

/// What happens when a key is stored already.
public enum ConflictResolution: Sendable, Hashable {
    /// The whole batch fails with `.alreadyExists`.
    case fail
    /// The stored job or trigger is replaced; its fire instances stay.
    case replace
    /// Jobs are replaced; a stored trigger whose definition equals the new one keeps its progress and state, another is
    /// replaced. Safe to run from every node at start-up.
    case reconcile
}

/// Selects groups by name, as Quartz's `GroupMatcher`; `%` and `_` have no special meaning.
public enum GroupMatcher: Sendable, Hashable {
    /// The group of exactly this name.
    case equals(String)
    /// Groups whose name starts with the text.
    case startsWith(String)
    /// Groups whose name ends with the text.
    case endsWith(String)
    /// Groups whose name contains the text.
    case contains(String)
    /// Every group.
    case any

    /// Whether a group of this name is selected.
    public func matches(_ group: String) -> Bool {
        switch self {
        case .equals(let name): group == name
        case .startsWith(let text): group.hasPrefix(text)
        case .endsWith(let text): group.hasSuffix(text)
        case .contains(let text): text.isEmpty || group.contains(text)
        case .any: true
        }
    }
}

/// Selects triggers.
public enum TriggerFilter: Sendable, Hashable {
    /// Triggers whose group matches.
    case group(GroupMatcher)
    /// Triggers of a job.
    case job(JobKey)
    /// Triggers in a state.
    case state(TriggerState)
}

/// What is paused or resumed.
public enum PauseTarget: Sendable, Hashable {
    /// One trigger.
    case trigger(TriggerKey)
    /// Trigger groups.
    case triggerGroups(GroupMatcher)
    /// The triggers that a job has now.
    case job(JobKey)
    /// The triggers that the jobs of matching groups have now.
    case jobGroups(GroupMatcher)
    /// Everything, triggers stored later included.
    case all
}
