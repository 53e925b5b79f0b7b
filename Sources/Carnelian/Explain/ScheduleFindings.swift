import CarnelianCore

/// What the trigger's schedule says: when it is due, how late it is, what its calendar skips, how it ends.
struct ScheduleFindings {
    /// For how long after its time a trigger may wait for a node to claim it before it counts as overdue.
    private static let claimingTakes = Duration.seconds(1)

    private(set) var reasons: [FireReason] = []
    /// When the trigger is due; nil: never again, or not before its run ends.
    let due: Timestamp?
    private(set) var isOverdue = false
    /// The trigger as it would be if its misfire were handled now.
    private var coming: Trigger
    private let calendar: ExclusionCalendar?
    private let now: Timestamp

    init(
        _ stored: StoredTrigger, calendar part: TriggerFacts.Part<ExclusionCalendar>, at now: Timestamp,
        misfireThreshold: Duration
    ) {
        let trigger = stored.trigger
        coming = trigger
        calendar = part.value
        self.now = now
        due = trigger.nextFireTime == FixedDelayTrigger.running ? nil : trigger.nextFireTime
        // Of a row that cannot be read there is no schedule.
        if case .foreign = trigger.kind { return }
        guard trigger.nextFireTime != FixedDelayTrigger.running else {
            reasons.append(.delayCountsFromRun)
            return
        }
        guard let due else {
            reasons.append(.complete(trigger.ending(calendar, at: now)))
            return
        }
        if trigger.startTime > now, !trigger.isOneShot {
            reasons.append(.startsLater(start: trigger.startTime, now: now))
        }
        if let end = trigger.endTime, end < due { reasons.append(.endsBeforeNextFire(end: end, next: due)) }
        if let missed = trigger.missed { reasons.append(.misfireHandled(missed, next: due)) }
        judge(stored, due, threshold: trigger.misfireThreshold ?? misfireThreshold)
        if part.value != nil || trigger.calendarName == nil { lookAhead() }
    }

    /// The first coming fire times.
    func nextFires(_ count: Int) -> [PreviewedFire] {
        guard coming.nextFireTime != nil, coming.nextFireTime != FixedDelayTrigger.running else { return [] }
        if case .fixedDelay = coming.kind {
            return Array(coming.preview(calendar: calendar).prefix(min(count, 1)))
        }
        return Array(coming.preview(calendar: calendar).prefix(count))
    }

    /// Waiting, overdue or misfired.
    private mutating func judge(_ stored: StoredTrigger, _ due: Timestamp, threshold: Duration) {
        let trigger = stored.trigger
        let late = due.duration(to: now)
        let isPaused = stored.state == .paused || stored.state == .pausedBlocked
        let isMisfire = late > threshold && trigger.misfireInstruction != .ignore
        if isMisfire, stored.state == .waiting || isPaused {
            coming = trigger.applyingMisfire(at: now, calendar: calendar)
            reasons.append(
                .misfire(
                    FireReason.Lateness(
                        late: late, threshold: threshold, instruction: trigger.misfireInstruction,
                        chosen: trigger.effectiveMisfireInstruction, next: coming.nextFireTime, isPaused: isPaused
                    )
                )
            )
        }
        isOverdue = stored.state == .waiting && late > Self.claimingTakes
        if isOverdue {
            if !isMisfire { reasons.append(.overdue(due: due, now: now)) }
        } else if stored.state == .waiting {
            reasons.append(.waiting(due: due, now: now))
        }
    }

    /// What the calendar skips before the next fire, and whether one follows it.
    private mutating func lookAhead() {
        guard let next = coming.nextFireTime else { return }
        if let calendar, let name = coming.calendarName, next > now {
            var unbound = coming
            unbound.calendarName = nil
            let skipped = unbound.fireTime(after: max(now, coming.startTime.advanced(by: .milliseconds(-1))))
            if let skipped, skipped < next, !calendar.includes(skipped) {
                reasons.append(.calendarExcludes(name, from: skipped, until: next))
            }
        }
        if case .fixedDelay = coming.kind { return }
        if let end = coming.endTime, end < next { return }
        if coming.isOneShot { return }
        let following = coming.advanced(calendar: calendar)
        guard following.nextFireTime == nil else { return }
        reasons.append(.lastFire(following.ending(calendar, at: now)))
    }
}

extension Trigger {
    /// Whether the schedule has one fire time, its start.
    fileprivate var isOneShot: Bool {
        if case .simple(let rule) = kind { rule.repeatCount == 0 } else { false }
    }

    /// Why a trigger without a next fire time has none.
    fileprivate func ending(_ calendar: ExclusionCalendar?, at now: Timestamp) -> FireEnding {
        let count: Int? =
            switch kind {
            case .simple(let rule): rule.repeatCount
            case .dailyTimeInterval(let rule): rule.repeatCount
            case .fixedDelay(let rule): rule.repeatCount
            case .cron, .calendarInterval, .recurrence, .foreign: nil
            }
        if let count, count != SimpleTrigger.forever, timesTriggered > count { return .repeatCount(fires: count + 1) }
        if let calendarName, calendar != nil, fireTime(after: previousFireTime ?? now) != nil {
            return .calendar(calendarName)
        }
        if let endTime { return .end(endTime) }
        return .schedule
    }
}
