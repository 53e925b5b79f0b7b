package import CarnelianCore
package import LibPQ

/// A trigger as `sql/fragments/trigger_columns.sql` reads it.
package struct TriggerRow: Sendable {
    /// How many columns it takes.
    package static let width = 20

    /// The trigger.
    package var trigger: Trigger
    /// Its state.
    package var state: TriggerState

    /// Reads the columns from `offset` on.
    /// - Throws: `PoisonRow` for a row that this version cannot fire.
    package static func decode(_ row: PQRow, at offset: Int = 0) throws(PoisonRow) -> TriggerRow {
        let found = try decodeForReading(row, at: offset)
        if let reason = found.reason { throw PoisonRow(trigger: found.row.trigger.key, reason: reason) }
        return found.row
    }

    /// Reads the columns from `offset` on; a row that cannot be fired comes back as a trigger of a foreign kind,
    /// without data, and with the reason.
    static func decodeForReading(
        _ row: PQRow, at offset: Int = 0
    ) throws(PoisonRow) -> (row: TriggerRow, reason: String?) {
        var key: TriggerKey?
        do {
            let reader = ColumnReader(row, at: offset)
            let found = TriggerKey(try reader.text(0), group: try reader.text(1))
            key = found
            do {
                let rule = try reader.rule()
                let data = try JobDataBytes.decode(try reader.bytesIfPresent(14))
                return (try reader.triggerRow(found, rule, data: data), nil)
            } catch let error as PQError {
                throw error
            } catch {
                let rule = ColumnReader.Rule(kind: .foreign(try reader.text(9)), timesTriggered: 0)
                return (try reader.triggerRow(found, rule, data: [:]), "\(error)")
            }
        } catch {
            throw PoisonRow(trigger: key, reason: "\(error)")
        }
    }
}

/// Reads columns relative to where a row begins.
private struct ColumnReader {
    /// The rule of a trigger's kind, with its progress.
    struct Rule {
        var kind: Trigger.Kind
        var timesTriggered: Int
    }

    private let row: PQRow
    private let offset: Int

    init(_ row: PQRow, at offset: Int) {
        self.row = row
        self.offset = offset
    }

    func text(_ column: Int) throws -> String { try row.string(offset + column) }
    func bytesIfPresent(_ column: Int) throws -> [UInt8]? { try row.bytesIfPresent(offset + column) }

    /// A time; NULL, 0 and negative values stand for none.
    private func timeIfPresent(_ column: Int) throws -> Timestamp? {
        guard let value = try row.int64IfPresent(offset + column), value > 0 else { return nil }
        return Timestamp(milliseconds: value)
    }

    func rule() throws -> Rule {
        let type = try text(9)
        switch type {
        case "SIMPLE":
            guard let count = try row.int64IfPresent(offset + 15),
                let interval = try row.int64IfPresent(offset + 16),
                let times = try row.int64IfPresent(offset + 17)
            else { throw MissingExtension(table: "simple_triggers") }
            return Rule(
                kind: .simple(SimpleTrigger(repeatCount: Int(count), interval: interval)), timesTriggered: Int(times)
            )
        case "CRON":
            guard let text = try row.stringIfPresent(offset + 18) else {
                throw MissingExtension(table: "cron_triggers")
            }
            let zone = try row.stringIfPresent(offset + 19) ?? "UTC"
            let cron = CronTrigger(try CronExpression(text), in: try TimeZoneRules(zone))
            return Rule(kind: .cron(cron), timesTriggered: 0)
        default:
            return Rule(kind: .foreign(type), timesTriggered: 0)
        }
    }

    func triggerRow(_ key: TriggerKey, _ rule: Rule, data: JobDataMap) throws -> TriggerRow {
        guard let state = TriggerState(rawValue: try text(8)) else {
            throw PoisonRow(trigger: key, reason: "the trigger's state \"\(try text(8))\" is not one of Quartz's")
        }
        let code = Int(try row.int64IfPresent(offset + 13) ?? 0)
        let trigger = Trigger(
            key: key,
            job: JobKey(try text(2), group: try text(3)),
            kind: rule.kind,
            description: try row.stringIfPresent(offset + 4),
            startTime: Timestamp(milliseconds: try row.int64(offset + 10)),
            endTime: try timeIfPresent(11),
            priority: try row.intIfPresent(offset + 7) ?? Trigger.defaultPriority,
            misfireInstruction: MisfireInstruction(code: code, for: rule.kind),
            calendarName: try row.stringIfPresent(offset + 12),
            data: data,
            nextFireTime: try timeIfPresent(5),
            previousFireTime: try timeIfPresent(6),
            timesTriggered: rule.timesTriggered
        )
        return TriggerRow(trigger: trigger, state: state)
    }
}

/// A trigger's row without the row of its kind.
private struct MissingExtension: Error, CustomStringConvertible {
    var table: String

    var description: String { "the trigger has no row in \(table)" }
}
