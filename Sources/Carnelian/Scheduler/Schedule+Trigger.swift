import CarnelianCore

extension Schedule {
    /// The trigger that this schedule means.
    func trigger(_ key: TriggerKey, for job: JobKey, at now: Timestamp) throws -> Trigger {
        Trigger(
            key: key, job: job, kind: try kind(of: key), startTime: start ?? now, misfireInstruction: misfire,
            misfireThreshold: misfireThreshold, jitter: jitter, clockChanges: clockChanges, calendarName: calendarName
        )
    }

    private func kind(of key: TriggerKey) throws -> Trigger.Kind {
        switch rule {
        case .cron(let text, let zone):
            return .cron(CronTrigger(try CronExpression(text), in: try TimeZoneRules(zone)))
        case .every(let interval, let times):
            let milliseconds = try Schedule.milliseconds(interval, "the interval", of: key)
            return .simple(SimpleTrigger(repeatCount: try Schedule.repeats(times, of: key), interval: milliseconds))
        case .calendarInterval(let interval, let unit, let zone, let preservesHour, let skipsDay):
            return .calendarInterval(
                CalendarIntervalTrigger(
                    every: interval, unit, in: try TimeZoneRules(zone), preservesHourOfDay: preservesHour,
                    skipsDayIfHourDoesNotExist: skipsDay
                )
            )
        case .daily(let interval, let from, let to, let days, let zone, let times):
            let (count, unit) = try Schedule.dailyInterval(interval, of: key)
            return .dailyTimeInterval(
                DailyTimeIntervalTrigger(
                    every: count, unit, from: try TimeOfDay(from), to: try TimeOfDay(to), on: days,
                    repeatCount: try Schedule.repeats(times, of: key), in: try zone.map { try TimeZoneRules($0) }
                )
            )
        case .recurrence(let text, let zone):
            do {
                return .recurrence(RecurrenceTrigger(try RecurrenceRule(text), in: try TimeZoneRules(zone)))
            } catch let error as RecurrenceParseError {
                throw CarnelianError(.invalidSyntax, error.description)
            }
        case .afterEachRun(let delay, let times):
            let milliseconds = try Schedule.milliseconds(delay, "the delay", of: key)
            return .fixedDelay(
                FixedDelayTrigger(delay: milliseconds, repeatCount: try Schedule.repeats(times, of: key)))
        case .once:
            return .once
        }
    }

    private static func milliseconds(
        _ duration: Duration, _ what: String, of key: TriggerKey
    ) throws(CarnelianError) -> Int64 {
        let milliseconds = duration.wholeMilliseconds
        guard milliseconds >= 1 else {
            throw CarnelianError(.invalidValue, "\(what) of trigger \(key) must be at least 1 ms: \(duration)")
        }
        return milliseconds
    }

    private static func repeats(_ times: Int?, of key: TriggerKey) throws(CarnelianError) -> Int {
        guard let times else { return SimpleTrigger.forever }
        guard times >= 1 else {
            throw CarnelianError(.invalidValue, "trigger \(key) must fire at least once: \(times)")
        }
        return times - 1
    }

    /// The interval in the largest unit that it is a multiple of, as Quartz's tables hold it.
    private static func dailyInterval(
        _ interval: Duration, of key: TriggerKey
    ) throws(CarnelianError) -> (Int, IntervalUnit) {
        let milliseconds = interval.wholeMilliseconds
        guard milliseconds >= 1_000, milliseconds <= 86_400_000, milliseconds % 1_000 == 0 else {
            throw CarnelianError(
                .invalidValue, "the interval of trigger \(key) must be whole seconds from 1 s to 24 h: \(interval)"
            )
        }
        let seconds = Int(milliseconds / 1_000)
        if seconds % 3_600 == 0 { return (seconds / 3_600, .hour) }
        if seconds % 60 == 0 { return (seconds / 60, .minute) }
        return (seconds, .second)
    }
}
