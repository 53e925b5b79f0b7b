import CarnelianCore

/// Everything a memory store holds, as one value: the reference model of the store's semantics.
///
/// Each verb is a mutating function that either throws before it changes anything or succeeds. The verbs stand in the
/// files beside this one: catalog, calendars, pausing, turn, completion, misfires, cluster.
struct MemoryJobStoreState: Sendable {
    /// A stored job and the triggers that name it.
    struct JobEntry: Sendable {
        var detail: JobDetail
        var triggers: Set<TriggerKey> = []
    }

    /// A stored trigger.
    struct TriggerEntry: Sendable {
        /// The trigger as it stands.
        var trigger: Trigger
        /// The trigger as it was stored, without its progress: what reconciling compares.
        var definition: Trigger
        var state: TriggerState
        var errorReason: String?
        /// Where it stands in the index; nil unless claimable.
        var place: (lane: DueIndex.Lane, entry: DueEntry)?
    }

    /// A fire instance, with what recovery needs beyond it.
    struct FireEntry: Sendable {
        var instance: FireInstance
        var priority: Int
    }

    var jobs: [JobKey: JobEntry] = [:]
    var triggers: [TriggerKey: TriggerEntry] = [:]
    var fires: [FireInstanceID: FireEntry] = [:]
    /// The claims of each trigger that have not fired; more than one where it was paused and resumed meanwhile.
    var claims: [TriggerKey: Set<FireInstanceID>] = [:]
    var nodes: [InstanceID: ClusterNode] = [:]
    var calendars: [String: ExclusionCalendar] = [:]
    var pausedGroups: Set<String> = []
    /// Executions that were asked to end.
    var interrupts: Set<FireInstanceID> = []
    var due = DueIndex()
    /// How many executions of a trigger are in progress; outlives the trigger's removal.
    var executions: [TriggerKey: Int] = [:]
    /// How many exclusive executions of a job are in progress; outlives the job's removal.
    var exclusiveExecutions: [JobKey: Int] = [:]
    /// What the verb in progress has to tell other nodes.
    var news = StoreNews()
    private var sequence: Int64

    /// The number of the first fire instance; ids stay unique only if all numbers have the same number of digits.
    init(firstSequence: Int64) {
        sequence = max(firstSequence, 1_000_000_000_000)
    }

    mutating func nextSequence() -> Int64 {
        sequence += 1
        return sequence
    }
}

extension MemoryJobStoreState {
    // MARK: Facts about a trigger

    func isExecutingExclusively(_ job: JobKey) -> Bool {
        exclusiveExecutions[job] != nil
    }

    func conditions(for trigger: Trigger) -> TriggerConditions {
        TriggerConditions(
            isPaused: isGroupPaused(trigger.key.group),
            isBlocked: isExecutingExclusively(trigger.job),
            hasNext: trigger.nextFireTime != nil
        )
    }

    /// Whether an execution of the trigger is in progress.
    func isExecuting(_ key: TriggerKey) -> Bool {
        executions[key] != nil
    }

    /// The calendar that a trigger names.
    func calendar(of trigger: Trigger) -> ExclusionCalendar? {
        trigger.calendarName.flatMap { calendars[$0] }
    }

    // MARK: Changing a trigger

    /// Moves a trigger to the state that follows an event.
    mutating func apply(_ event: TriggerEvent, to key: TriggerKey) {
        change(key) { $0.state = $0.state.following(event) }
    }

    /// Changes a trigger and keeps the index in step with its state.
    mutating func change(_ key: TriggerKey, _ body: (inout TriggerEntry) -> Void) {
        guard var entry = triggers[key] else { return }
        let old = entry.place
        body(&entry)
        if entry.state != .error { entry.errorReason = nil }
        entry.place = place(of: entry)
        if old?.lane != entry.place?.lane || old?.entry != entry.place?.entry {
            if let old { due.remove(old.entry, from: old.lane) }
            if let place = entry.place {
                due.insert(place.entry, in: place.lane)
                news.claimable(at: place.entry.time)
            }
        }
        triggers[key] = entry
    }

    private func place(of entry: TriggerEntry) -> (lane: DueIndex.Lane, entry: DueEntry)? {
        guard entry.state == .waiting, let time = entry.trigger.nextFireTime,
            let job = jobs[entry.trigger.job]?.detail
        else { return nil }
        return (
            DueIndex.Lane(type: job.type, ignoresMisfires: entry.trigger.isNeverSwept),
            DueEntry(time: time, priority: entry.trigger.priority, key: entry.trigger.key)
        )
    }

    // MARK: Removing

    /// Removes a trigger with its claims, and its job if that is not durable and has no other; executions go on.
    mutating func discard(_ key: TriggerKey, keepingClaims: Bool = false) {
        guard let entry = triggers.removeValue(forKey: key) else { return }
        if let place = entry.place { due.remove(place.entry, from: place.lane) }
        if !keepingClaims { dropClaims(of: key) }
        let job = entry.trigger.job
        jobs[job]?.triggers.remove(key)
        if let owner = jobs[job], !owner.detail.isDurable, owner.triggers.isEmpty {
            jobs[job] = nil
        }
    }

    /// Forgets what nodes claimed of a trigger and have not fired.
    mutating func dropClaims(of key: TriggerKey) {
        for id in claims.removeValue(forKey: key) ?? [] { fires[id] = nil }
    }

    /// Notes that a claim has fired or is given back.
    mutating func forgetClaim(_ id: FireInstanceID, of key: TriggerKey) {
        claims[key]?.remove(id)
        if claims[key]?.isEmpty == true { claims[key] = nil }
    }

    /// Ends a trigger that has no further fire time: it goes at once, or when its executions end.
    mutating func finish(_ key: TriggerKey) {
        if isExecuting(key) {
            change(key) {
                $0.trigger.nextFireTime = nil
                $0.trigger.missed = nil
                $0.state = $0.state.following(.finish)
            }
        } else {
            discard(key)
        }
    }
}

extension Trigger {
    /// Whether the sweep leaves the trigger alone: misfires are ignored, or judged by the node that claims it.
    var isNeverSwept: Bool { misfireInstruction == .ignore || judgesMisfiresAtClaim }
}
