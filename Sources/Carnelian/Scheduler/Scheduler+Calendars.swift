public import CarnelianCore

extension Scheduler {
    /// Stores a calendar, whose excluded times are skipped by every trigger that names it.
    ///
    /// Safe to run from every node at start-up: a calendar that equals the stored one changes nothing.
    /// - Parameters:
    ///   - calendar: The calendar.
    ///   - name: 1 to 200 characters, by which triggers name it.
    ///   - onConflict: What happens if one of that name is stored. Default: it is replaced where it differs.
    ///   - updatingTriggers: Whether the triggers that name it follow the new one at once, instead of from the fire after
    ///     their next one. Default true.
    /// - Throws: `CarnelianError` with code `.alreadyExists` or `.invalidValue`, and what the store throws.
    public func store(
        calendar: ExclusionCalendar, named name: String, onConflict: ConflictResolution = .reconcile,
        updatingTriggers: Bool = true
    ) async throws {
        try await store.storeCalendar(
            calendar, named: name, onConflict: onConflict, updatingTriggers: updatingTriggers
        )
        node.acquireSignal.bell.ring()
    }

    /// Removes a calendar; false if it is not stored.
    /// - Throws: `CarnelianError` with code `.inUse`, naming triggers, while any names it.
    @discardableResult
    public func removeCalendar(_ name: String) async throws -> Bool {
        try await store.removeCalendar(name)
    }

    /// A stored calendar, or nil.
    /// - Throws: `CarnelianError` with code `.undecodableData` for one that this version cannot read.
    public func calendar(_ name: String) async throws -> ExclusionCalendar? {
        try await store.calendar(name)
    }

    /// The names of the stored calendars, ascending.
    public func calendarNames() async throws -> [String] {
        try await store.calendarNames()
    }
}
