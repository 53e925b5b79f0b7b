package import CarnelianCore
package import LibPQ

/// A trigger as `sql/fragments/trigger_columns.sql` reads it.
package struct TriggerRow: Sendable {
    /// How many columns it takes.
    package static let width = 42

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
            let columns = TriggerColumnReader(row, at: offset)
            let found = TriggerKey(try columns.text(0), group: try columns.text(1))
            key = found
            guard let state = TriggerState(rawValue: try columns.text(8)) else {
                let reason = "the trigger's state \"\(try columns.text(8))\" is not one of Quartz's"
                return (TriggerRow(trigger: try columns.foreignTrigger(found), state: .error), reason)
            }
            do {
                return (TriggerRow(trigger: try columns.trigger(found), state: state), nil)
            } catch let error as PQError {
                throw error
            } catch {
                return (TriggerRow(trigger: try columns.foreignTrigger(found), state: state), "\(error)")
            }
        } catch let poison as PoisonRow {
            throw poison
        } catch {
            throw PoisonRow(trigger: key, reason: "\(error)")
        }
    }
}
