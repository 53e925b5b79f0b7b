extension RecurrenceParts {
    /// The parts in the RFC's order of evaluation, without those that only state a default.
    var canonicalText: String {
        var parts = ["FREQ=" + draft.frequency.rawValue]
        if draft.interval != 1 { parts.append("INTERVAL=\(draft.interval)") }
        func add(_ part: RecurrencePart, _ values: [String]) {
            if !values.isEmpty { parts.append(part.rawValue + "=" + values.joined(separator: ",")) }
        }
        func add(_ part: RecurrencePart, _ values: [Int]) {
            add(part, values.map(String.init))
        }
        add(.months, draft.months.members)
        add(.weekNumbers, draft.weekNumbers.members)
        add(.yearDays, draft.yearDays.members)
        add(.monthDays, draft.monthDays.members)
        add(.days, dayTexts)
        add(.hours, draft.hours.members)
        add(.minutes, draft.minutes.members)
        add(.seconds, draft.seconds.members)
        add(.positions, draft.positions.members)
        switch draft.end {
        case .never: break
        case .count(let count): add(.count, [count])
        case .untilDay(let day): add(.until, [Self.date(CivilDateTime(daysSinceEpoch: day))])
        case .untilLocal(let local): add(.until, [Self.time(local)])
        case .untilUTC(let utc): add(.until, [Self.time(utc) + "Z"])
        }
        if draft.weekStart != 2 { add(.weekStart, [Self.weekdayNames[draft.weekStart - 1]]) }
        return parts.joined(separator: ";")
    }

    /// Monday to Sunday without ordinals, then those with ordinals.
    private var dayTexts: [String] {
        Self.mondayToSunday.filter(draft.weekdays.contains).map { Self.weekdayNames[$0 - 1] }
            + draft.ordinalDays.map { "\($0.ordinal)" + Self.weekdayNames[$0.weekday - 1] }
    }

    /// The days of the week as the RFC names them, Sunday first.
    static let weekdayNames = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"]

    /// The days of the week (1 = Sunday) in the order in which they are written.
    static let mondayToSunday = [2, 3, 4, 5, 6, 7, 1]

    private static func date(_ civil: CivilDateTime) -> String {
        digits(civil.year, 4) + digits(civil.month, 2) + digits(civil.day, 2)
    }

    private static func time(_ seconds: Int64) -> String {
        let civil = CivilDateTime(localSeconds: seconds)
        return date(civil) + "T" + digits(civil.hour, 2) + digits(civil.minute, 2) + digits(civil.second, 2)
    }
}
