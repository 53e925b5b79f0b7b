import CarnelianPostgres
import LibPQ

/// Runs a statement of the store under EXPLAIN ANALYZE, as the store's connections would run it, and reads the plan.
struct PlanProbe {
    let fixture: PostgresFixture

    /// One node of a plan that reads rows.
    struct Scan {
        var line: String
        var rows: Int
    }

    struct Plan {
        var text: String
        /// Scans of tables and indexes, with the rows that each returned and filtered over all its loops.
        var scans: [Scan] = []
        /// The most rows that a sort took in.
        var sorted = 0
    }

    /// Prepares a statement and gives the connection the settings of the store's own.
    func prepare(_ templates: [SQLTemplate]) async throws {
        for (name, value) in SchemaTarget.planSettings {
            try await fixture.sql.execute("SET \(name) = \(value)")
        }
        for template in templates {
            try await fixture.sql.execute("PREPARE \(template.name) AS \(fixture.store.statement(template).sql)")
        }
    }

    /// The plan of an execution with these arguments, which are SQL text.
    func explain(_ template: SQLTemplate, _ arguments: [String]) async throws -> Plan {
        let result = try await fixture.sql.query(
            "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) "
                + "EXECUTE \(template.name)(\(arguments.joined(separator: ", ")))"
        )
        return Self.read(try result.rows.map { try $0.string(0) })
    }

    /// The rows of an execution with these arguments, the first column as text.
    func run(_ template: SQLTemplate, _ arguments: [String]) async throws -> [String] {
        let result = try await fixture.sql.query("EXECUTE \(template.name)(\(arguments.joined(separator: ", ")))")
        return try result.rows.map { try $0.string(0) }
    }

    static func array(_ values: [String]) -> String {
        "ARRAY[" + values.map { "'\($0)'" }.joined(separator: ",") + "]"
    }

    private static func read(_ lines: [String]) -> Plan {
        var plan = Plan(text: lines.joined(separator: "\n"))
        var sortIsOpen = false
        var isTable = false
        for line in lines {
            let rows = actualRows(line)
            if let rows {
                // What scans of earlier results filter was read and counted before.
                isTable = line.contains("Scan using") || line.contains("Seq Scan") || line.contains("Tid Scan")
                if isTable {
                    plan.scans.append(Scan(line: line.trimmingPrefix(while: { $0 == " " }).description, rows: rows))
                }
            } else if isTable, let filtered = number(after: "Rows Removed by Filter: ", in: line) {
                plan.scans[plan.scans.count - 1].rows += filtered
            }
            if sortIsOpen, let rows {
                plan.sorted = max(plan.sorted, rows)
                sortIsOpen = false
            }
            if line.contains("->  Sort") || line.hasPrefix("Sort ") { sortIsOpen = true }
        }
        return plan
    }

    private static func actualRows(_ line: String) -> Int? {
        guard let rows = number(after: "(actual rows=", in: line), let loops = number(after: "loops=", in: line) else {
            return nil
        }
        return rows * loops
    }

    private static func number(after marker: String, in line: String) -> Int? {
        guard let range = line.firstRange(of: marker) else { return nil }
        return Int(line[range.upperBound...].prefix { $0.isNumber })
    }
}
