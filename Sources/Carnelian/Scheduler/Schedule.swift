public import CarnelianCore

/// When something fires, as code says it; turned into a trigger when it is scheduled, where errors surface.
///
/// ```swift
/// .cron("0 0 9 ? * MON-FRI", in: "Europe/Berlin").calendar("holidays").misfire(.doNothing)
/// .every(1, .month, in: "Europe/Berlin", preservesHourOfDay: true)
/// .daily(every: .seconds(900), from: "09:00", to: "17:00", on: DailyTimeIntervalTrigger.mondayToFriday, in: "Asia/Tokyo")
/// .recurrence("FREQ=MONTHLY;BYDAY=-1FR", in: "America/New_York").jitter(.seconds(30))
/// .afterEachRun(.seconds(10))
/// ```
public struct Schedule: Sendable, Hashable {
    enum Rule: Hashable {
        case cron(String, zone: String)
        case every(Duration, times: Int?)
        case calendarInterval(Int, IntervalUnit, zone: String, preservesHour: Bool, skipsDay: Bool)
        case daily(every: Duration, from: String, to: String, on: Set<Int>, zone: String?, times: Int?)
        case recurrence(String, zone: String)
        case afterEachRun(Duration, times: Int?)
        case once
    }

    let rule: Rule
    /// The first fire, or where the schedule begins; nil: now.
    var start: Timestamp?
    var jitter: Duration = .zero
    var clockChanges: ClockChangePolicy?
    var misfire: MisfireInstruction = .smart
    var misfireThreshold: Duration?
    var calendarName: String?

    init(_ rule: Rule, startingAt start: Timestamp? = nil) {
        self.rule = rule
        self.start = start
    }

    /// Whether it fires once, so that each use without a key is a job of its own.
    var isOneShot: Bool { rule == .once }

    /// Whether a stored trigger of the same rule keeps its start: no start was given.
    var keepsStart: Bool { start == nil && !isOneShot }
}

extension Schedule {
    /// At the times that a cron expression of Quartz's dialect names in a time zone, for ever.
    ///
    /// - Parameters:
    ///   - text: Six or seven fields: second, minute, hour, day of month, month, day of week and, optionally, year.
    ///   - zone: An IANA time zone identifier. Default `UTC`.
    ///   - misfire: What happens to a fire that was missed.
    public static func cron(
        _ text: String, in zone: String = "UTC", misfire: MisfireInstruction = .smart
    ) -> Schedule {
        Schedule(.cron(text, zone: zone)).misfire(misfire)
    }

    /// At a start, then again and again.
    ///
    /// - Parameters:
    ///   - interval: From fire to fire, at least 1 ms, whole milliseconds.
    ///   - times: How often it fires in all; nil: for ever.
    ///   - start: The first fire; nil: now. A stored trigger of the same key and interval keeps its start then.
    public static func every(_ interval: Duration, times: Int? = nil, startingAt start: Timestamp? = nil) -> Schedule {
        Schedule(.every(interval, times: times), startingAt: start)
    }

    /// At a start, then every so many units of the calendar of a time zone, for ever.
    ///
    /// - Parameters:
    ///   - interval: How many units, at least 1.
    ///   - unit: Days and longer units follow the calendar; shorter ones are exact.
    ///   - zone: An IANA time zone identifier. Default `UTC`.
    ///   - start: The first fire; nil: now. A stored trigger of the same key and rule keeps its start then.
    ///   - preservesHourOfDay: Whether days and longer units return to the start's hour after a clock change moved it.
    ///     Default false, as in Quartz.
    ///   - skipsDayIfHourDoesNotExist: With `preservesHourOfDay`: whether a day without the start's hour is left out instead
    ///     of fired late. Default false.
    public static func every(
        _ interval: Int, _ unit: IntervalUnit, in zone: String = "UTC", startingAt start: Timestamp? = nil,
        preservesHourOfDay: Bool = false, skipsDayIfHourDoesNotExist: Bool = false
    ) -> Schedule {
        Schedule(
            .calendarInterval(
                interval, unit, zone: zone, preservesHour: preservesHourOfDay, skipsDay: skipsDayIfHourDoesNotExist
            ),
            startingAt: start
        )
    }

    /// From a start to an end of each of certain days, again and again; each day begins anew at its start.
    ///
    /// - Parameters:
    ///   - interval: From fire to fire: whole seconds, at least one, at most 24 hours.
    ///   - startOfDay: The first time of a day that fires, as `HH:MM` or `HH:MM:SS`.
    ///   - endOfDay: The last time of a day that may fire.
    ///   - daysOfWeek: 1 = Sunday to 7 = Saturday. Default: all of them.
    ///   - zone: An IANA time zone identifier; nil: the process's own, as in Quartz, which should then be the same on all
    ///     nodes. Default `UTC`.
    ///   - times: How often it fires in all; nil: for ever.
    ///   - start: No fire before this time; nil: now.
    public static func daily(
        every interval: Duration, from startOfDay: String = "00:00:00", to endOfDay: String = "23:59:59",
        on daysOfWeek: Set<Int> = DailyTimeIntervalTrigger.allDays, in zone: String? = "UTC", times: Int? = nil,
        startingAt start: Timestamp? = nil
    ) -> Schedule {
        Schedule(
            .daily(every: interval, from: startOfDay, to: endOfDay, on: daysOfWeek, zone: zone, times: times),
            startingAt: start
        )
    }

    /// At the times of a recurrence rule (RRULE) of RFC 5545, such as `FREQ=MONTHLY;BYDAY=-1FR;BYHOUR=9`.
    ///
    /// - Parameters:
    ///   - rule: The rule's text.
    ///   - zone: An IANA time zone identifier. Default `UTC`.
    ///   - start: DTSTART, from which the rule counts; nil: now. A stored trigger of the same key and rule keeps its start
    ///     then.
    public static func recurrence(
        _ rule: String, in zone: String = "UTC", startingAt start: Timestamp? = nil
    ) -> Schedule {
        Schedule(.recurrence(rule, zone: zone), startingAt: start)
    }

    /// At a start, then each time a delay after the run of the fire before has ended: runs never overlap.
    ///
    /// - Parameters:
    ///   - delay: From the end of a run to the next fire, at least 1 ms, whole milliseconds.
    ///   - times: How often it fires in all; nil: for ever.
    ///   - start: The first fire; nil: now.
    public static func afterEachRun(
        _ delay: Duration, times: Int? = nil, startingAt start: Timestamp? = nil
    ) -> Schedule {
        Schedule(.afterEachRun(delay, times: times), startingAt: start)
    }

    /// Once, at this time.
    public static func at(_ time: Timestamp) -> Schedule {
        Schedule(.once, startingAt: time)
    }

    /// Once, now.
    public static var now: Schedule { Schedule(.once) }
}
