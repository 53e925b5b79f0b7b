import Carnelian
import CarnelianCore
import ServiceLifecycle

/// A memory store with one fault that the conformance suite must find.
struct MutantStore: JobStore {
    enum Fault: String, CaseIterable {
        /// Every next fire time is a millisecond later; the scheduler's guard against runaways sees it too.
        case runsAway
        case claimsAnyType, ignoresLimit, ignoresHorizon, claimsMisfires, firesForAnyNode, reportsFiresTwice
        case completesForAnyNode, forgetsCompletions, dropsJobData, releasesForAnyNode, forgetsExclusivity
        case reconcilesByReplacing, failsHalfway, forgetsPausedGroups, matchesWithWildcards, forgetsTheMarker
        case sweepsWithoutLimit, sweepsByNobody, convictsNobody, convictsEverybody, recoversTheLiving
        case leavesTheRow, forgetsReasons, tellsTheWrongDueTime
        case forgetsJitter, forgetsClockChanges, forgetsThresholds, reconcilesTheStartAlone
        case firesExcludedTimes, forgetsTheClaimsCalendar, acceptsUnknownCalendars, removesUsedCalendars
        case updatesNoTriggers, alwaysUpdatesTriggers, keepsTheOldCalendar
        case countsFromTheFire, neverEndsFixedDelays, endsAnyFixedDelay, endsFixedDelaysForAnybody
        case alwaysRecomputes, alwaysKeeps, listsEveryKey
        case interruptsNobody, interruptsEverybody, tellsEveryNode, interruptsClaims, forgetsAtCheckIn
        case forgetsWhatWasMissed, miscountsMisfires, releasesMisfired, givesBackForAnyNode, forgetsBounds

        /// The check that is there to find it.
        var check: String {
            switch self {
            case .runsAway: "G5.7"
            case .claimsAnyType: "G3.6"
            case .ignoresLimit: "G3.2"
            case .ignoresHorizon: "G3.5"
            case .claimsMisfires: "G3.7"
            case .firesForAnyNode: "G2.5"
            case .reportsFiresTwice: "G1.9"
            case .completesForAnyNode: "G6.3"
            case .forgetsCompletions: "G6.1"
            case .dropsJobData: "G6.6"
            case .releasesForAnyNode: "G7.4"
            case .forgetsExclusivity: "G4.1"
            case .reconcilesByReplacing: "G0.14"
            case .failsHalfway: "G0.6"
            case .forgetsPausedGroups: "G9.8"
            case .matchesWithWildcards: "G9.10"
            case .forgetsTheMarker: "G9.13"
            case .sweepsWithoutLimit: "G10.6"
            case .sweepsByNobody: "G10.2"
            case .convictsNobody: "G11.2"
            case .convictsEverybody: "G11.2"
            case .recoversTheLiving: "G11.13"
            case .leavesTheRow: "G11.6"
            case .forgetsReasons: "G12.1"
            case .tellsTheWrongDueTime: "G0.23"
            case .forgetsJitter, .forgetsClockChanges, .forgetsThresholds: "G0.61"
            case .reconcilesTheStartAlone: "G0.62"
            case .firesExcludedTimes: "G14.5"
            case .forgetsTheClaimsCalendar: "G14.6"
            case .acceptsUnknownCalendars: "G14.3"
            case .removesUsedCalendars: "G14.4"
            case .updatesNoTriggers: "G14.8"
            case .alwaysUpdatesTriggers: "G14.12"
            case .keepsTheOldCalendar: "G14.2"
            case .countsFromTheFire: "G15.1"
            case .neverEndsFixedDelays: "G15.4"
            case .endsAnyFixedDelay: "G15.7"
            case .endsFixedDelaysForAnybody: "G15.8"
            case .alwaysRecomputes: "G0.71"
            case .alwaysKeeps: "G0.72"
            case .listsEveryKey: "G0.74"
            case .interruptsNobody, .interruptsEverybody, .tellsEveryNode: "G17.1"
            case .interruptsClaims: "G17.2"
            case .forgetsAtCheckIn: "G17.3"
            case .forgetsWhatWasMissed, .miscountsMisfires: "G16.1"
            case .releasesMisfired: "G16.8"
            case .givesBackForAnyNode: "G16.9"
            case .forgetsBounds: "G16.11"
            }
        }
    }

    let fault: Fault
    let store: MemoryJobStore

    init(_ fault: Fault, clock: any SchedulerClock) {
        self.fault = fault
        store = MemoryJobStore(clock: clock)
    }

    var schedulerName: String { store.schedulerName }
    var clock: any SchedulerClock { store.clock }

    func run() async throws { try await store.run() }
    func open() async throws { try await store.open() }
    func signals() -> AsyncStream<StoreSignal> { store.signals() }

    // MARK: Catalog

    func store(jobs: [JobDetail], triggers: [Trigger], onConflict: ConflictResolution) async throws {
        var jobs = jobs
        let triggers = try await mutated(triggers, onConflict)
        var onConflict = onConflict
        if fault == .forgetsExclusivity { for index in jobs.indices { jobs[index].isExclusive = false } }
        if fault == .reconcilesByReplacing, onConflict == .reconcile { onConflict = .replace }
        if fault == .failsHalfway, onConflict == .fail {
            try await store.store(jobs: jobs, triggers: [], onConflict: .fail)
            try await store.store(jobs: [], triggers: triggers, onConflict: .fail)
        } else {
            try await store.store(jobs: jobs, triggers: triggers, onConflict: onConflict)
        }
    }

    func replaceTrigger(
        _ key: TriggerKey, with trigger: Trigger, keepingNextFireTime: Bool
    ) async throws -> Bool {
        var keeps = keepingNextFireTime
        if fault == .alwaysRecomputes { keeps = false }
        if fault == .alwaysKeeps { keeps = true }
        return try await store.replaceTrigger(key, with: trigger, keepingNextFireTime: keeps)
    }

    func jobKeys(matching group: GroupMatcher) async throws -> [JobKey] {
        try await store.jobKeys(matching: fault == .listsEveryKey ? .any : group)
    }

    func triggerKeys(matching group: GroupMatcher) async throws -> [TriggerKey] {
        try await store.triggerKeys(matching: fault == .listsEveryKey ? .any : group)
    }

    func removeJobs(_ keys: [JobKey]) async throws -> Set<JobKey> { try await store.removeJobs(keys) }
    func removeTriggers(_ keys: [TriggerKey]) async throws -> Set<TriggerKey> { try await store.removeTriggers(keys) }
    func clear() async throws { try await store.clear() }
    func job(_ key: JobKey) async throws -> JobDetail? { try await store.job(key) }
    func jobs(matching group: GroupMatcher) async throws -> [JobDetail] { try await store.jobs(matching: group) }

    func trigger(_ key: TriggerKey) async throws -> StoredTrigger? {
        var stored = try await store.trigger(key)
        if fault == .forgetsReasons { stored?.errorReason = nil }
        return stored
    }

    func triggers(matching filter: TriggerFilter) async throws -> [StoredTrigger] {
        try await store.triggers(matching: filter)
    }

    func pause(_ target: PauseTarget) async throws {
        switch (fault, target) {
        case (.forgetsPausedGroups, .triggerGroups(let matcher)):
            for trigger in try await store.triggers(matching: .group(matcher)) {
                try await store.pause(.trigger(trigger.trigger.key))
            }
        case (.matchesWithWildcards, .triggerGroups(.startsWith(let text))) where text.contains("_"):
            try await store.pause(.triggerGroups(.startsWith(String(text.prefix { $0 != "_" }))))
        case (.forgetsTheMarker, .all):
            try await store.pause(.triggerGroups(.any))
        default:
            try await store.pause(target)
        }
    }

    func resume(_ target: PauseTarget) async throws { try await store.resume(target) }
    func pausedGroups() async throws -> Set<String> { try await store.pausedGroups() }
    func resetFromError(_ key: TriggerKey) async throws -> Bool { try await store.resetFromError(key) }
}
