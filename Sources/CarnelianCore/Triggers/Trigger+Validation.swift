extension Trigger {
    /// Checks what a store needs: names and texts within Quartz's column widths, a window that is not empty, counts and
    /// intervals in range, a schedule that Quartz's tables can hold, an instruction that the kind knows.
    ///
    /// Throws `.invalidValue` with the trigger, the fault and what was expected; `.unsupported` for foreign kinds.
    public func validate() throws(CarnelianError) {
        try key.validate()
        try job.validate()
        try NameRule.checkOptional(description, "the description of trigger \(key)", limit: 250)
        if let calendarName { try NameRule.check(calendarName, "the calendar's name of trigger \(key)", limit: 200) }
        guard Int32(exactly: priority) != nil else {
            throw invalid("priority \(priority) is out of range; expected \(Int32.min) to \(Int32.max)")
        }
        guard startTime.milliseconds > 0 else {
            throw invalid("start \(startTime) is out of range; expected a time after 1970-01-01T00:00:00.000Z")
        }
        if let endTime, endTime <= startTime {
            throw invalid("end \(endTime) is not after start \(startTime)")
        }
        try validateLateness()
        switch kind {
        case .simple(let rule): try validate(rule)
        case .cron(let rule): try validate(rule)
        case .calendarInterval(let rule): try report(rule.faults().first, zone: rule.zone)
        case .dailyTimeInterval(let rule): try report(rule.faults().first, zone: rule.zone)
        case .fixedDelay(let rule): try validate(rule)
        case .recurrence(let rule): try report(nil, zone: rule.zone)
        case .foreign(let type):
            throw CarnelianError(
                .unsupported, "trigger \(key): kind \(type) cannot be stored; expected one that Carnelian reads")
        }
    }

    private func validateLateness() throws(CarnelianError) {
        guard misfireInstruction.fits(kind) else {
            throw invalid("misfire instruction \(misfireInstruction) does not exist for this kind of trigger")
        }
        if case .catchUp(let most, let age) = misfireInstruction {
            guard (1...1_000).contains(most) else {
                throw invalid("catching up \(most) fires is out of range; expected 1 to 1000")
            }
            guard age >= .milliseconds(1) else {
                throw invalid("catching up within \(age) is out of range; expected at least 1 ms")
            }
        }
        if let misfireThreshold, misfireThreshold < .zero {
            throw invalid("misfire threshold \(misfireThreshold) is out of range; expected zero or more")
        }
        guard jitter >= .zero, jitter < .seconds(86_400) else {
            throw invalid("jitter \(jitter) is out of range; expected zero to less than 24 h")
        }
        if case .fixedDelay = kind {
            guard jitter == .zero else {
                throw invalid("a fixed-delay trigger has no jitter: its fires follow the ends of its runs")
            }
            guard calendarName == nil else {
                throw invalid("a fixed-delay trigger has no calendar: its fires follow the ends of its runs")
            }
        }
    }

    private func report(_ fault: String?, zone: TimeZoneRules?) throws(CarnelianError) {
        if let fault { throw invalid(fault) }
        if let zone { try NameRule.check(zone.identifier, "the time zone of trigger \(key)", limit: 80) }
    }

    private func validate(_ rule: FixedDelayTrigger) throws(CarnelianError) {
        guard (SimpleTrigger.forever...Int(Int32.max)).contains(rule.repeatCount) else {
            throw invalid("the repeat count is out of range; expected -1 (for ever) to \(Int32.max)")
        }
        guard rule.delay > 0 else {
            throw invalid("delay \(rule.delay) ms is out of range; expected at least 1 ms")
        }
    }

    private func validate(_ rule: SimpleTrigger) throws(CarnelianError) {
        guard (SimpleTrigger.forever...Int(Int32.max)).contains(rule.repeatCount) else {
            throw invalid("the repeat count is out of range; expected -1 (for ever) to \(Int32.max)")
        }
        guard rule.interval > 0 || (rule.interval == 0 && rule.repeatCount == 0) else {
            throw invalid("interval \(rule.interval) ms is out of range; expected at least 1 ms where it repeats")
        }
    }

    private func validate(_ rule: CronTrigger) throws(CarnelianError) {
        guard let text = rule.expression.quartzText else {
            throw invalid(
                "cron expression \"\(rule.expression)\" restricts both day of month and day of week;"
                    + " Quartz's dialect needs one trigger for each")
        }
        try NameRule.check(text, "the cron expression of trigger \(key)", limit: 120)
        try NameRule.check(rule.zone.identifier, "the time zone of trigger \(key)", limit: 80)
    }

    private func invalid(_ fault: String) -> CarnelianError {
        CarnelianError(.invalidValue, "trigger \(key): \(fault)")
    }
}
