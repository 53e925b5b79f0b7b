import CarnelianCore

extension Trigger.Kind {
    /// The schedule in a few words: `0 0 6 * * ? (Europe/Berlin)`, `every 5s, 10 times`, `every 2 weeks`, `once`.
    package var words: String {
        switch self {
        case .cron(let rule): return rule.expression.text + Self.zoneSuffix(rule.zone)
        case .simple(let rule):
            guard rule.repeatCount != 0 else { return "once" }
            return "every " + LocalTime.exactLength(milliseconds: rule.interval) + Self.timesSuffix(rule.repeatCount)
        case .calendarInterval(let rule):
            return "every " + CalendarSteps(count: rule.interval, unit: rule.unit).words + Self.zoneSuffix(rule.zone)
        case .dailyTimeInterval(let rule):
            let steps = CalendarSteps(count: rule.interval, unit: rule.unit).words
            let days =
                rule.daysOfWeek == DailyTimeIntervalTrigger.allDays
                ? "" : ", " + DayList.words(ofWeekdays: rule.daysOfWeek)
            return "every \(steps), \(rule.startOfDay.shortText) to \(rule.endOfDay.shortText)\(days)"
                + Self.timesSuffix(rule.repeatCount) + Self.zoneSuffix(rule.zone)
        case .fixedDelay(let rule):
            return LocalTime.exactLength(milliseconds: rule.delay) + " after each run"
                + Self.timesSuffix(rule.repeatCount)
        case .recurrence(let rule): return rule.rule.text + Self.zoneSuffix(rule.zone)
        case .foreign(let type): return "(\(type), not read by this version)"
        }
    }

    /// The schedule in plain English, for kinds whose words are a language of their own.
    var summary: String? {
        switch self {
        case .cron(let rule): rule.expression.summary
        case .recurrence(let rule): rule.rule.summary
        case .simple, .calendarInterval, .dailyTimeInterval, .fixedDelay, .foreign: nil
        }
    }

    private static func timesSuffix(_ repeatCount: Int) -> String {
        switch repeatCount {
        case SimpleTrigger.forever: ""
        case 0: ", once"
        default: ", \(repeatCount + 1) times"
        }
    }

    private static func zoneSuffix(_ zone: TimeZoneRules?) -> String {
        guard let zone else { return " (each node's zone)" }
        return zone == .utc ? "" : " (\(zone.identifier))"
    }
}

extension TimeOfDay {
    /// `HH:MM`, with seconds where there are any.
    var shortText: String {
        second == 0 ? String(description.dropLast(3)) : description
    }
}

extension ClockChangePolicy {
    /// `skip, first`: gap and overlap as the options name them.
    var words: String { "gap \(gap.name), overlap \(overlap.rawValue)" }
}
