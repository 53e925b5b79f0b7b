import CarnelianCore
import LibPQ

/// The rows that the demonstration's jobs wrote, held against the schedules.
struct DemoLedger: Sendable {
    /// One scheduled fire: each job has one trigger, so the job names it, also when a recovery trigger fired.
    struct Entry: Sendable, Hashable {
        var job: JobKey
        var scheduled: Timestamp
    }

    /// How often each scheduled fire is in the ledger.
    var counts: [Entry: Int] = [:]
    /// How many rows each node wrote.
    var rowsOfNodes: [String: Int] = [:]
    /// Rows that a recovery wrote: the job and the node.
    var recovered: [(job: JobKey, node: String)] = []

    /// The rows of the table.
    static func read(_ connection: PQConnection) async throws -> DemoLedger {
        let result = try await connection.query("SELECT job, scheduled, node, recovering FROM \(DemoPlan.ledger)")
        var ledger = DemoLedger()
        for row in result.rows {
            let job = try JobKey.reading(try row.string(0))
            let node = try row.string(2)
            ledger.counts[Entry(job: job, scheduled: Timestamp(milliseconds: try row.int64(1))), default: 0] += 1
            ledger.rowsOfNodes[node, default: 0] += 1
            if try row.bool(3) { ledger.recovered.append((job, node)) }
        }
        return ledger
    }

    var rowCount: Int { counts.values.reduce(0, +) }
}

/// The verdict on a ledger.
struct LedgerCheck: Sendable {
    var expected: Int
    var written: Int
    /// Scheduled fires without a row.
    var lost: Int
    /// Rows beyond the first of their fire.
    var doubled: Int
    /// Rows of fires that no schedule names.
    var unscheduled: Int
    /// Rows by node, in the nodes' order.
    var rowsOfNodes: [(node: String, rows: Int)]

    /// Holds a ledger against the scheduled fires.
    init(_ ledger: DemoLedger, expected entries: [DemoLedger.Entry]) {
        let names = Set(entries)
        expected = names.count
        written = ledger.rowCount
        lost = names.filter { ledger.counts[$0] == nil }.count
        doubled = ledger.counts.values.reduce(0) { $0 + max(0, $1 - 1) }
        rowsOfNodes = ledger.rowsOfNodes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        unscheduled = ledger.counts.keys.filter { !names.contains($0) }.count
    }

    /// Whether every scheduled fire is there exactly once.
    var isPassed: Bool { lost == 0 && doubled == 0 && unscheduled == 0 }
}
