extension RecurrenceRule {
    /// The rule in plain English, for people: `Every 2 weeks on Monday and Friday at 09:00, 10 times`.
    ///
    /// What the rule takes from its trigger's start is left out.
    public var summary: String {
        let draft = parts.draft
        let main = [
            draft.periodWords, draft.dayWords, draft.dateWords, draft.yearDayWords, draft.weekWords, draft.monthWords,
            draft.timeWords,
        ]
        let asides = [draft.positionWords, draft.endWords, draft.weekStartWords]
        return ([main.compactMap { $0 }.joined(separator: " ")] + asides.compactMap { $0 }).joined(separator: ", ")
    }
}

extension RecurrenceParts.Draft {
    fileprivate var periodWords: String {
        let unit = frequency.unit.rawValue.lowercased()
        return interval == 1 ? "Every \(unit)" : "Every \(interval) \(unit)s"
    }

    fileprivate var dayWords: String? {
        guard !weekdays.isEmpty || !ordinalDays.isEmpty else { return nil }
        let plain = RecurrenceParts.mondayToSunday.filter(weekdays.contains)
        // Monday to Friday reads better than five names.
        let names =
            plain.count > 2 && plain.last.map { ($0 + 5) % 7 } == (plain[0] + 5) % 7 + plain.count - 1
            ? [English.weekday(plain[0]) + " to " + English.weekday(plain[plain.count - 1])]
            : plain.map(English.weekday)
        let numbered = ordinalDays.map { "the \(English.place($0.ordinal)) \(English.weekday($0.weekday))" }
        let period = frequency == .yearly && months.isEmpty ? " of the year" : " of the month"
        return "on " + English.list(names + numbered) + (numbered.isEmpty ? "" : period)
    }

    fileprivate var dateWords: String? {
        guard !monthDays.isEmpty else { return nil }
        let days = English.list(English.days(monthDays)) + " of the month"
        return dayWords == nil ? "on \(days)" : "if it is \(days)"
    }

    fileprivate var yearDayWords: String? {
        guard !yearDays.isEmpty else { return nil }
        let days = English.list(English.days(yearDays)) + " of the year"
        return dayWords == nil && dateWords == nil ? "on \(days)" : "if it is \(days)"
    }

    fileprivate var weekWords: String? {
        guard !weekNumbers.isEmpty else { return nil }
        let names = weekNumbers.members.map { $0 > 0 ? "week \($0)" : "the \(English.place($0)) week" }
        return "in " + English.list(names) + " of the year"
    }

    fileprivate var monthWords: String? {
        months.isEmpty ? nil : "in " + English.list(months.members.map(English.month))
    }

    fileprivate var timeWords: String? {
        let isClock = frequency.unit.seconds == nil && !hours.isEmpty && !minutes.isEmpty
        if isClock, hours.count * minutes.count * max(1, seconds.count) <= 6 {
            let times = hours.members.flatMap { hour in
                minutes.members.flatMap { minute in
                    (seconds.isEmpty ? [nil] : seconds.members.map(Optional.some)).map { second in
                        digits(hour, 2) + ":" + digits(minute, 2) + (second.map { ":" + digits($0, 2) } ?? "")
                    }
                }
            }
            return "at " + English.list(times)
        }
        let words = [("second", seconds), ("minute", minutes), ("hour", hours)].compactMap { unit, set in
            set.isEmpty ? nil : "\(unit)\(set.count == 1 ? "" : "s") " + English.list(English.runs(set))
        }
        return words.isEmpty ? nil : "at " + words.joined(separator: " of ")
    }

    fileprivate var positionWords: String? {
        guard !positions.isEmpty else { return nil }
        let places = positions.members.map { "the " + English.place($0) }
        return "only \(English.list(places)) of these in each \(frequency.unit.rawValue.lowercased())"
    }

    fileprivate var endWords: String? {
        switch end {
        case .never: nil
        case .count(1): "once"
        case .count(let count): "\(count) times"
        case .untilDay(let day): "until " + CivilDateTime(daysSinceEpoch: day).iso8601.prefix(10)
        case .untilLocal(let local): "until " + CivilDateTime(localSeconds: local).iso8601
        case .untilUTC(let utc): "until " + CivilDateTime(localSeconds: utc).iso8601 + "Z"
        }
    }

    /// Said where it changes what fires.
    fileprivate var weekStartWords: String? {
        let matters = !weekNumbers.isEmpty || frequency == .weekly && (interval > 1 || !positions.isEmpty)
        return weekStart == 2 || !matters ? nil : "weeks beginning on \(English.weekday(weekStart))"
    }
}
