public import CarnelianCore

extension Scheduler {
    /// Schedules a job by its Swift type; the parameters are checked by the compiler.
    ///
    /// The same key upserts: what is stored already and equal keeps its progress, anything else is replaced, so every node
    /// may run this at its start. Without a key, a recurring schedule takes the job type's name as its key, and each use of a
    /// one-shot schedule is a job of its own.
    /// - Returns: The key of the trigger: name and group are the job's.
    /// - Throws: `CarnelianError` with code `.invalidSyntax`, `.invalidValue` or `.neverFires` for a schedule that does not
    ///   work, and what the store throws.
    @discardableResult
    public func schedule<J: Job>(
        _ job: J.Type, with parameters: J.Parameters, as key: JobKey? = nil, on schedule: Schedule,
        options: ScheduleOptions = ScheduleOptions()
    ) async throws -> TriggerKey {
        let data = parameters is NoParameters ? JobDataMap() : try JobDataMap(encoding: parameters)
        return try await self.schedule(J.type, data: data, as: key, on: schedule, options: options)
    }

    /// Schedules a job without parameters by its Swift type; see `schedule(_:with:as:on:options:)`.
    @discardableResult
    public func schedule<J: Job>(
        _ job: J.Type, as key: JobKey? = nil, on schedule: Schedule, options: ScheduleOptions = ScheduleOptions()
    ) async throws -> TriggerKey where J.Parameters == NoParameters {
        try await self.schedule(J.type, data: [:], as: key, on: schedule, options: options)
    }

    /// Schedules a job by its wire name, with data as they are stored; see `schedule(_:with:as:on:options:)`.
    @discardableResult
    public func schedule(
        _ type: JobType, data: JobDataMap = [:], as key: JobKey? = nil, on schedule: Schedule,
        options: ScheduleOptions = ScheduleOptions()
    ) async throws -> TriggerKey {
        let jobKey = key ?? JobKey(schedule.isOneShot ? "\(type.rawValue)-\(RandomName.make())" : type.rawValue)
        let triggerKey = TriggerKey(jobKey.name, group: jobKey.group)
        let job = JobDetail(
            key: jobKey, type: type, description: options.description, data: data, isDurable: options.isDurable,
            isExclusive: options.isExclusive, persistsData: options.persistsData,
            requestsRecovery: options.requestsRecovery
        )
        var trigger = try schedule.trigger(triggerKey, for: jobKey, at: store.clock.now())
        trigger.priority = options.priority
        trigger.endTime = options.endTime
        if schedule.keepsStart { try await keepStart(of: &trigger) }
        try await self.schedule(job, [trigger], onConflict: .reconcile)
        return triggerKey
    }

    /// Stores a job with its triggers, all or nothing; returns the keys of the triggers.
    ///
    /// - Throws: what `JobStore.store(jobs:triggers:onConflict:)` throws.
    @discardableResult
    public func schedule(
        _ job: JobDetail, _ triggers: [Trigger], onConflict: ConflictResolution = .fail
    ) async throws -> [TriggerKey] {
        try await schedule(jobs: [job], triggers: triggers, onConflict: onConflict)
    }

    /// Stores jobs and triggers in one transaction, all or nothing: Quartz's `scheduleJobs`; returns the keys of the
    /// triggers.
    ///
    /// - Parameters:
    ///   - jobs: The jobs. Default: none, for triggers of jobs that are stored.
    ///   - triggers: Triggers of these jobs and of stored ones.
    ///   - onConflict: What happens to keys that are stored already. Default: nothing is stored and the call fails.
    /// - Throws: what `JobStore.store(jobs:triggers:onConflict:)` throws.
    @discardableResult
    public func schedule(
        jobs: [JobDetail] = [], triggers: [Trigger], onConflict: ConflictResolution = .fail
    ) async throws -> [TriggerKey] {
        try await store.store(jobs: jobs, triggers: triggers, onConflict: onConflict)
        node.acquireSignal.bell.ring()
        if !jobs.isEmpty { node.events.emit(.jobsStored(jobs.map(\.key))) }
        if !triggers.isEmpty { node.events.emit(.scheduled(triggers.map(\.key))) }
        return triggers.map(\.key)
    }

    /// Fires a stored job once, now, on any node that can run it: Quartz's `triggerJob`.
    ///
    /// - Returns: The key of the one-shot trigger that this stores, in group `DEFAULT`.
    /// - Throws: `CarnelianError` with code `.notFound` if the job is not stored, and what the store throws.
    @discardableResult
    public func fireNow(_ key: JobKey, data: JobDataMap = [:]) async throws -> TriggerKey {
        while true {
            let trigger = Trigger(
                key: TriggerKey("MT_\(RandomName.make())"), job: key, kind: .simple(SimpleTrigger()),
                startTime: store.clock.now(), data: data
            )
            do {
                try await store.store(jobs: [], triggers: [trigger], onConflict: .fail)
            } catch let error as CarnelianError where error.code == .alreadyExists {
                continue
            }
            node.acquireSignal.bell.ring()
            node.events.emit(.scheduled([trigger.key]))
            return trigger.key
        }
    }

    /// Replaces a trigger by another of the same job, which may have another key; false if the old one is not stored.
    ///
    /// Executions in progress go on; a claim that has not fired yet is forgotten.
    /// - Parameters:
    ///   - key: The trigger to replace.
    ///   - trigger: The new one, of the same job.
    ///   - mode: Whether it begins at its own first fire time or goes on where the old one stands. Default: its own first.
    /// - Throws: `CarnelianError` with code `.invalidValue` for a trigger of another job, `.alreadyExists` if its key is
    ///   another and stored, `.neverFires`, `.notFound` for its calendar.
    @discardableResult
    public func reschedule(
        _ key: TriggerKey, with trigger: Trigger, mode: RescheduleMode = .recompute
    ) async throws -> Bool {
        let keeps = mode == .keepNextFireTime
        guard try await store.replaceTrigger(key, with: trigger, keepingNextFireTime: keeps) else { return false }
        node.acquireSignal.bell.ring()
        node.events.emit(.unscheduled([key]))
        node.events.emit(.scheduled([trigger.key]))
        return true
    }

    /// Removes a trigger, and its job if that is not durable and has no other; false if it is not stored.
    @discardableResult
    public func unschedule(_ key: TriggerKey) async throws -> Bool {
        try await !unschedule([key]).isEmpty
    }

    /// Removes triggers in one transaction, and the jobs that are not durable and lose their last one; returns the keys
    /// that were stored.
    @discardableResult
    public func unschedule(_ keys: [TriggerKey]) async throws -> Set<TriggerKey> {
        let removed = try await store.removeTriggers(keys)
        if !removed.isEmpty { node.events.emit(.unscheduled(removed.sorted())) }
        return removed
    }

    /// Pauses triggers; groups named by an equals matcher stay paused for triggers that come later.
    public func pause(_ target: PauseTarget) async throws {
        try await store.pause(target)
        node.events.emit(.paused(target))
    }

    /// Resumes triggers; a fire time that passed meanwhile is handled by the trigger's misfire instruction.
    public func resume(_ target: PauseTarget) async throws {
        try await store.resume(target)
        node.acquireSignal.bell.ring()
        node.events.emit(.resumed(target))
    }

    /// Takes a trigger out of ERROR; false if it is not stored or not in ERROR.
    @discardableResult
    public func resetFromError(_ key: TriggerKey) async throws -> Bool {
        defer { node.acquireSignal.bell.ring() }
        return try await store.resetFromError(key)
    }

    /// A schedule without a start keeps the start of the trigger that is stored already, where the rules are the same.
    private func keepStart(of trigger: inout Trigger) async throws {
        guard let stored = try await store.trigger(trigger.key)?.trigger, stored.kind == trigger.kind else { return }
        trigger.startTime = stored.startTime
    }
}

/// Names for what code does not name.
enum RandomName {
    /// Twelve random letters and digits.
    static func make() -> String {
        String((0..<12).compactMap { _ in "0123456789abcdefghijklmnopqrstuvwxyz".randomElement() })
    }
}
