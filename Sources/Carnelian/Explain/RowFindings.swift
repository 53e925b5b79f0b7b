import CarnelianCore

/// What is wrong with a trigger's row and with what it names.
struct RowFindings {
    private(set) var reasons: [FireReason] = []
    /// Whether a node of Carnelian would claim it.
    private(set) var isClaimable = true

    init(
        _ stored: StoredTrigger, job: TriggerFacts.Part<JobDetail>, calendar: TriggerFacts.Part<ExclusionCalendar>
    ) {
        let trigger = stored.trigger
        if stored.state == .error {
            isClaimable = false
            if let reason = stored.errorReason, RunawayReason.isGiven(in: reason) {
                reasons.append(.ranAway(trigger.key, reason: reason))
            } else {
                reasons.append(.parked(trigger.key, reason: stored.errorReason))
            }
        } else if let reason = stored.errorReason {
            reasons.append(.unreadable(reason: reason))
        } else if case .foreign(let type) = trigger.kind {
            isClaimable = false
            reasons.append(.foreignKind(type))
        }
        switch job {
        case .missing: reasons.append(.jobMissing(trigger.job))
        case .unreadable(let reason): reasons.append(.jobUnreadable(trigger.job, reason: reason))
        case .none, .found: break
        }
        guard let name = trigger.calendarName else { return }
        switch calendar {
        case .missing: reasons.append(.calendarMissing(name))
        case .unreadable(let reason): reasons.append(.calendarUnreadable(name, reason: reason))
        case .none, .found: break
        }
    }
}
