import Carnelian
import CarnelianCore

// Jobs and triggers as `--json` shows them.

extension JobDetail {
    var json: JSONValue {
        let members: [JSONValue.Member] = [
            .init("key", .string(key.description)),
            .init("group", .string(key.group)),
            .init("name", .string(key.name)),
            .init("type", .string(type.rawValue)),
            .init("description", .optional(description)),
            .init("durable", .bool(isDurable)),
            .init("recover", .bool(requestsRecovery)),
            .init("exclusive", .bool(isExclusive)),
            .init("persistsData", .bool(persistsData)),
            .init("data", data.json),
        ]
        return .object(members)
    }
}

extension JobDataMap {
    var json: JSONValue {
        .object(keys.map { .init($0, .optional(self[$0])) })
    }
}

extension StoredTrigger {
    var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("key", .string(trigger.key.description)), .init("group", .string(trigger.key.group)),
            .init("name", .string(trigger.key.name)), .init("job", .string(trigger.job.description)),
            .init("state", .string(state.rawValue)),
        ]
        members += trigger.kind.members
        members += [
            .init("description", .optional(trigger.description)), .init("start", .time(trigger.startTime)),
            .init("end", .time(trigger.endTime)), .init("nextFireTime", .time(trigger.nextFireTime)),
            .init("previousFireTime", .time(trigger.previousFireTime)),
            .init("timesTriggered", .integer(Int64(trigger.timesTriggered))),
            .init("priority", .integer(Int64(trigger.priority))),
            .init("misfire", .string(trigger.misfireInstruction.name)),
            .init("misfireThreshold", .optional(trigger.misfireThreshold?.wholeMilliseconds)),
            .init("missed", trigger.missed?.json ?? .null),
            .init("jitter", .integer(trigger.jitter.wholeMilliseconds)),
            .init("clockChanges", trigger.clockChanges?.json ?? .null),
            .init("calendar", .optional(trigger.calendarName)),
            .init("data", trigger.data.json), .init("errorReason", .optional(errorReason)),
        ]
        return .object(members)
    }
}

extension Trigger.Kind {
    /// The schedule's facts, named as the questions of `carnelian next --stdin` name them.
    var members: [JSONValue.Member] {
        switch self {
        case .cron(let cron):
            [
                .init("type", "cron"), .init("expression", .string(cron.expression.text)),
                .init("timeZone", .string(cron.zone.identifier)),
            ]
        case .simple(let simple):
            [
                .init("type", "simple"), .init("repeatCount", .integer(Int64(simple.repeatCount))),
                .init("repeatInterval", .integer(simple.interval)),
            ]
        case .calendarInterval(let rule):
            [
                .init("type", "calendarInterval"), .init("unit", .string(rule.unit.rawValue)),
                .init("interval", .integer(Int64(rule.interval))), .init("timeZone", .string(rule.zone.identifier)),
                .init("preserveHourOfDay", .bool(rule.preservesHourOfDay)),
                .init("skipDayIfHourDoesNotExist", .bool(rule.skipsDayIfHourDoesNotExist)),
            ]
        case .dailyTimeInterval(let rule):
            [
                .init("type", "dailyTimeInterval"), .init("unit", .string(rule.unit.rawValue)),
                .init("interval", .integer(Int64(rule.interval))),
                .init("startTimeOfDay", .string("\(rule.startOfDay)")),
                .init("endTimeOfDay", .string("\(rule.endOfDay)")),
                .init("daysOfWeek", .array(rule.daysOfWeek.sorted().map { .integer(Int64($0)) })),
                .init("repeatCount", .integer(Int64(rule.repeatCount))),
                .init("timeZone", .optional(rule.zone?.identifier)),
            ]
        case .fixedDelay(let rule):
            [
                .init("type", "fixedDelay"), .init("delay", .integer(rule.delay)),
                .init("repeatCount", .integer(Int64(rule.repeatCount))),
            ]
        case .recurrence(let rule):
            [
                .init("type", "recurrence"), .init("rule", .string("\(rule.rule)")),
                .init("timeZone", .string(rule.zone.identifier)),
            ]
        case .foreign(let type): [.init("type", .string(type))]
        }
    }
}

extension ClockChangePolicy {
    var json: JSONValue { ["gap": .string(gap.rawValue), "overlap": .string(overlap.rawValue)] }
}

extension MissedFires {
    var json: JSONValue { ["scheduledFireTime": .time(scheduledFireTime), "count": .integer(Int64(count))] }
}

extension JSONValue {
    /// An ISO 8601 time, or null.
    static func time(_ time: Timestamp?) -> JSONValue { .optional(time?.description) }
}
