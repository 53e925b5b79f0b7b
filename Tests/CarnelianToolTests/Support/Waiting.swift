import TestSupport

/// Waits until a query yields the number.
func eventuallyCount(
    _ count: Int, _ sql: String, _ database: TestDatabase, within limit: Duration = .seconds(120)
) async throws {
    try await eventually("\(count) from: \(sql)", within: limit) { try await database.count(sql) == count }
}

/// Waits until the nodes take triggers.
func eventuallyStarted(_ nodes: [NodeProcess], within limit: Duration = .seconds(120)) async throws {
    try await eventually("\(nodes.count) nodes to start", within: limit) { nodes.allSatisfy(\.isStarted) }
}
