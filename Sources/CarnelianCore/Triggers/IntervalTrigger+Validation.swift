extension CalendarIntervalTrigger {
    /// What keeps the rule from being stored, each fault with what was expected; empty if nothing does.
    package func faults() -> [String] {
        guard !(1...Int(Int32.max)).contains(interval) else { return [] }
        return ["interval \(interval) is out of range; expected 1 to \(Int32.max)"]
    }
}

extension DailyTimeIntervalTrigger {
    /// What keeps the rule from being stored, each fault with what was expected; empty if nothing does.
    package func faults() -> [String] {
        var faults: [String] = []
        if let seconds = unit.seconds {
            let longest = 86_400 / Int(seconds)
            if !(1...longest).contains(interval) {
                faults.append("interval \(interval) is out of range; expected 1 to \(longest) (24 hours)")
            }
        } else {
            faults.append("unit \(unit) does not fit; expected second, minute or hour")
        }
        for (name, time) in [("start", startOfDay), ("end", endOfDay)] where !time.isInRange {
            faults.append("\(name) of day \(time) is out of range; expected 00:00:00 to 23:59:59")
        }
        if endOfDay < startOfDay {
            faults.append("end of day \(endOfDay) is before start of day \(startOfDay)")
        }
        if daysOfWeek.isEmpty {
            faults.append("no day of the week is given; expected at least one of 1 (Sunday) to 7 (Saturday)")
        }
        for day in daysOfWeek.subtracting(Self.allDays).sorted() {
            faults.append("day of the week \(day) is out of range; expected 1 (Sunday) to 7 (Saturday)")
        }
        if !(SimpleTrigger.forever...Int(Int32.max)).contains(repeatCount) {
            faults.append("repeat count \(repeatCount) is out of range; expected -1 (for ever) to \(Int32.max)")
        }
        return faults
    }
}
