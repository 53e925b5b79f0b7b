import CarnelianCore
import LibPQ

/// Looks at tables that something else made, before the migrations take them over.
struct SchemaAdoption {
    private let names: SQLNames

    /// Columns of Quartz.NET's that Quartz has not.
    static let foreignColumns: Set<String> = [
        "misfire_orig_fire_time", "execution_group", "preferred_node", "preferred_node_auto",
    ]

    init(_ names: SQLNames) {
        self.names = names
    }

    /// Whether there are tables of Quartz's to take over.
    /// - Throws: `CarnelianError` with code `.schemaMismatch` for tables that are not Quartz 2.x's.
    func check(_ transaction: PQTransaction) async throws -> Bool {
        let columns = try await columnTypes("triggers", transaction)
        guard !columns.isEmpty else { return false }
        let foreign = Set(columns.keys).intersection(Self.foreignColumns)
        if let column = foreign.sorted().first {
            throw refusal("it has the column \(column), as Quartz.NET's tables have; their times are no milliseconds")
        }
        for (column, type) in Self.expected where columns[column] != type {
            let found = columns[column].map { "of type \($0)" } ?? "missing"
            throw refusal("its column \(column) is \(found), in Quartz 2.x it is \(type)")
        }
        let late = try await transaction.query(
            names.render("SELECT 1 FROM {qrtz}triggers WHERE next_fire_time > $1 OR start_time > $1 LIMIT 1"),
            [.int8(DotNetTicks.first)]
        )
        if !late.rows.isEmpty {
            throw refusal("it holds times that are no milliseconds, as Quartz.NET's ticks are not")
        }
        return true
    }

    private static let expected = [
        ("sched_name", "character varying"), ("next_fire_time", "bigint"), ("start_time", "bigint"),
        ("trigger_state", "character varying"),
        ("trigger_type", "character varying"), ("misfire_instr", "smallint"), ("job_data", "bytea"),
    ]

    private func columnTypes(_ table: String, _ transaction: PQTransaction) async throws -> [String: String] {
        let result = try await transaction.query(
            """
            SELECT a.attname::text, format_type(a.atttypid, NULL)
            FROM pg_attribute a
            WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped
            """,
            [.text(names.render("{qrtz}\(table)"))]
        )
        return Dictionary(try result.rows.map { (try $0.string(0), try $0.string(1)) }) { first, _ in first }
    }

    private func refusal(_ reason: String) -> CarnelianError {
        CarnelianError(
            .schemaMismatch,
            "the table \(names.quartzTable("triggers")) cannot be taken over: \(reason); "
                + "choose another table prefix or schema"
        )
    }
}
