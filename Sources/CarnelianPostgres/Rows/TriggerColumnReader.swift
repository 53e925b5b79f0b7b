import CarnelianCore
import LibPQ

/// Reads a trigger's columns relative to where a row begins.
struct TriggerColumnReader {
    private static let options = 28
    private static let misfire = 39

    private let row: PQRow
    private let offset: Int

    init(_ row: PQRow, at offset: Int) {
        self.row = row
        self.offset = offset
    }

    func text(_ column: Int) throws(PQError) -> String { try row.string(offset + column) }

    /// The trigger, with its options where they belong to the rule in Quartz's tables.
    func trigger(_ key: TriggerKey) throws -> Trigger {
        for (column, name) in [(5, "next_fire_time"), (10, "start_time"), (11, "end_time")] {
            if let fault = DotNetTicks.fault(name, try row.int64IfPresent(offset + column)) { throw fault }
        }
        let found = try rule()
        let startTime = Timestamp(milliseconds: try row.int64(offset + 10))
        let quartz = QuartzRule(kind: found.kind, misfireCode: try misfireCode(), startTime: startTime)
        var options = try TriggerOptions(row, at: offset + Self.options)
        if let known = options, known.rule != quartz.text { options = nil }
        let kind = try options?.kind(over: found.kind) ?? Trigger.Kind(found.kind)
        var trigger = try trigger(key, kind, timesTriggered: found.timesTriggered)
        trigger.data = try JobDataBytes.decode(try row.bytesIfPresent(offset + 14))
        try options?.apply(to: &trigger)
        trigger.missed = try missed(before: trigger.nextFireTime)
        return trigger
    }

    /// The trigger of a row whose rule or data cannot be read.
    func foreignTrigger(_ key: TriggerKey) throws(PQError) -> Trigger {
        try trigger(key, .foreign(try text(9)), timesTriggered: 0)
    }

    private func trigger(_ key: TriggerKey, _ kind: Trigger.Kind, timesTriggered: Int) throws(PQError) -> Trigger {
        Trigger(
            key: key,
            job: JobKey(try text(2), group: try text(3)),
            kind: kind,
            description: try row.stringIfPresent(offset + 4),
            startTime: Timestamp(milliseconds: try row.int64(offset + 10)),
            endTime: try timeIfPresent(11),
            priority: try row.intIfPresent(offset + 7) ?? Trigger.defaultPriority,
            misfireInstruction: MisfireInstruction(code: try misfireCode(), for: kind),
            calendarName: try row.stringIfPresent(offset + 12),
            nextFireTime: try timeIfPresent(5),
            previousFireTime: try timeIfPresent(6),
            timesTriggered: timesTriggered
        )
    }

    private func misfireCode() throws(PQError) -> Int {
        try row.intIfPresent(offset + 13) ?? 0
    }

    /// A time; NULL, 0 and negative values stand for none.
    private func timeIfPresent(_ column: Int) throws(PQError) -> Timestamp? {
        guard let value = try row.int64IfPresent(offset + column), value > 0 else { return nil }
        return Timestamp(milliseconds: value)
    }

    /// The misfire that the next fire stands for; nil where the record was made for another fire time.
    private func missed(before next: Timestamp?) throws(PQError) -> MissedFires? {
        guard let next, try row.int64IfPresent(offset + Self.misfire) == next.milliseconds else { return nil }
        return MissedFires(
            scheduledFireTime: Timestamp(milliseconds: try row.int64(offset + Self.misfire + 1)),
            count: try row.int(offset + Self.misfire + 2)
        )
    }

    /// The rule in Quartz's tables, with the count of fires.
    private func rule() throws -> (kind: QuartzRule.Kind, timesTriggered: Int) {
        let type = try text(9)
        switch type {
        case "SIMPLE":
            guard let count = try row.intIfPresent(offset + 15),
                let interval = try row.int64IfPresent(offset + 16),
                let times = try row.intIfPresent(offset + 17)
            else { throw UnreadableRule("the trigger has no row in simple_triggers") }
            return (.simple(SimpleTrigger(repeatCount: count, interval: interval)), times)
        case "CRON":
            guard let text = try row.stringIfPresent(offset + 18) else {
                throw UnreadableRule("the trigger has no row in cron_triggers")
            }
            let zone = try row.stringIfPresent(offset + 19) ?? "UTC"
            return (.cron(CronTrigger(try CronExpression(text), in: try TimeZoneRules(zone))), 0)
        case "CAL_INT":
            let columns = try SimpropReader(row, at: offset + 20)
            return (.calendarInterval(try columns.calendarInterval()), columns.timesTriggered)
        case "DAILY_I":
            let columns = try SimpropReader(row, at: offset + 20)
            return (.dailyTimeInterval(try columns.dailyTimeInterval()), columns.timesTriggered)
        default:
            return (.foreign(type), 0)
        }
    }
}

/// A row of a trigger's kind that is missing or that this version does not understand.
struct UnreadableRule: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) {
        self.description = description
    }
}
