public import Carnelian
public import CarnelianCore

extension FaultyJobStore {
    /// Opens the store, unless told to fail.
    public func open() async throws {
        try await call(.open) { try await $0.open() }
    }

    /// Stores jobs and triggers, unless told to fail.
    public func store(jobs: [JobDetail], triggers: [Trigger], onConflict: ConflictResolution) async throws {
        try await call(.change) { try await $0.store(jobs: jobs, triggers: triggers, onConflict: onConflict) }
    }

    /// Replaces a trigger, unless told to fail.
    public func replaceTrigger(
        _ key: TriggerKey, with trigger: Trigger, keepingNextFireTime: Bool
    ) async throws -> Bool {
        try await call(.change) {
            try await $0.replaceTrigger(key, with: trigger, keepingNextFireTime: keepingNextFireTime)
        }
    }

    /// Removes jobs, unless told to fail.
    public func removeJobs(_ keys: [JobKey]) async throws -> Set<JobKey> {
        try await call(.change) { try await $0.removeJobs(keys) }
    }

    /// Removes triggers, unless told to fail.
    public func removeTriggers(_ keys: [TriggerKey]) async throws -> Set<TriggerKey> {
        try await call(.change) { try await $0.removeTriggers(keys) }
    }

    /// Clears the store, unless told to fail.
    public func clear() async throws {
        try await call(.change) { try await $0.clear() }
    }

    /// Reads a job, unless told to fail.
    public func job(_ key: JobKey) async throws -> JobDetail? {
        try await call(.read) { try await $0.job(key) }
    }

    /// Reads the keys of jobs, unless told to fail.
    public func jobKeys(matching group: GroupMatcher) async throws -> [JobKey] {
        try await call(.read) { try await $0.jobKeys(matching: group) }
    }

    /// Reads the keys of triggers, unless told to fail.
    public func triggerKeys(matching group: GroupMatcher) async throws -> [TriggerKey] {
        try await call(.read) { try await $0.triggerKeys(matching: group) }
    }

    /// Reads jobs, unless told to fail.
    public func jobs(matching group: GroupMatcher) async throws -> [JobDetail] {
        try await call(.read) { try await $0.jobs(matching: group) }
    }

    /// Reads a trigger, unless told to fail.
    public func trigger(_ key: TriggerKey) async throws -> StoredTrigger? {
        try await call(.read) { try await $0.trigger(key) }
    }

    /// Reads triggers, unless told to fail.
    public func triggers(matching filter: TriggerFilter) async throws -> [StoredTrigger] {
        try await call(.read) { try await $0.triggers(matching: filter) }
    }

    /// Pauses, unless told to fail.
    public func pause(_ target: PauseTarget) async throws {
        try await call(.change) { try await $0.pause(target) }
    }

    /// Resumes, unless told to fail.
    public func resume(_ target: PauseTarget) async throws {
        try await call(.change) { try await $0.resume(target) }
    }

    /// Reads the paused groups, unless told to fail.
    public func pausedGroups() async throws -> Set<String> {
        try await call(.read) { try await $0.pausedGroups() }
    }

    /// Resets a trigger, unless told to fail.
    public func resetFromError(_ key: TriggerKey) async throws -> Bool {
        try await call(.change) { try await $0.resetFromError(key) }
    }

    /// Reads what is known of a trigger, unless told to fail.
    public func facts(about key: TriggerKey) async throws -> TriggerFacts {
        try await call(.read) { try await $0.facts(about: key) }
    }

    /// Stores a calendar, unless told to fail.
    public func storeCalendar(
        _ calendar: ExclusionCalendar, named name: String, onConflict: ConflictResolution, updatingTriggers: Bool
    ) async throws {
        try await call(.change) {
            try await $0.storeCalendar(
                calendar, named: name, onConflict: onConflict, updatingTriggers: updatingTriggers
            )
        }
    }

    /// Removes a calendar, unless told to fail.
    public func removeCalendar(_ name: String) async throws -> Bool {
        try await call(.change) { try await $0.removeCalendar(name) }
    }

    /// Reads a calendar, unless told to fail.
    public func calendar(_ name: String) async throws -> ExclusionCalendar? {
        try await call(.read) { try await $0.calendar(name) }
    }

    /// Reads the calendars' names, unless told to fail.
    public func calendarNames() async throws -> [String] {
        try await call(.read) { try await $0.calendarNames() }
    }

    /// Tells when a trigger is due, unless told to fail.
    public func nextDueTime(for types: Set<JobType>) async throws -> Timestamp? {
        try await call(.nextDueTime) { try await $0.nextDueTime(for: types) }
    }

    /// Takes a turn, unless told to fail.
    public func turn(_ turn: Turn) async throws -> TurnResult {
        try await call(.turn) { try await $0.turn(turn) }
    }

    /// Gives claims back, unless told to fail.
    public func release(_ claims: [FireInstanceID], by instance: InstanceID) async throws {
        try await call(.release) { try await $0.release(claims, by: instance) }
    }

    /// Records ends of executions, unless told to fail.
    public func complete(_ completions: [Completion]) async throws -> Set<FireInstanceID> {
        try await call(.complete) { try await $0.complete(completions) }
    }

    /// Gives claims that misfired back, unless told to fail.
    public func giveBackMisfired(
        _ claims: [FireInstanceID], by instance: InstanceID, at now: Timestamp, threshold: Duration
    ) async throws -> [Misfire] {
        try await call(.giveBackMisfired) {
            try await $0.giveBackMisfired(claims, by: instance, at: now, threshold: threshold)
        }
    }

    /// Sweeps misfires, unless told to fail.
    public func sweepMisfires(_ sweep: MisfireSweep) async throws -> MisfireSweepResult {
        try await call(.sweepMisfires) { try await $0.sweepMisfires(sweep) }
    }

    /// Asks executions to end, unless told to fail.
    public func requestInterrupt(_ target: InterruptTarget, by requester: String) async throws -> Interruption {
        try await call(.change) { try await $0.requestInterrupt(target, by: requester) }
    }

    /// Reads which executions were asked to end, unless told to fail.
    public func interruptRequests(for instance: InstanceID) async throws -> Set<FireInstanceID> {
        try await call(.read) { try await $0.interruptRequests(for: instance) }
    }

    /// Checks in, unless told to fail.
    public func checkIn(_ checkIn: CheckIn) async throws -> CheckInResult {
        try await call(.checkIn) { try await $0.checkIn(checkIn) }
    }

    /// Recovers nodes, unless told to fail.
    public func recover(_ failed: [ClusterNode], by checkIn: CheckIn) async throws -> RecoveryResult {
        try await call(.recover) { try await $0.recover(failed, by: checkIn) }
    }

    /// Leaves the cluster, unless told to fail.
    public func leave(_ instance: InstanceID) async throws {
        try await call(.leave) { try await $0.leave(instance) }
    }

    /// Reads the nodes, unless told to fail.
    public func nodes() async throws -> [ClusterNode] {
        try await call(.read) { try await $0.nodes() }
    }

    /// Reads the fire instances, unless told to fail.
    public func fireInstances() async throws -> [FireInstance] {
        try await call(.read) { try await $0.fireInstances() }
    }
}
