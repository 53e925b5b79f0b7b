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
        guard misfireInstruction.fits(kind) else {
            throw invalid("misfire instruction \(misfireInstruction) does not exist for this kind of trigger")
        }
        switch kind {
        case .simple(let rule): try validate(rule)
        case .cron(let rule): try validate(rule)
        case .foreign(let type):
            throw CarnelianError(
                .unsupported, "trigger \(key): kind \(type) cannot be stored; expected a simple or cron trigger")
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
