extension Trigger {
    /// The trigger after its misfire instruction was applied at an instant ("now").
    ///
    /// The previous fire time stays, and `missed` says what the coming fire stands for. Unchanged: triggers without a next
    /// fire time, with the instruction to ignore misfires, and foreign ones. Whether a trigger counts as misfired (later
    /// than the threshold) is the caller's decision.
    public func applyingMisfire(at now: Timestamp, calendar: ExclusionCalendar? = nil) -> Trigger {
        guard let due = nextFireTime, misfireInstruction != .ignore else { return self }
        if case .foreign = kind { return self }
        if case .catchUp(let most, let age) = misfireInstruction {
            return catchingUp(most, within: age, at: now, calendar)
        }
        let count = countMissed(until: now, calendar)
        var trigger: Trigger
        if case .simple(let rule) = kind {
            trigger = applyingMisfire(of: rule, at: now, calendar)
        } else {
            trigger = self
            trigger.nextFireTime = misfireInstruction == .doNothing ? fireTime(after: now, calendar: calendar) : now
        }
        let stood = missed?.scheduledFireTime ?? due
        trigger.missed = trigger.nextFireTime.map { next in
            MissedFires(scheduledFireTime: next == now ? stood : next, count: count)
        }
        return trigger
    }

    private func applyingMisfire(of rule: SimpleTrigger, at now: Timestamp, _ calendar: ExclusionCalendar?) -> Trigger {
        var trigger = self
        switch rule.effective(misfireInstruction) {
        case .nextKeepingCount:
            trigger.nextFireTime = fireTime(after: now, calendar: calendar)
        case .nextWithRemainingCount:
            trigger.nextFireTime = fireTime(after: now, calendar: calendar)
            if let next = trigger.nextFireTime {
                trigger.timesTriggered += missedFires(of: rule, until: next)
            }
        case .nowKeepingCount:
            trigger.restart(at: now, repeatCount: rule.repeatCount - timesTriggered)
        case .nowWithRemainingCount:
            let missed = missedFires(of: rule, until: now)
            trigger.restart(at: now, repeatCount: rule.repeatCount - timesTriggered - missed)
        case .smart, .ignore, .fireNow, .doNothing, .catchUp:
            trigger.nextFireTime = now
        }
        return trigger
    }

    /// How many of a simple trigger's fires were missed between its next fire time and an instant.
    package func missedFires(of rule: SimpleTrigger, until instant: Timestamp) -> Int {
        guard let next = nextFireTime, rule.interval > 0, next < instant else { return 0 }
        let (elapsed, isTooFar) = instant.milliseconds.subtractingReportingOverflow(next.milliseconds)
        return isTooFar ? Int.max / 4 : Int(min(elapsed / rule.interval, Int64(Int.max / 4)))
    }

    /// Begins a simple trigger's schedule anew; past its end it has no fire time any more.
    private mutating func restart(at now: Timestamp, repeatCount remaining: Int) {
        if case .simple(var rule) = kind, rule.repeatCount != 0, !rule.repeatsForever {
            rule.repeatCount = max(0, remaining)
            kind = .simple(rule)
            timesTriggered = 0
        }
        if let endTime, endTime < now {
            nextFireTime = nil
        } else {
            startTime = now
            nextFireTime = now
        }
    }
}

extension Trigger {
    /// What the trigger's misfire instruction comes to for its kind and repeat count; never `.smart`.
    public var effectiveMisfireInstruction: MisfireInstruction {
        if case .simple(let rule) = kind { return rule.effective(misfireInstruction) }
        return misfireInstruction == .smart ? .fireNow : misfireInstruction
    }
}

extension SimpleTrigger {
    /// What an instruction comes to: `.smart` chosen by the repeat count, `.fireNow` with repeats as Quartz treats it.
    func effective(_ instruction: MisfireInstruction) -> MisfireInstruction {
        switch instruction {
        case .smart:
            if repeatCount == 0 { return .fireNow }
            return repeatsForever ? .nextWithRemainingCount : .nowKeepingCount
        case .fireNow:
            return repeatCount == 0 ? .fireNow : .nowWithRemainingCount
        case .ignore, .nowKeepingCount, .nowWithRemainingCount, .nextWithRemainingCount, .nextKeepingCount, .doNothing,
            .catchUp:
            return instruction
        }
    }
}
