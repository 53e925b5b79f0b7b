public import CarnelianCore

extension MemoryJobStore {
    /// Stores jobs, then triggers; all or nothing.
    public func store(jobs: [JobDetail], triggers: [Trigger], onConflict: ConflictResolution) async throws {
        try write { try $0.store(jobs: jobs, triggers: triggers, onConflict: onConflict) }
    }

    /// Replaces a trigger by another of the same job; false if the old one is not stored.
    public func replaceTrigger(
        _ key: TriggerKey, with trigger: Trigger, keepingNextFireTime: Bool
    ) async throws -> Bool {
        try write { try $0.replaceTrigger(key, with: trigger, keepingNextFireTime: keepingNextFireTime) }
    }

    /// Removes jobs together with their triggers.
    public func removeJobs(_ keys: [JobKey]) async throws -> Set<JobKey> {
        write { $0.removeJobs(keys) }
    }

    /// Removes triggers, and the non-durable jobs that lose their last one.
    public func removeTriggers(_ keys: [TriggerKey]) async throws -> Set<TriggerKey> {
        write { $0.removeTriggers(keys) }
    }

    /// Removes every job, trigger, calendar and pause; fire instances and nodes stay.
    public func clear() async throws {
        write { $0.clear() }
    }

    /// A stored job, or nil.
    public func job(_ key: JobKey) async throws -> JobDetail? {
        read { $0.jobs[key]?.detail }
    }

    /// The keys of the stored jobs whose group matches, ordered.
    public func jobKeys(matching group: GroupMatcher) async throws -> [JobKey] {
        read { $0.jobs.keys.filter { group.matches($0.group) }.sorted() }
    }

    /// The keys of the stored triggers whose group matches, ordered.
    public func triggerKeys(matching group: GroupMatcher) async throws -> [TriggerKey] {
        read { $0.triggers.keys.filter { group.matches($0.group) }.sorted() }
    }

    /// Stored jobs whose group matches, ordered by key.
    public func jobs(matching group: GroupMatcher) async throws -> [JobDetail] {
        read { $0.jobs(matching: group) }
    }

    /// A stored trigger with its state, or nil.
    public func trigger(_ key: TriggerKey) async throws -> StoredTrigger? {
        read { $0.stored(key) }
    }

    /// Stored triggers that match, ordered by key.
    public func triggers(matching filter: TriggerFilter) async throws -> [StoredTrigger] {
        read { $0.triggers(matching: filter) }
    }

    /// Pauses triggers.
    public func pause(_ target: PauseTarget) async throws {
        write { $0.pause(target) }
    }

    /// Resumes triggers; a fire time that was missed meanwhile is handled by the trigger's misfire instruction.
    public func resume(_ target: PauseTarget) async throws {
        let now = clock.now()
        write { $0.resume(target, now: now, misfireBefore: misfireLimit(at: now)) }
    }

    /// The names of paused trigger groups.
    public func pausedGroups() async throws -> Set<String> {
        read { $0.pausedGroups }
    }

    /// Takes a trigger out of ERROR; false if it is not stored or not in ERROR.
    public func resetFromError(_ key: TriggerKey) async throws -> Bool {
        write { $0.resetFromError(key) }
    }

    /// Stores a calendar under a name; with `updatingTriggers` the triggers that name it follow it at once.
    public func storeCalendar(
        _ calendar: ExclusionCalendar, named name: String, onConflict: ConflictResolution, updatingTriggers: Bool
    ) async throws {
        let now = clock.now()
        try write {
            try $0.storeCalendar(
                calendar, named: name, onConflict: onConflict, updatingTriggers: updatingTriggers, at: now
            )
        }
    }

    /// Removes a calendar that no trigger names; false if it is not stored.
    public func removeCalendar(_ name: String) async throws -> Bool {
        try write { try $0.removeCalendar(name) }
    }

    /// A stored calendar, or nil.
    public func calendar(_ name: String) async throws -> ExclusionCalendar? {
        read { $0.calendars[name] }
    }

    /// The names of the stored calendars, ascending.
    public func calendarNames() async throws -> [String] {
        read { $0.calendars.keys.sorted() }
    }
}
