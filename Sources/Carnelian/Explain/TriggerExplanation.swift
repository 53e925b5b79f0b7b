public import CarnelianCore

/// Why a trigger is firing or not, and when it fires next: a pure function of the facts.
public struct TriggerExplanation: Sendable, Hashable {
    /// The trigger's key.
    public var key: TriggerKey
    /// The moment that this is about, by the store's clock.
    public var now: Timestamp
    /// The trigger; nil if it is not stored.
    public var trigger: StoredTrigger?
    /// The job's type, where its row can be read.
    public var jobType: JobType?
    /// The reasons that hold, what must be put right first before the others; at least one.
    public var reasons: [FireReason]
    /// The coming fire times, if nothing stands in the way: a misfire handled now, a pause resumed now.
    public var nextFires: [PreviewedFire]
    /// The zone of the schedule; UTC for kinds without one.
    public var zone: TimeZoneRules

    /// Decides.
    /// - Parameters:
    ///   - facts: What the store knows.
    ///   - misfireThreshold: The nodes' threshold, for triggers without one of their own. Default 60 s.
    ///   - checkInGrace: How late a node's check-in may be before it counts as dead. Default 7.5 s.
    ///   - count: How many coming fire times are computed, 0 or more. Default 5.
    public init(
        of facts: TriggerFacts, misfireThreshold: Duration = .seconds(60),
        checkInGrace: Duration = .milliseconds(7_500), count: Int = 5
    ) {
        key = facts.key
        now = facts.now
        trigger = facts.trigger
        jobType = facts.job.value?.type
        zone = facts.trigger?.trigger.kind.zone ?? .utc
        guard let stored = facts.trigger else {
            (reasons, nextFires) = ([.notFound(facts.key)], [])
            return
        }
        let schedule = ScheduleFindings(
            stored, calendar: facts.calendar, at: facts.now, misfireThreshold: misfireThreshold
        )
        let row = RowFindings(stored, job: facts.job, calendar: facts.calendar)
        let states = StateFindings(stored, facts, grace: checkInGrace)
        let nodes = NodeFindings(facts, due: schedule.due, isOverdue: schedule.isOverdue, grace: checkInGrace)
        var found = row.reasons + states.reasons + schedule.reasons
        if stored.state != .complete, row.isClaimable { found += nodes.reasons }
        reasons = found.sorted { $0.rank < $1.rank }
        nextFires = row.reasons.isEmpty ? schedule.nextFires(count) : []
    }

    /// Whether something keeps the trigger from firing that waiting for its time does not end.
    public var isObstructed: Bool { reasons.contains(where: \.isObstacle) }
}

extension Trigger.Kind {
    /// The zone that the schedule names its times in.
    fileprivate var zone: TimeZoneRules? {
        switch self {
        case .cron(let rule): rule.zone
        case .calendarInterval(let rule): rule.zone
        case .dailyTimeInterval(let rule): rule.zone ?? .process
        case .recurrence(let rule): rule.zone
        case .simple, .fixedDelay, .foreign: nil
        }
    }
}
