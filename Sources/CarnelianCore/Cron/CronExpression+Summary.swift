extension CronExpression {
    /// The schedule in plain English, for people: `At 12:00 on Monday to Friday`.
    public var summary: String {
        [fields.timesOfDay, fields.dayWords, fields.monthWords, fields.yearWords].compactMap { $0 }
            .joined(separator: " ")
    }
}

extension CronFields {
    fileprivate var timesOfDay: String {
        if let clockTimes { return "At " + clockTimes }
        let words = timeWords.compactMap { $0 }.joined(separator: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    /// What is named of seconds, minutes and hours, the smallest first.
    private var timeWords: [String?] {
        let zero = CronSet(0...0)
        if seconds == zero && minutes == zero { return [wholeHourWords] }
        if seconds == zero { return [every(minutes, .minutes, "minute"), hourWords(after: minutes)] }
        let ofMinutes: String?
        if minutes.count == 60 {
            ofMinutes = isEven(seconds, .seconds) ? nil : "of every minute"
        } else if let step = minutes.step(to: CronField.minutes.range) {
            ofMinutes = "of every \(ordinal(step)) minute" + (minutes.first == 0 ? "" : " from \(minutes.first)")
        } else {
            ofMinutes = "of \(named("minute", minutes.count)) " + words(minutes, .minutes)
        }
        return [every(seconds, .seconds, "second"), ofMinutes, hourWords(after: minutes)]
    }

    private var wholeHourWords: String {
        if hours.count == 24 { return "every hour" }
        if let run = hours.runs.first, hours.runs.count == 1 {
            return "every hour from \(digits(run.lowerBound, 2)):00 to \(digits(run.upperBound, 2)):00"
        }
        return isEven(hours, .hours) ? every(hours, .hours, "hour") : "at minute 0 of the hours " + words(hours, .hours)
    }

    /// Up to six times of day written out.
    private var clockTimes: String? {
        guard hours.count * minutes.count * seconds.count <= 6 else { return nil }
        var times: [String] = []
        for hour in hours.members {
            for minute in minutes.members {
                for second in seconds.members {
                    let tail = seconds == CronSet(0...0) ? "" : ":" + digits(second, 2)
                    times.append("\(digits(hour, 2)):\(digits(minute, 2))\(tail)")
                }
            }
        }
        return enumerated(times)
    }

    /// Nil where it goes without saying that every hour is meant.
    private func hourWords(after minutes: CronSet) -> String? {
        if hours.count == 24 { return isEven(minutes, .minutes) ? nil : "of every hour" }
        if let step = hours.step(to: CronField.hours.range) {
            return "of every \(ordinal(step)) hour" + (hours.first == 0 ? "" : " from \(hours.first)")
        }
        return (hours.count == 1 ? "of hour " : "of the hours ") + words(hours, .hours)
    }

    fileprivate var dayWords: String? {
        switch days {
        case .month(let month): return words(month)
        case .week(let week): return words(week)
        case .either(let month, let week):
            guard let month = words(month), let week = words(week) else { return nil }
            return month + " and " + week
        case .both(let month, let week):
            guard let days = words(month), let weekdays = words(week) else { return words(month) ?? words(week) }
            return "\(weekdays) if it is one of the \(days.dropFirst("on ".count))"
        }
    }

    /// Nil: every day.
    private func words(_ days: CronMonthDays) -> String? {
        switch days {
        case .numbers(let set) where set.count == 31: return nil
        case .numbers(let set): return "on \(named("day", set.count)) " + words(set, .daysOfMonth) + " of the month"
        case .last(0): return "on the last day of the month"
        case .last(let offset): return "\(offset) \(offset == 1 ? "day" : "days") before the last day of the month"
        case .lastWeekday(0): return "on the last weekday of the month"
        case .lastWeekday(let offset):
            let distance = "\(offset) \(offset == 1 ? "day" : "days")"
            return "on the weekday nearest to \(distance) before the last day of the month"
        case .nearestWeekday(let day): return "on the weekday nearest to day \(day) of the month"
        }
    }

    /// Nil: every day.
    private func words(_ days: CronWeekDays) -> String? {
        switch days {
        case .each(let set) where set.count == 7: return nil
        case .each(let set): return "on " + words(set, .daysOfWeek, weekdayName)
        case .last(let day): return "on the last \(weekdayName(day)) of the month"
        case .nth(let day, let number): return "on the \(ordinal(number)) \(weekdayName(day)) of the month"
        }
    }

    fileprivate var monthWords: String? {
        guard months.count < 12 else { return nil }
        return "in " + words(months, .months, monthName)
    }

    fileprivate var yearWords: String? {
        guard years != .all else { return nil }
        let members = years.members
        guard let first = members.first, let last = members.last else { return nil }
        if members.count == 1 { return "\(first)" }
        if last - first + 1 == members.count { return "from \(first) to \(last)" }
        if members.count <= 6 { return "in " + enumerated(members.map(String.init)) }
        let step = members[1] - first
        guard zip(members, members.dropFirst()).allSatisfy({ $1 - $0 == step }) else {
            return "in \(members.count) years from \(first) to \(last)"
        }
        return "every \(step) years from \(first) to \(last)"
    }

    private func every(_ set: CronSet, _ field: CronField, _ unit: String) -> String {
        if set.count == field.range.count { return "every \(unit)" }
        if let step = set.step(to: field.range) {
            return "every \(step) \(unit)s" + (set.first == field.range.lowerBound ? "" : " from \(set.first)")
        }
        return "at \(named(unit, set.count)) " + words(set, field)
    }

    /// Whether the set is every value, or equal steps to the field's end.
    private func isEven(_ set: CronSet, _ field: CronField) -> Bool {
        set.count == field.range.count || set.step(to: field.range) != nil
    }

    private func named(_ unit: String, _ count: Int) -> String {
        count == 1 ? unit : unit + "s"
    }

    /// A list of values and runs of values; a run may go on from the field's end to its begin.
    private func words(_ set: CronSet, _ field: CronField, _ name: (Int) -> String = { String($0) }) -> String {
        var runs = set.runs.map { (first: $0.lowerBound, last: $0.upperBound, count: $0.count) }
        if runs.count > 1, let start = runs.first, start.first == field.range.lowerBound, field != .daysOfMonth {
            let end = runs[runs.count - 1]
            if end.last == field.range.upperBound, start.count + end.count > 2 {
                runs[runs.count - 1] = (end.first, start.last, start.count + end.count)
                runs.removeFirst()
            }
        }
        return enumerated(
            runs.flatMap { run in
                if run.count > 2 { return [name(run.first) + " to " + name(run.last)] }
                return run.count == 2 ? [name(run.first), name(run.last)] : [name(run.first)]
            })
    }

    private func enumerated(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }

    private func ordinal(_ number: Int) -> String {
        switch (number % 10, number % 100) {
        case (1, let tens) where tens != 11: "\(number)st"
        case (2, let tens) where tens != 12: "\(number)nd"
        case (3, let tens) where tens != 13: "\(number)rd"
        default: "\(number)th"
        }
    }

    private func weekdayName(_ day: Int) -> String {
        ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"][day - 1]
    }

    private func monthName(_ month: Int) -> String {
        [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ][month - 1]
    }
}

extension CronSet {
    /// The step if three or more members run in equal steps to the end of the range.
    func step(to range: ClosedRange<Int>) -> Int? {
        let members = self.members
        guard members.count > 2 else { return nil }
        let step = members[1] - members[0]
        guard step > 1, members[members.count - 1] + step > range.upperBound else { return nil }
        return zip(members, members.dropFirst()).allSatisfy { $1 - $0 == step } ? step : nil
    }
}
