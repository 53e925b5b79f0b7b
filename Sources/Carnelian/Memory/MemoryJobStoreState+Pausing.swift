import CarnelianCore

extension MemoryJobStoreState {
    /// Stands among the paused groups for all of them, as in Quartz.
    static let allGroupsPaused = "_$_ALL_GROUPS_PAUSED_$_"
    /// The group of triggers that recovery makes; paused only when it is named.
    static let recoveryGroup = "RECOVERING_JOBS"

    func isGroupPaused(_ group: String) -> Bool {
        if pausedGroups.contains(group) { return true }
        return group != MemoryJobStoreState.recoveryGroup
            && pausedGroups.contains(MemoryJobStoreState.allGroupsPaused)
    }

    mutating func pause(_ target: PauseTarget) {
        let keys = keys(of: target)
        for key in keys {
            apply(.pause, to: key)
        }
        switch target {
        case .trigger, .job, .jobGroups:
            break
        case .triggerGroups(.equals(let group)):
            pausedGroups.insert(group)
        case .triggerGroups, .all:
            pausedGroups.formUnion(keys.lazy.map(\.group).filter { $0 != MemoryJobStoreState.recoveryGroup })
            if target == .all { pausedGroups.insert(MemoryJobStoreState.allGroupsPaused) }
        }
    }

    mutating func resume(_ target: PauseTarget, now: Timestamp, misfireBefore: Timestamp) {
        switch target {
        case .trigger, .job, .jobGroups:
            break
        case .triggerGroups(.any), .all:
            pausedGroups.removeAll()
        case .triggerGroups(let matcher):
            pausedGroups = pausedGroups.filter {
                $0 == MemoryJobStoreState.allGroupsPaused || !matcher.matches($0)
            }
        }
        for key in keys(of: target) {
            resume(key, now: now, misfireBefore: misfireBefore)
        }
    }

    private mutating func resume(_ key: TriggerKey, now: Timestamp, misfireBefore: Timestamp) {
        guard let entry = triggers[key], entry.state == .paused || entry.state == .pausedBlocked,
            let time = entry.trigger.nextFireTime
        else { return }
        if time < misfireBefore, !entry.trigger.isNeverSwept,
            applyMisfire(to: key, at: now)?.nextFireTime == nil
        {
            return
        }
        guard let trigger = triggers[key]?.trigger else { return }
        apply(.resume(conditions(for: trigger)), to: key)
    }

    private func keys(of target: PauseTarget) -> [TriggerKey] {
        switch target {
        case .trigger(let key):
            triggers[key] == nil ? [] : [key]
        case .triggerGroups(let matcher):
            triggers.keys.filter { matcher.matches($0.group) }
        case .job(let job):
            Array(jobs[job]?.triggers ?? [])
        case .jobGroups(let matcher):
            jobs.filter { matcher.matches($0.key.group) }.flatMap(\.value.triggers)
        case .all:
            Array(triggers.keys)
        }
    }
}
