import CarnelianCore
import LibPQ

/// Calendar-interval and daily-time-interval rules as the parameters of `write_simprop`, an array a column.
///
/// What a kind does not use is as Quartz writes it: 0 and false, and NULL for texts.
struct SimpropColumns {
    private(set) var names: [String?] = []
    private var groups: [String?] = []
    private var strings: [[String?]] = [[], [], []]
    private var intervals: [Int32?] = []
    private var times: [Int32?] = []
    private var repeatCounts: [Int64?] = []
    private var flags: [[Bool?]] = [[], []]

    mutating func append(_ key: TriggerKey, _ rule: CalendarIntervalTrigger, timesTriggered: Int) {
        append(key, rule.interval, timesTriggered)
        append(strings: rule.unit.rawValue, rule.zone.identifier, nil)
        repeatCounts.append(0)
        append(flags: rule.preservesHourOfDay, rule.skipsDayIfHourDoesNotExist)
    }

    mutating func append(_ key: TriggerKey, _ rule: DailyTimeIntervalTrigger, timesTriggered: Int) {
        append(key, rule.interval, timesTriggered)
        let window = "\(rule.startOfDay.quartzText),\(rule.endOfDay.quartzText)"
        append(strings: rule.unit.rawValue, rule.quartzDays, window)
        repeatCounts.append(Int64(rule.repeatCount))
        append(flags: false, false)
    }

    /// The parameters from $2 on.
    var parameters: [PQValue] {
        [.textArray(names), .textArray(groups)] + strings.map(PQValue.textArray)
            + [.int4Array(intervals), .int4Array(times), .int8Array(repeatCounts)] + flags.map(PQValue.boolArray)
    }

    private mutating func append(_ key: TriggerKey, _ interval: Int, _ timesTriggered: Int) {
        names.append(key.name)
        groups.append(key.group)
        intervals.append(Int32(clamping: interval))
        times.append(Int32(clamping: timesTriggered))
    }

    private mutating func append(strings first: String, _ second: String, _ third: String?) {
        strings[0].append(first)
        strings[1].append(second)
        strings[2].append(third)
    }

    private mutating func append(flags first: Bool, _ second: Bool) {
        flags[0].append(first)
        flags[1].append(second)
    }
}
