import CarnelianCore

extension MemoryJobStoreState {
    // MARK: Storing

    mutating func store(jobs batch: [JobDetail], triggers: [Trigger], onConflict: ConflictResolution) throws {
        for job in batch { try job.validate() }
        // What needs no look into the store is checked first, what needs a calendar last.
        let checked = try triggers.map { trigger in
            try trigger.validate()
            return trigger.calendarName == nil ? try scheduled(trigger) : trigger
        }
        if onConflict == .fail { try checkOnce(batch, checked) }
        try checkReferences(batch, checked)
        if onConflict == .fail { try checkNew(batch, checked) }
        let last = Dictionary(checked.map { ($0.key, $0) }) { _, later in later }
        let timed = try checked.map(\.key).uniqued().compactMap { last[$0] }.map { try scheduled($0) }
        for job in batch { insert(job) }
        for trigger in timed {
            let definition = MemoryJobStoreState.definition(of: trigger)
            if onConflict == .reconcile, self.triggers[trigger.key]?.definition == definition { continue }
            insert(trigger)
        }
    }

    mutating func replaceTrigger(
        _ key: TriggerKey, with trigger: Trigger, keepingNextFireTime: Bool
    ) throws -> Bool {
        try trigger.validate()
        guard let old = triggers[key]?.trigger else { return false }
        try check(trigger)
        let continuing = keepingNextFireTime ? try trigger.continuing(old, calendar: calendar(of: trigger)) : trigger
        let new = try scheduled(continuing)
        guard new.job == old.job else {
            throw CarnelianError(
                .invalidValue, "Trigger \(key) belongs to job \(old.job); its replacement names job \(new.job)"
            )
        }
        guard new.key == key || triggers[new.key] == nil else {
            throw CarnelianError(.alreadyExists, "Trigger \(new.key) is stored already")
        }
        insert(new)
        if new.key != key { discard(key) }
        return true
    }

    /// Stores a job over whatever had its key; its triggers stay.
    private mutating func insert(_ job: JobDetail) {
        let triggers = jobs[job.key]?.triggers ?? []
        jobs[job.key] = JobEntry(detail: job, triggers: triggers)
        for key in triggers { change(key) { _ in } }
    }

    /// Stores a trigger over whatever had its key; fire instances stay.
    mutating func insert(_ trigger: Trigger) {
        let state = TriggerState.stored(conditions(for: trigger))
        let definition = MemoryJobStoreState.definition(of: trigger)
        dropClaims(of: trigger.key)
        if let old = triggers[trigger.key], old.trigger.job != trigger.job { discard(trigger.key) }
        if triggers[trigger.key] == nil {
            triggers[trigger.key] = TriggerEntry(trigger: trigger, definition: definition, state: .paused)
            jobs[trigger.job]?.triggers.insert(trigger.key)
        }
        change(trigger.key) {
            $0.trigger = trigger
            $0.definition = definition
            $0.state = state
        }
    }

    /// A trigger that may be stored, with its first fire time.
    private func scheduled(_ trigger: Trigger) throws -> Trigger {
        try check(trigger)
        guard trigger.nextFireTime == nil else { return trigger }
        var trigger = trigger
        trigger.nextFireTime = trigger.firstFireTime(calendar: calendar(of: trigger))
        guard trigger.nextFireTime != nil else {
            throw CarnelianError(.neverFires, "Trigger \(trigger.key) has no fire time between its start and its end")
        }
        return trigger
    }

    private func check(_ trigger: Trigger) throws {
        try trigger.validate()
        if let name = trigger.calendarName, calendars[name] == nil {
            throw CarnelianError(.notFound, "Trigger \(trigger.key) names calendar \(name), which is not stored")
        }
    }

    private static func definition(of trigger: Trigger) -> Trigger {
        var definition = trigger
        definition.nextFireTime = nil
        definition.previousFireTime = nil
        definition.timesTriggered = 0
        definition.missed = nil
        return definition
    }

    private func checkReferences(_ batch: [JobDetail], _ triggers: [Trigger]) throws {
        let stored = Set(batch.map(\.key))
        for trigger in triggers where jobs[trigger.job] == nil && !stored.contains(trigger.job) {
            throw CarnelianError(
                .notFound, "Trigger \(trigger.key) names job \(trigger.job), which is neither stored nor in the batch"
            )
        }
    }

    /// No key may occur twice where nothing is to be replaced.
    private func checkOnce(_ batch: [JobDetail], _ triggers: [Trigger]) throws {
        guard batch.map(\.key).uniqued().count == batch.count, triggers.map(\.key).uniqued().count == triggers.count
        else { throw CarnelianError(.alreadyExists, "A key occurs twice in the batch") }
    }

    private func checkNew(_ batch: [JobDetail], _ triggers: [Trigger]) throws {
        for job in batch where jobs[job.key] != nil {
            throw CarnelianError(.alreadyExists, "Job \(job.key) is stored already")
        }
        for trigger in triggers where self.triggers[trigger.key] != nil {
            throw CarnelianError(.alreadyExists, "Trigger \(trigger.key) is stored already")
        }
    }

    // MARK: Removing

    mutating func removeJobs(_ keys: [JobKey]) -> Set<JobKey> {
        var removed: Set<JobKey> = []
        for key in keys {
            guard let entry = jobs[key] else { continue }
            removed.insert(key)
            for trigger in entry.triggers { discard(trigger) }
            jobs[key] = nil
        }
        return removed
    }

    mutating func removeTriggers(_ keys: [TriggerKey]) -> Set<TriggerKey> {
        let removed = Set(keys.filter { triggers[$0] != nil })
        for key in removed { discard(key) }
        return removed
    }

    mutating func clear() {
        jobs.removeAll()
        triggers.removeAll()
        for key in Array(claims.keys) { dropClaims(of: key) }
        calendars.removeAll()
        pausedGroups.removeAll()
        due.removeAll()
    }

    /// Takes a trigger out of ERROR; one that has no fire time left goes.
    mutating func resetFromError(_ key: TriggerKey) -> Bool {
        guard let entry = triggers[key], entry.state == .error else { return false }
        if entry.trigger.nextFireTime == nil {
            finish(key)
        } else {
            apply(.reset(conditions(for: entry.trigger)), to: key)
        }
        return true
    }

    // MARK: Reading

    func stored(_ key: TriggerKey) -> StoredTrigger? {
        triggers[key].map {
            StoredTrigger(trigger: $0.trigger, state: $0.state, errorReason: $0.errorReason)
        }
    }

    func jobs(matching group: GroupMatcher) -> [JobDetail] {
        jobs.values.map(\.detail).filter { group.matches($0.key.group) }.sorted { $0.key < $1.key }
    }

    func triggers(matching filter: TriggerFilter) -> [StoredTrigger] {
        let keys: [TriggerKey] =
            switch filter {
            case .group(let matcher): triggers.keys.filter { matcher.matches($0.group) }
            case .job(let job): Array(jobs[job]?.triggers ?? [])
            case .state(let state): triggers.filter { $0.value.state == state }.map(\.key)
            }
        return keys.sorted().compactMap(stored)
    }
}

extension Sequence where Element: Hashable {
    /// The elements without those that occurred before, in order.
    fileprivate func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
