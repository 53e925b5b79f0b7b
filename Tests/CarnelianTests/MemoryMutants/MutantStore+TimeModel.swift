import Carnelian
import CarnelianCore

/// Faults around schedules, calendars, fixed delays and what was missed.
extension MutantStore {
    /// Triggers as the fault stores them.
    func mutated(_ triggers: [Trigger], _ onConflict: ConflictResolution) async throws -> [Trigger] {
        let calendars = Set(try await store.calendarNames())
        var result: [Trigger] = []
        for var trigger in triggers {
            switch fault {
            case .forgetsJitter: trigger.jitter = .zero
            case .forgetsClockChanges: trigger.clockChanges = nil
            case .forgetsThresholds: trigger.misfireThreshold = nil
            case .forgetsBounds:
                if case .catchUp = trigger.misfireInstruction { trigger.misfireInstruction = .ignore }
            case .acceptsUnknownCalendars where trigger.calendarName.map(calendars.contains) == false:
                trigger.calendarName = nil
            case .reconcilesTheStartAlone where onConflict == .reconcile:
                let known = try await store.trigger(trigger.key)?.trigger
                if known?.startTime == trigger.startTime { continue }
            default: break
            }
            result.append(trigger)
        }
        return result
    }

    // MARK: Calendars

    func storeCalendar(
        _ calendar: ExclusionCalendar, named name: String, onConflict: ConflictResolution, updatingTriggers: Bool
    ) async throws {
        var onConflict = onConflict
        var updatingTriggers = updatingTriggers
        if fault == .updatesNoTriggers { updatingTriggers = false }
        if fault == .alwaysUpdatesTriggers { updatingTriggers = true }
        if fault == .keepsTheOldCalendar, onConflict == .fail, try await store.calendar(name) != nil { return }
        if fault == .keepsTheOldCalendar { onConflict = .replace }
        try await store.storeCalendar(
            calendar, named: name, onConflict: onConflict, updatingTriggers: updatingTriggers
        )
    }

    func removeCalendar(_ name: String) async throws -> Bool {
        guard fault == .removesUsedCalendars else { return try await store.removeCalendar(name) }
        return (try? await store.removeCalendar(name)) ?? true
    }

    func calendar(_ name: String) async throws -> ExclusionCalendar? { try await store.calendar(name) }
    func calendarNames() async throws -> [String] { try await store.calendarNames() }

    // MARK: Fires

    /// Intents as the fault computes them.
    func mutated(_ intents: [FireIntent]) -> [FireIntent] {
        guard fault == .firesExcludedTimes || fault == .runsAway else { return intents }
        return intents.map { intent in
            var intent = intent
            if fault == .firesExcludedTimes { intent.advanced = intent.claim.trigger.advanced() }
            if fault == .runsAway, intent.advanced.nextFireTime != nil {
                intent.advanced.nextFireTime = intent.claim.dueTime.advanced(by: .milliseconds(1))
            }
            return intent
        }
    }

    /// What a turn did, as the fault tells it.
    func mutated(_ result: TurnResult) -> TurnResult {
        var result = result
        if fault == .forgetsTheClaimsCalendar {
            for index in result.claimed.indices { result.claimed[index].calendar = nil }
        }
        if fault == .forgetsWhatWasMissed {
            for index in result.fired.indices {
                result.fired[index].missedFireTimes = 0
                result.fired[index].scheduledFireTime =
                    result.fired[index].trigger.previousFireTime ?? result.fired[index].scheduledFireTime
            }
        }
        return result
    }

    /// A completion as the fault records it.
    func mutated(_ completion: Completion) async throws -> Completion {
        var completion = completion
        let trigger = try await store.trigger(completion.trigger)?.trigger
        switch fault {
        case .countsFromTheFire:
            if case .fixedDelay(let rule)? = trigger?.kind, let fired = completion.fixedDelayFireTime {
                completion.nextFireTime = rule.fireTime(afterRunEndingAt: fired, end: trigger?.endTime)
            }
        case .neverEndsFixedDelays:
            completion.fixedDelayFireTime = nil
        case .endsAnyFixedDelay where completion.fixedDelayFireTime != nil:
            completion.fixedDelayFireTime = trigger?.previousFireTime
        case .endsFixedDelaysForAnybody:
            completion.fixedDelayFireTime = trigger?.previousFireTime
        default: break
        }
        return completion
    }

    func giveBackMisfired(
        _ claims: [FireInstanceID], by instance: InstanceID, at now: Timestamp, threshold: Duration
    ) async throws -> [Misfire] {
        if fault == .releasesMisfired {
            try await store.release(claims, by: instance)
            return []
        }
        guard fault == .givesBackForAnyNode else {
            return try await store.giveBackMisfired(claims, by: instance, at: now, threshold: threshold)
        }
        var misfires: [Misfire] = []
        for row in try await store.fireInstances() where claims.contains(row.id) {
            misfires += try await store.giveBackMisfired([row.id], by: row.instance, at: now, threshold: threshold)
        }
        return misfires
    }

    func sweepMisfires(_ sweep: MisfireSweep) async throws -> MisfireSweepResult {
        var sweep = sweep
        if fault == .sweepsByNobody { return MisfireSweepResult() }
        if fault == .sweepsWithoutLimit { sweep.limit = .max }
        var result = try await store.sweepMisfires(sweep)
        if fault == .miscountsMisfires {
            for index in result.misfired.indices { result.misfired[index].count = 1 }
        }
        return result
    }
}
