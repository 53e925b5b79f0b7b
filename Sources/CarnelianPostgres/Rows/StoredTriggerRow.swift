import Carnelian
import CarnelianCore
import LibPQ

/// A trigger with the reason of its error, as `sql/fragments/stored_trigger_columns.sql` reads it.
enum StoredTriggerRow {
    static func decode(_ row: PQRow) throws -> StoredTrigger {
        let (found, poison) = try TriggerRow.decodeForReading(row)
        let reason = try row.stringIfPresent(TriggerRow.width)
        return StoredTrigger(trigger: found.trigger, state: found.state, errorReason: reason ?? poison)
    }

    static func decode(_ result: PQResult) throws -> [StoredTrigger] {
        try result.rows.map(decode).sorted { $0.trigger.key < $1.trigger.key }
    }
}
