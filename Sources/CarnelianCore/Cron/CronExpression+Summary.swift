extension CronExpression {
    /// The schedule in plain English, for people: `At 12:00 on Monday to Friday`.
    public var summary: String {
        [fields.timesOfDay, fields.dayWords, fields.monthWords, fields.yearWords].compactMap { $0 }
            .joined(separator: " ")
    }
}

extension CronFields {
    fileprivate var timesOfDay: String {
        if let clock = clockTimes { return "At " + clock }
        var parts: [String] = []
        if seconds != CronSet(0...0) {
            parts.append(every(seconds, unit: "second", range: CronField.seconds.range))
        }
        if minutes.count < 60 || parts.isEmpty {
            parts.append(every(minutes, unit: "minute", range: CronField.minutes.range))
        }
        if hours.count < 24 {
            parts.append(hourWords)
        } else if parts.count == 1 && minutes == CronSet(0...0) && seconds == CronSet(0...0) {
            return "Every hour"
        } else if minutes.count == 1 && seconds == CronSet(0...0) {
            parts.append("of every hour")
        }
        let words = parts.joined(separator: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
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

    private var hourWords: String {
        let range = CronField.hours.range
        if let step = hours.step(to: range), step > 1 {
            return "of every \(ordinal(step)) hour" + (hours.first == 0 ? "" : " from \(hours.first)")
        }
        return "of the hours " + enumerated(hours.runs.map(numbers))
    }

    fileprivate var dayWords: String? {
        switch days {
        case .month(let set) where set.count == 31: return nil
        case .month(let set): return "on day " + enumerated(set.runs.map(numbers)) + " of the month"
        case .last(0): return "on the last day of the month"
        case .last(let offset): return "\(offset) \(offset == 1 ? "day" : "days") before the last day of the month"
        case .lastWeekday(0): return "on the last weekday of the month"
        case .lastWeekday(let offset):
            let distance = "\(offset) \(offset == 1 ? "day" : "days")"
            return "on the weekday nearest to \(distance) before the last day of the month"
        case .nearestWeekday(let day): return "on the weekday nearest to day \(day) of the month"
        case .week(let set) where set.count == 7: return nil
        case .week(let set): return "on " + weekdayWords(set)
        case .lastOfWeek(let day): return "on the last \(weekdayName(day)) of the month"
        case .nthOfWeek(let day, let number): return "on the \(ordinal(number)) \(weekdayName(day)) of the month"
        case .either(let month, let week):
            return "on day " + enumerated(month.runs.map(numbers)) + " of the month and on " + weekdayWords(week)
        case .both(let month, let week):
            return "on " + weekdayWords(week) + " if it is day " + enumerated(month.runs.map(numbers)) + " of the month"
        }
    }

    fileprivate var monthWords: String? {
        guard months.count < 12 else { return nil }
        return "in "
            + enumerated(
                months.runs.flatMap { run in
                    run.count > 2
                        ? [monthName(run.lowerBound) + " to " + monthName(run.upperBound)] : run.map(monthName)
                })
    }

    fileprivate var yearWords: String? {
        guard years != .all else { return nil }
        let members = years.members
        guard let first = members.first, let last = members.last else { return nil }
        if members.count == 1 { return "\(first)" }
        if last - first + 1 == members.count { return "from \(first) to \(last)" }
        if members.count <= 6 { return "in " + enumerated(members.map(String.init)) }
        return "in \(members.count) years from \(first)"
    }

    private func every(_ set: CronSet, unit: String, range: ClosedRange<Int>) -> String {
        if set.count == range.count { return "every \(unit)" }
        if let step = set.step(to: range) {
            return set.first == range.lowerBound ? "every \(step) \(unit)s" : "every \(step) \(unit)s from \(set.first)"
        }
        return "at \(unit) " + enumerated(set.runs.map(numbers))
    }

    private func weekdayWords(_ set: CronSet) -> String {
        enumerated(
            set.runs.flatMap { run in
                run.count > 2
                    ? [weekdayName(run.lowerBound) + " to " + weekdayName(run.upperBound)] : run.map(weekdayName)
            })
    }

    private func numbers(_ run: ClosedRange<Int>) -> String {
        run.count > 2 ? "\(run.lowerBound) to \(run.upperBound)" : run.map(String.init).joined(separator: ", ")
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
