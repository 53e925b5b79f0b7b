import CarnelianCore
import LibPQ

/// Triggers as the parameters of `write_triggers`, with the rows of their kinds: one array a column.
struct TriggerColumns {
    private var names: [String?] = []
    private var groups: [String?] = []
    private var jobNames: [String?] = []
    private var jobGroups: [String?] = []
    private var descriptions: [String?] = []
    private var nextFireTimes: [Int64?] = []
    private var previousFireTimes: [Int64?] = []
    private var priorities: [Int32?] = []
    private var states: [String?] = []
    private var types: [String?] = []
    private var startTimes: [Int64?] = []
    private var endTimes: [Int64?] = []
    private var calendars: [String?] = []
    private var misfires: [Int16?] = []
    private var data: [[UInt8]?] = []
    private var simple = SimpleColumns()
    private var cron = CronColumns()
    private var simprop = SimpropColumns()
    private var options = OptionColumns()

    init(_ triggers: [StoredTriggerState]) {
        for stored in triggers { append(stored.trigger, stored.state) }
    }

    /// The parameters of `write_triggers` from $2 on.
    var parameters: [PQValue] {
        [
            .textArray(names), .textArray(groups), .textArray(jobNames), .textArray(jobGroups),
            .textArray(descriptions), .int8Array(nextFireTimes), .int8Array(previousFireTimes),
            .int4Array(priorities), .textArray(states), .textArray(types), .int8Array(startTimes),
            .int8Array(endTimes), .textArray(calendars), .int2Array(misfires), .byteaArray(data),
        ]
    }

    /// The parameters of `write_simple` from $2 on; nil if there is no simple trigger.
    var simpleParameters: [PQValue]? { simple.names.isEmpty ? nil : simple.parameters }

    /// The parameters of `write_cron` from $2 on; nil if there is no cron trigger.
    var cronParameters: [PQValue]? { cron.names.isEmpty ? nil : cron.parameters }

    /// The parameters of `write_simprop` from $2 on; nil if there is no trigger of its kinds.
    var simpropParameters: [PQValue]? { simprop.names.isEmpty ? nil : simprop.parameters }

    /// The parameters of `write_options` from $2 on; nil if Quartz's tables hold every trigger whole.
    var optionParameters: [PQValue]? { options.isEmpty ? nil : options.parameters }

    private mutating func append(_ trigger: Trigger, _ state: TriggerState) {
        names.append(trigger.key.name)
        groups.append(trigger.key.group)
        jobNames.append(trigger.job.name)
        jobGroups.append(trigger.job.group)
        descriptions.append(trigger.description)
        // As Quartz writes them: NULL for no next fire time of a new row, -1 for never fired, 0 for no end.
        nextFireTimes.append(trigger.nextFireTime?.milliseconds)
        previousFireTimes.append(trigger.previousFireTime?.milliseconds ?? -1)
        priorities.append(Int32(clamping: trigger.priority))
        states.append(state.rawValue)
        startTimes.append(trigger.startTime.milliseconds)
        endTimes.append(trigger.endTime?.milliseconds ?? 0)
        calendars.append(trigger.calendarName)
        misfires.append(Int16(clamping: trigger.storedMisfireCode))
        data.append(trigger.data.isEmpty ? nil : JobDataBytes.encode(trigger.data))
        options.append(trigger)
        let count = trigger.timesTriggered
        switch QuartzRule(trigger).kind {
        case .simple(let rule):
            types.append("SIMPLE")
            simple.append(trigger.key, rule, timesTriggered: count)
        case .cron(let rule):
            types.append("CRON")
            cron.append(trigger.key, rule)
        case .calendarInterval(let rule):
            types.append("CAL_INT")
            simprop.append(trigger.key, rule, timesTriggered: count)
        case .dailyTimeInterval(let rule):
            types.append("DAILY_I")
            simprop.append(trigger.key, rule, timesTriggered: count)
        case .foreign(let type):
            types.append(type)
        }
    }
}

/// A trigger with the state in which it is written.
struct StoredTriggerState {
    var trigger: Trigger
    var state: TriggerState
}

private struct SimpleColumns {
    var names: [String?] = []
    private var groups: [String?] = []
    private var counts: [Int64?] = []
    private var intervals: [Int64?] = []
    private var times: [Int64?] = []

    mutating func append(_ key: TriggerKey, _ rule: SimpleTrigger, timesTriggered: Int) {
        names.append(key.name)
        groups.append(key.group)
        counts.append(Int64(rule.repeatCount))
        intervals.append(rule.interval)
        times.append(Int64(timesTriggered))
    }

    var parameters: [PQValue] {
        [.textArray(names), .textArray(groups), .int8Array(counts), .int8Array(intervals), .int8Array(times)]
    }
}

private struct CronColumns {
    var names: [String?] = []
    private var groups: [String?] = []
    private var expressions: [String?] = []
    private var zones: [String?] = []

    mutating func append(_ key: TriggerKey, _ rule: CronTrigger) {
        names.append(key.name)
        groups.append(key.group)
        expressions.append(rule.expression.quartzText ?? rule.expression.text)
        zones.append(rule.zone.identifier)
    }

    var parameters: [PQValue] {
        [.textArray(names), .textArray(groups), .textArray(expressions), .textArray(zones)]
    }
}
