package import CarnelianCore

extension ExclusionCalendar {
    /// The calendar with the chain below it, as `init(json:)` reads it.
    package var json: JSONValue { .object(members) }

    /// The same under a name, with more facts behind.
    func json(named name: String, _ more: [JSONValue.Member] = []) -> JSONValue {
        .object([.init("name", .string(name))] + members + more)
    }

    private var members: [JSONValue.Member] {
        rule.members(in: zone) + [
            .init("timeZone", .optional(zone?.identifier)), .init("description", .optional(description)),
            .init("base", base?.json ?? .null),
        ]
    }
}

extension ExclusionCalendar.Rule {
    /// The name of the kind.
    package var typeName: String {
        switch self {
        case .none: "none"
        case .annual: "annual"
        case .cron: "cron"
        case .daily: "daily"
        case .holiday: "holiday"
        case .monthly: "monthly"
        case .weekly: "weekly"
        }
    }

    fileprivate func members(in zone: TimeZoneRules?) -> [JSONValue.Member] {
        let type = JSONValue.Member("type", .string(typeName))
        switch self {
        case .none: return [type]
        case .annual(let days): return [type, .init("days", .array(days.ascending.map { .string($0.text) }))]
        case .cron(let expression): return [type, .init("expression", .string(expression.text))]
        case .daily(let range):
            return [
                type, .init("from", .string(ExclusionCalendar.DailyRange.text(range.start))),
                .init("to", .string(ExclusionCalendar.DailyRange.text(range.end))),
                .init("inverted", .bool(range.isInverted)),
            ]
        case .holiday(let starts):
            return [type, .init("dates", .array(starts.sorted().map { .string($0.holidayText(in: zone)) }))]
        case .monthly(let days), .weekly(let days):
            return [type, .init("days", .array(days.sorted().map { .integer(Int64($0)) }))]
        }
    }
}

extension Timestamp {
    /// The date whose first instant this is; the instant itself if there is none in the zone.
    package func holidayText(in zone: TimeZoneRules?) -> String {
        let local = (zone ?? .process).local(utc: Timestamp.wholeSeconds(milliseconds))
        let civil = CivilDateTime(localSeconds: local)
        guard let date = try? CalendarDate(year: civil.year, month: civil.month, day: civil.day),
            let start = try? Timestamp(startOf: date, in: zone), start == self
        else { return description }
        return date.description
    }

    private static func wholeSeconds(_ milliseconds: Int64) -> Int64 {
        milliseconds / 1_000 - (milliseconds % 1_000 < 0 ? 1 : 0)
    }
}

extension Set<ExclusionCalendar.MonthDay> {
    /// The days in the order of the year.
    var ascending: [ExclusionCalendar.MonthDay] {
        sorted { ($0.month, $0.day) < ($1.month, $1.day) }
    }
}

extension ExclusionCalendar.MonthDay {
    /// `MM-DD`.
    package var text: String { LocalTime.twoDigits(month) + "-" + LocalTime.twoDigits(day) }
}

extension ExclusionCalendar.DailyRange {
    /// A time of the day as `reading(_:)` reads it, without a zero fraction.
    package static func text(_ millisecondOfDay: Int) -> String {
        let (second, fraction) = millisecondOfDay.quotientAndRemainder(dividingBy: 1_000)
        let time = TimeOfDay(hour: second / 3_600, minute: second / 60 % 60, second: second % 60).description
        guard fraction != 0 else { return time }
        return time + "." + String(1_000 + fraction).dropFirst()
    }
}
