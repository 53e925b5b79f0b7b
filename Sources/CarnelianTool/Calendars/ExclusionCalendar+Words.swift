package import CarnelianCore

extension ExclusionCalendar {
    /// What the calendar and its bases exclude, in a few words: `SAT, SUN; 3 dates`.
    package var words: String {
        chain.map { $0.rule.words(in: $0.zone) }.joined(separator: "; ")
    }
}

extension ExclusionCalendar.Rule {
    private static let listed = 4

    /// What the rule excludes, in a few words; dates as a zone's calendar has them.
    package func words(in zone: TimeZoneRules?) -> String {
        switch self {
        case .none: return "nothing"
        case .annual(let days): return "every " + Self.shortened(days.ascending.map(\.text), "days of the year")
        case .cron(let expression): return "at " + expression.text
        case .daily(let range):
            let part =
                ExclusionCalendar.DailyRange.text(range.start) + " to " + ExclusionCalendar.DailyRange.text(range.end)
            return range.isInverted ? "all but \(part)" : part
        case .holiday(let starts): return Self.shortened(starts.sorted().map { $0.holidayText(in: zone) }, "dates")
        case .monthly(let days): return days.isEmpty ? "nothing" : "days " + DayList.words(ofMonthDays: days)
        case .weekly(let days): return days.isEmpty ? "nothing" : DayList.words(ofWeekdays: days)
        }
    }

    private static func shortened(_ texts: [String], _ name: String) -> String {
        guard let first = texts.first, let last = texts.last else { return "nothing" }
        return texts.count <= listed
            ? texts.joined(separator: ", ") : "\(texts.count) \(name) from \(first) to \(last)"
    }
}
