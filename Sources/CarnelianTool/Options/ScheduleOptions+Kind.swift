import ArgumentParser
import CarnelianCore

extension ScheduleOptions {
    /// The options that name a kind of schedule.
    static let kinds = ["--cron", "--every", "--at", "--calendar-interval", "--daily-interval", "--rrule", "--delay"]

    /// Those of them that were given.
    var given: [String] {
        let isGiven = [
            cron != nil, every != nil, at != nil, calendarInterval != nil, dailyInterval != nil, rrule != nil,
            delay != nil,
        ]
        return zip(Self.kinds, isGiven).filter(\.1).map(\.0)
    }

    /// Those of the other options that were given.
    var modifiers: [String] {
        let options: [(String, Bool)] = [
            ("--times", times != nil), ("--from", from != nil), ("--to", to != nil), ("--days", days != nil),
            ("--zone", zone != nil), ("--gap", gap != nil), ("--overlap", overlap != nil),
            ("--preserve-hour-of-day", preserveHourOfDay), ("--start", start != nil), ("--end", end != nil),
            ("--calendar", calendar != nil),
        ]
        return options.filter(\.1).map(\.0)
    }

    /// The schedule's kind; throws if an expression, a rule or a zone cannot be read.
    func kind() throws -> Trigger.Kind {
        let repeatCount = times.map { $0 - 1 } ?? SimpleTrigger.forever
        let rules = try TimeZoneRules(zone ?? "UTC")
        if let cron { return .cron(CronTrigger(try CronExpression(cron), in: rules)) }
        if let rrule { return .recurrence(RecurrenceTrigger(try RecurrenceRule(rrule), in: rules)) }
        if let delay {
            return .fixedDelay(FixedDelayTrigger(delay: delay.wholeMilliseconds, repeatCount: repeatCount))
        }
        if let steps = calendarInterval {
            let rule = CalendarIntervalTrigger(
                every: steps.count, steps.unit, in: rules, preservesHourOfDay: preserveHourOfDay,
                skipsDayIfHourDoesNotExist: skipDayIfHourDoesNotExist)
            try Self.refuse(rule.faults(), "--calendar-interval")
            return .calendarInterval(rule)
        }
        if let steps = dailyInterval {
            let rule = DailyTimeIntervalTrigger(
                every: steps.count, steps.unit, from: from ?? .startOfDay, to: to ?? .endOfDay,
                on: days?.days ?? DailyTimeIntervalTrigger.allDays, repeatCount: repeatCount, in: rules)
            try Self.refuse(rule.faults(), "--daily-interval")
            return .dailyTimeInterval(rule)
        }
        guard let every else { return .simple(SimpleTrigger()) }
        return .simple(SimpleTrigger(repeatCount: repeatCount, interval: every.wholeMilliseconds))
    }

    /// A kind that knows the same misfire instructions, without anything read.
    var sampleKind: Trigger.Kind {
        if delay != nil { return .fixedDelay(FixedDelayTrigger(delay: 1)) }
        if every != nil || at != nil { return .simple(SimpleTrigger()) }
        return .calendarInterval(CalendarIntervalTrigger(every: 1, .day))
    }

    /// What becomes of clock changes; nil: what Quartz does.
    var clockChanges: ClockChangePolicy? {
        guard let gap, let overlap else { return nil }
        return ClockChangePolicy(gap: gap, overlap: overlap)
    }

    private static func refuse(_ faults: [String], _ option: String) throws {
        if let fault = faults.first { throw ToolError(.invalidQuestion, "\(option): \(fault)") }
    }
}
