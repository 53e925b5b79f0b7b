import ArgumentParser
import CarnelianCore

/// What a calendar excludes: exactly one kind of rule.
struct CalendarRuleOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Whole days; may be repeated.", valueName: "yyyy-mm-dd,…"), transform: HolidayList.reading)
    var holiday: [HolidayList] = []

    @Option(
        help: ArgumentHelp("Days of every week, as SAT,SUN.", valueName: "days"), transform: DayList.readingWeekdays)
    var weekly: DayList?

    @Option(
        help: ArgumentHelp("Days of every month, as 1,15,28-31.", valueName: "days"),
        transform: DayList.readingMonthDays)
    var monthly: DayList?

    @Option(
        help: ArgumentHelp("Days of every year; may be repeated.", valueName: "mm-dd,…"), transform: YearDays.reading)
    var annual: [YearDays] = []

    @Option(
        help: ArgumentHelp("A part of every day, both ends included, as 12:00-13:30.", valueName: "hh:mm-hh:mm"),
        transform: DayPart.reading)
    var daily: DayPart?

    @Flag(help: "With --daily: the rest of every day instead.")
    var inverted = false

    @Option(help: ArgumentHelp("The seconds that a cron expression names.", valueName: "expr"))
    var cron: String?

    @Option(
        help: ArgumentHelp(
            "What a file says, as JSON in the form of 'calendar show --json'; - for standard input.",
            valueName: "file"))
    var file: String?

    func validate() throws {
        let kinds = [
            ("--holiday", !holiday.isEmpty), ("--weekly", weekly != nil), ("--monthly", monthly != nil),
            ("--annual", !annual.isEmpty), ("--daily", daily != nil), ("--cron", cron != nil), ("--file", file != nil),
        ]
        guard kinds.filter(\.1).count == 1 else {
            throw ValidationError("expected one of " + kinds.map(\.0).joined(separator: ", "))
        }
        if inverted, daily == nil { throw ValidationError("--inverted goes with --daily") }
    }

    /// The rule that the options other than `--file` say, in a zone.
    func rule(in zone: TimeZoneRules) throws -> ExclusionCalendar.Rule {
        if let weekly { return .weekly(weekly.days) }
        if let monthly { return .monthly(monthly.days) }
        if let daily { return .daily(.init(start: daily.start, end: daily.end, isInverted: inverted)) }
        if let cron { return .cron(try CronExpression(cron)) }
        guard annual.isEmpty else { return .annual(Set(annual.flatMap(\.days))) }
        return .holiday(try Set(holiday.flatMap(\.dates).map { try Timestamp(startOf: $0, in: zone) }))
    }
}

/// One `--holiday`: dates, parted by commas.
struct HolidayList: Sendable {
    var dates: [CalendarDate]

    static func reading(_ text: String) throws -> HolidayList {
        let dates = try? text.split(separator: ",").map { try CalendarDate(String($0)) }
        guard let dates, !dates.isEmpty else {
            throw ValidationError("expected dates from 1970 to 2199, as 2026-12-25,2026-12-26")
        }
        return HolidayList(dates: dates)
    }
}

/// One `--annual`: days of the year, parted by commas.
struct YearDays: Sendable {
    var days: [ExclusionCalendar.MonthDay]

    static func reading(_ text: String) throws -> YearDays {
        let days = try? text.split(separator: ",").map { try ExclusionCalendar.MonthDay(text: String($0)) }
        guard let days, !days.isEmpty, (try? ExclusionCalendar.annual(excluding: Set(days))) != nil else {
            throw ValidationError("expected days of the year, as 12-25,01-01")
        }
        return YearDays(days: days)
    }
}

/// A `--daily`: from one time of the day to a later one, in milliseconds.
struct DayPart: Sendable {
    var start: Int
    var end: Int

    static func reading(_ text: String) throws -> DayPart {
        let times = text.split(separator: "-").map { try? ExclusionCalendar.DailyRange.reading(String($0)) }
        guard times.count == 2, let start = times[0], let end = times[1], start < end else {
            throw ValidationError(
                "expected a time of the day and a later one, as 12:00-13:30; over midnight, give the rest of the day "
                    + "and --inverted")
        }
        return DayPart(start: start, end: end)
    }
}
