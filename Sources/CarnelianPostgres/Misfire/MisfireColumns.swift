import CarnelianCore
import LibPQ

/// The columns that misfire handling rewrites, an array each, as `misfire/apply.sql` takes them.
struct MisfireColumns {
    private var names: [String] = []
    private var groups: [String] = []
    private var nextFireTimes: [Int64] = []
    private var startTimes: [Int64] = []
    private var repeatCounts: [Int64?] = []
    private var timesTriggered: [Int64?] = []

    init(_ triggers: [Trigger]) {
        for trigger in triggers {
            names.append(trigger.key.name)
            groups.append(trigger.key.group)
            nextFireTimes.append(trigger.nextFireTime?.milliseconds ?? -1)
            startTimes.append(trigger.startTime.milliseconds)
            switch trigger.kind {
            case .simple(let simple):
                repeatCounts.append(Int64(simple.repeatCount))
                timesTriggered.append(Int64(trigger.timesTriggered))
            case .cron, .calendarInterval, .dailyTimeInterval, .fixedDelay, .recurrence, .foreign:
                repeatCounts.append(nil)
                timesTriggered.append(nil)
            }
        }
    }

    var parameters: [PQValue] {
        [
            .textArray(names), .textArray(groups),
            // A trigger that was resumed by itself inside a paused group is not paused again.
            .textArray(names.map { _ in TriggerState.waiting.rawValue }),
            .int8Array(nextFireTimes), .int8Array(startTimes), .int8Array(repeatCounts), .int8Array(timesTriggered),
        ]
    }
}
