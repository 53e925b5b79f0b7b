import CarnelianCore

extension Trigger.Kind {
    /// The types of schedules that a question may ask about.
    private static let questionTypes =
        "\"simple\", \"cron\", \"calendarInterval\", \"dailyTimeInterval\", \"recurrence\" or \"fixedDelay\""

    /// Reads the schedule of a question.
    init(_ fields: QuestionFields) throws {
        guard let type = try fields.text("type") else {
            throw fields.mistake("type", "expected \(Self.questionTypes)")
        }
        switch type {
        case "cron":
            guard let text = try fields.text("expression") else {
                throw fields.mistake("expression", "expected a cron expression as a string")
            }
            self = .cron(CronTrigger(try CronExpression(text), in: try fields.zone("timeZone") ?? .utc))
        case "simple": self = .simple(try SimpleTrigger(fields))
        case "calendarInterval": self = .calendarInterval(try CalendarIntervalTrigger(fields))
        case "dailyTimeInterval": self = .dailyTimeInterval(try DailyTimeIntervalTrigger(fields))
        case "recurrence":
            guard let text = try fields.text("rule") else {
                throw fields.mistake("rule", "expected a recurrence rule as a string, as \"FREQ=WEEKLY;BYDAY=MO\"")
            }
            self = .recurrence(RecurrenceTrigger(try RecurrenceRule(text), in: try fields.zone("timeZone") ?? .utc))
        case "fixedDelay":
            guard let delay = try fields.integer("delay", in: 1...Int64.max) else {
                throw fields.mistake("delay", "expected milliseconds above 0")
            }
            self = .fixedDelay(
                FixedDelayTrigger(delay: delay, repeatCount: try fields.repeatCount ?? SimpleTrigger.forever))
        default: throw fields.mistake("type", "\"\(type)\" is not known; expected \(Self.questionTypes)")
        }
    }
}

extension SimpleTrigger {
    fileprivate init(_ fields: QuestionFields) throws {
        let repeats = try fields.repeatCount ?? 0
        let interval = try fields.integer("repeatInterval", in: 0...Int64.max) ?? 0
        guard repeats == 0 || interval > 0 else {
            throw fields.mistake(
                "repeatInterval", "expected milliseconds above 0, because repeatCount is \(repeats)")
        }
        self.init(repeatCount: repeats, interval: interval)
    }
}

extension CalendarIntervalTrigger {
    fileprivate init(_ fields: QuestionFields) throws {
        let unit = try fields.unit
        self.init(
            every: try fields.interval, unit, in: try fields.zone("timeZone") ?? .utc,
            preservesHourOfDay: try fields.flag("preserveHourOfDay") ?? false,
            skipsDayIfHourDoesNotExist: try fields.flag("skipDayIfHourDoesNotExist") ?? false)
        if let fault = faults().first { throw ToolError(.invalidQuestion, fault) }
    }
}

extension DailyTimeIntervalTrigger {
    fileprivate init(_ fields: QuestionFields) throws {
        let unit = try fields.unit
        self.init(
            every: try fields.interval, unit, from: try fields.timeOfDay("startTimeOfDay") ?? .startOfDay,
            to: try fields.timeOfDay("endTimeOfDay") ?? .endOfDay,
            on: try fields.integers("daysOfWeek").map(Set.init) ?? DailyTimeIntervalTrigger.allDays,
            repeatCount: try fields.repeatCount ?? SimpleTrigger.forever, in: try fields.zone("timeZone") ?? .utc)
        if let fault = faults().first { throw ToolError(.invalidQuestion, fault) }
    }
}

extension QuestionFields {
    fileprivate var unit: IntervalUnit {
        get throws {
            guard let name = try text("unit"), let unit = IntervalUnit(named: name) else {
                throw mistake(
                    "unit", "expected one of " + IntervalUnit.allCases.map(\.rawValue).joined(separator: ", "))
            }
            return unit
        }
    }

    fileprivate var interval: Int {
        get throws {
            guard let interval = try integer("interval", in: 1...Int64(Int32.max)) else {
                throw mistake("interval", "expected a whole number above 0")
            }
            return Int(interval)
        }
    }

    fileprivate var repeatCount: Int? {
        get throws {
            try integer("repeatCount", in: Int64(SimpleTrigger.forever)...Int64(Int32.max)).map { Int($0) }
        }
    }
}

extension IntervalUnit {
    /// The unit of a name: singular or plural, in any case.
    package init?(named name: String) {
        let upper = name.uppercased()
        self.init(rawValue: upper.hasSuffix("S") ? String(upper.dropLast()) : upper)
    }
}
