import CarnelianCore
import LibPQ

/// Reads the eight columns of `simprop_triggers` in which Quartz keeps calendar-interval and daily-time-interval triggers.
struct SimpropReader {
    private var strings: [String?] = []
    private let interval: Int64?
    private let repeatCount: Int64?
    private let flags: (Bool, Bool)
    /// How often the trigger has fired.
    let timesTriggered: Int

    /// - Throws: `UnreadableRule` if there is no row.
    init(_ row: PQRow, at offset: Int) throws {
        for column in 0..<3 { strings.append(try row.stringIfPresent(offset + column)) }
        interval = try row.int64IfPresent(offset + 3)
        timesTriggered = try row.intIfPresent(offset + 4) ?? 0
        repeatCount = try row.int64IfPresent(offset + 5)
        flags = (try row.boolIfPresent(offset + 6) ?? false, try row.boolIfPresent(offset + 7) ?? false)
        if strings.allSatisfy({ $0 == nil }), interval == nil {
            throw UnreadableRule("the trigger has no row in simprop_triggers")
        }
    }

    func calendarInterval() throws -> CalendarIntervalTrigger {
        guard let zone = strings[1] else { throw UnreadableRule("simprop_triggers has no time zone in str_prop_2") }
        let rule = CalendarIntervalTrigger(
            every: try intervalValue(), try unit(), in: try TimeZoneRules(zone), preservesHourOfDay: flags.0,
            skipsDayIfHourDoesNotExist: flags.1
        )
        try check(rule.faults())
        return rule
    }

    func dailyTimeInterval() throws -> DailyTimeIntervalTrigger {
        guard let days = DailyTimeIntervalTrigger.days(quartzText: strings[1] ?? "") else {
            throw UnreadableRule(
                "simprop_triggers has \"\(strings[1] ?? "")\" in str_prop_2; expected days of the week from 1 to 7"
            )
        }
        guard let window = TimeOfDay.window(quartzText: strings[2] ?? "") else {
            throw UnreadableRule(
                "simprop_triggers has \"\(strings[2] ?? "")\" in str_prop_3; expected h,m,s,h,m,s"
            )
        }
        let rule = DailyTimeIntervalTrigger(
            every: try intervalValue(), try unit(), from: window.start, to: window.end, on: days,
            repeatCount: Int(repeatCount ?? Int64(SimpleTrigger.forever))
        )
        try check(rule.faults())
        return rule
    }

    private func intervalValue() throws -> Int {
        guard let interval else { throw UnreadableRule("simprop_triggers has no interval in int_prop_1") }
        return Int(interval)
    }

    private func unit() throws -> IntervalUnit {
        guard let unit = IntervalUnit(rawValue: strings[0] ?? "") else {
            throw UnreadableRule(
                "simprop_triggers has the unit \"\(strings[0] ?? "")\" in str_prop_1; expected one of "
                    + IntervalUnit.allCases.map(\.rawValue).joined(separator: ", ")
            )
        }
        return unit
    }

    private func check(_ faults: [String]) throws {
        if let fault = faults.first { throw UnreadableRule("simprop_triggers: \(fault)") }
    }
}
