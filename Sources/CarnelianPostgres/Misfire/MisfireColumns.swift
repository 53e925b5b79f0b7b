import CarnelianCore
import LibPQ

/// The columns that misfire handling rewrites, an array each, as `misfire/apply.sql` takes them.
struct MisfireColumns {
    private var names: [String] = []
    private var groups: [String] = []
    private var states: [String] = []
    private var nextFireTimes: [Int64] = []
    private var startTimes: [Int64] = []
    private var repeatCounts: [Int64?] = []
    private var timesTriggered: [Int64?] = []

    init(_ rows: [(trigger: Trigger, state: TriggerState)]) {
        for (trigger, state) in rows {
            names.append(trigger.key.name)
            groups.append(trigger.key.group)
            states.append(state.rawValue)
            nextFireTimes.append(trigger.nextFireTime?.milliseconds ?? -1)
            startTimes.append(trigger.startTime.milliseconds)
            switch trigger.kind {
            case .simple(let simple):
                repeatCounts.append(Int64(simple.repeatCount))
                timesTriggered.append(Int64(trigger.timesTriggered))
            case .cron, .foreign:
                repeatCounts.append(nil)
                timesTriggered.append(nil)
            }
        }
    }

    var parameters: [PQValue] {
        [
            .textArray(names), .textArray(groups), .textArray(states),
            .int8Array(nextFireTimes), .int8Array(startTimes), .int8Array(repeatCounts), .int8Array(timesTriggered),
        ]
    }
}
