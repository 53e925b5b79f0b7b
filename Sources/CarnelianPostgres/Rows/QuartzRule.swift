import CarnelianCore

/// What Quartz's tables hold of a trigger's schedule, as a Java node understands it.
struct QuartzRule: Sendable, Hashable {
    /// The kinds that Quartz has.
    enum Kind: Sendable, Hashable {
        case simple(SimpleTrigger)
        case cron(CronTrigger)
        case calendarInterval(CalendarIntervalTrigger)
        /// Without a zone.
        case dailyTimeInterval(DailyTimeIntervalTrigger)
        case foreign(String)
    }

    /// The rule of the trigger's kind.
    var kind: Kind
    /// The code in `MISFIRE_INSTR`.
    var misfireCode: Int
    /// The trigger's start.
    var startTime: Timestamp

    init(kind: Kind, misfireCode: Int, startTime: Timestamp) {
        self.kind = kind
        self.misfireCode = misfireCode
        self.startTime = startTime
    }

    /// What a trigger is written as.
    init(_ trigger: Trigger) {
        switch trigger.kind {
        case .simple(let rule): kind = .simple(rule)
        case .cron(let rule): kind = .cron(rule)
        case .calendarInterval(let rule): kind = .calendarInterval(rule)
        case .dailyTimeInterval(var rule):
            rule.zone = nil
            kind = .dailyTimeInterval(rule)
        case .fixedDelay(let rule):
            kind = .simple(SimpleTrigger(repeatCount: rule.repeatCount, interval: rule.delay))
        case .recurrence(let rule):
            let (unit, interval) = rule.rule.quartzInterval
            kind = .calendarInterval(CalendarIntervalTrigger(every: interval, unit, in: rule.zone))
        case .foreign(let type): kind = .foreign(type)
        }
        misfireCode = trigger.storedMisfireCode
        startTime = trigger.startTime
    }

    /// The rule in words, which the options of a trigger name as the one that they belong to.
    ///
    /// Left out is what misfire handling changes: start and count of a simple trigger. Starts count in whole seconds, as
    /// Java drops a cron trigger's milliseconds when it writes the trigger back.
    var text: String {
        let rule =
            switch kind {
            case .simple(let rule): "SIMPLE every \(rule.interval) ms"
            case .cron(let rule): "CRON \(rule.expression.quartzText ?? rule.expression.text) in \(rule.zone)\(start)"
            case .calendarInterval(let rule):
                "CAL_INT every \(rule.interval) \(rule.unit.rawValue) in \(rule.zone)"
                    + (rule.preservesHourOfDay ? ", preserving the hour" : "")
                    + (rule.skipsDayIfHourDoesNotExist ? ", skipping days" : "") + start
            case .dailyTimeInterval(let rule):
                "DAILY_I every \(rule.interval) \(rule.unit.rawValue) from \(rule.startOfDay) to \(rule.endOfDay)"
                    + " on \(rule.quartzDays), count \(rule.repeatCount)\(start)"
            case .foreign(let type): type
            }
        return "\(rule), misfire code \(misfireCode)"
    }

    private var start: String {
        " from \(Timestamp(milliseconds: startTime.milliseconds / 1_000 * 1_000))"
    }
}

extension Trigger.Kind {
    /// The kind that a rule of Quartz's is without options.
    init(_ quartz: QuartzRule.Kind) {
        switch quartz {
        case .simple(let rule): self = .simple(rule)
        case .cron(let rule): self = .cron(rule)
        case .calendarInterval(let rule): self = .calendarInterval(rule)
        case .dailyTimeInterval(let rule): self = .dailyTimeInterval(rule)
        case .foreign(let type): self = .foreign(type)
        }
    }
}

extension DailyTimeIntervalTrigger {
    /// The days as Quartz's `STR_PROP_2` lists them.
    var quartzDays: String {
        daysOfWeek.sorted().map(String.init).joined(separator: ",")
    }

    /// Reads Quartz's `STR_PROP_2`; nil for anything but numbers from 1 to 7.
    static func days(quartzText text: String) -> Set<Int>? {
        let parts = text.split(separator: ",")
        let days = parts.compactMap { Int($0) }.filter(allDays.contains)
        return days.isEmpty || days.count != parts.count ? nil : Set(days)
    }
}
