public import CarnelianCore

// Until every store has them.
extension JobStore {
    public func storeCalendar(
        _ calendar: ExclusionCalendar, named name: String, onConflict: ConflictResolution, updatingTriggers: Bool
    ) async throws { throw CarnelianError(.unsupported, "this store keeps no calendars") }
    public func removeCalendar(_ name: String) async throws -> Bool { false }
    public func calendar(_ name: String) async throws -> ExclusionCalendar? { nil }
    public func calendarNames() async throws -> [String] { [] }
    public func giveBackMisfired(
        _ claims: [FireInstanceID], by instance: InstanceID, at now: Timestamp, threshold: Duration
    ) async throws -> [Misfire] {
        try await release(claims, by: instance)
        return []
    }
}
