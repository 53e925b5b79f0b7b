public import Carnelian
public import CarnelianCore
import LibPQ

extension PostgresJobStore {
    /// Stores a calendar under a name; with `updatingTriggers` the triggers that name it follow it at once.
    ///
    /// Their claims that have not fired are given back in any case, as they were made with the former one.
    public func storeCalendar(
        _ calendar: ExclusionCalendar, named name: String, onConflict: ConflictResolution, updatingTriggers: Bool
    ) async throws {
        try NameRule.check(name, "the calendar's name", limit: 200)
        let bytes = try calendar.javaStream()
        let now = clock.now()
        let parameters: [PQValue] = [.text(schedulerName), .text(name)]
        try await locked { transaction in
            if onConflict == .reconcile {
                let stored = try await self.calendars(named: [name], transaction)[name]
                if case .success(calendar)? = stored?.calendar { return }
            }
            let write = self.step(
                EmbeddedSQL.calendarsWrite, parameters + [.bytea(bytes), .bool(onConflict != .fail)]
            )
            let results = try await transaction.pipeline([
                write, self.step(EmbeddedSQL.calendarsUsers, parameters),
                self.step(EmbeddedSQL.pausingPausedGroups, [.text(self.schedulerName)]),
            ])
            guard !results[0].rows.isEmpty else {
                throw CarnelianError(.alreadyExists, "calendar \(name) is stored already")
            }
            let change = try CalendarChange(
                users: results[1], paused: try PausedGroups(results[2]), calendar, updates: updatingTriggers, at: now
            )
            try await self.apply(change, transaction)
        }
        announce(earliest: nil)
    }

    /// Removes a calendar that no trigger names; false if it is not stored.
    public func removeCalendar(_ name: String) async throws -> Bool {
        let parameters: [PQValue] = [.text(schedulerName), .text(name)]
        return try await locked(then: [step(EmbeddedSQL.calendarsUsers, parameters)]) { transaction, results in
            let users = try results[0].rows.map { row in TriggerKey(try row.string(0), group: try row.string(1)) }
            let removal = try await transaction.query(self.statement(EmbeddedSQL.calendarsRemove), parameters)
            guard !removal.rows.isEmpty else { return false }
            guard users.isEmpty else { throw CarnelianError.calendarInUse(name, by: users.sorted()) }
            return true
        }
    }

    /// A stored calendar, or nil.
    /// - Throws: `CarnelianError` with code `.undecodableData` for one that this version cannot read.
    public func calendar(_ name: String) async throws -> ExclusionCalendar? {
        let book = try await calendars(named: [name])
        return try book[name]?.calendar.get()
    }

    /// The names of the stored calendars, ascending.
    public func calendarNames() async throws -> [String] {
        let result = try await read(EmbeddedSQL.calendarsNames, [.text(schedulerName)])
        return try decoded { try result.rows.map { try $0.string(0) } }.sorted()
    }

    private func apply(_ change: CalendarChange, _ transaction: PQTransaction) async throws {
        let scheduler = PQValue.text(schedulerName)
        var steps: [PQStep] = []
        if !change.claimed.isEmpty {
            let keys = [scheduler] + KeyColumns.parameters(change.claimed.map(\.key))
            let times = PQValue.int8Array(change.claimed.map(\.scheduledFireTime.milliseconds))
            steps.append(step(EmbeddedSQL.calendarsDropClaims, keys + [times]))
            let states: [PQValue] = [
                .textArray(change.claimed.map { _ in TriggerState.acquired.rawValue }),
                .textArray(change.claimed.map(\.following.rawValue)),
            ]
            steps.append(step(EmbeddedSQL.catalogWriteStates, keys + states))
        }
        if !change.moved.isEmpty {
            steps.append(step(EmbeddedSQL.misfireApply, [scheduler] + change.moved.parameters))
        }
        if let notify = notifyStep(earliest: nil) { steps.append(notify) }
        if !steps.isEmpty { try await transaction.pipeline(steps) }
        try await finish(change.ended, transaction)
    }
}
