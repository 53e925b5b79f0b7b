import LibPQ

/// The tables as the catalog of the server describes them.
struct SchemaFacts: Sendable {
    /// A table that is there.
    struct Relation: Sendable {
        var oid: Int64
        /// Missing privileges of the role.
        var missingPrivileges: [String]
        var hidesRows: Bool
        var isAutovacuumOff: Bool
        var deadRows: Int64
        var liveRows: Int64
        var bytes: Int64
        /// Types by name.
        var columns: [String: String] = [:]
        var indexes: [Index] = []
        /// By the oid of the table that is referred to: name, and whether it was checked.
        var foreignKeys: [Int64: (name: String, isChecked: Bool)] = [:]

        var isReadable: Bool { !missingPrivileges.contains("SELECT") }
    }

    /// An index that is there.
    struct Index: Sendable {
        var name: String
        var columns: [String]
        var isUnique: Bool
        var isUsable: Bool
        var predicate: String?
    }

    let names: SQLNames
    let expected: ExpectedSchema
    /// By name in the catalog.
    private(set) var relations: [String: Relation] = [:]
    /// Where tables of a similar name are, if Quartz's are missing.
    var lookalikes: [(place: String, isUsable: Bool)] = []
    /// The newest migration that was applied; nil: none was.
    var version: Int?
    /// Whether times are stored that are no milliseconds.
    var hasTicks = false

    init(_ names: SQLNames) {
        self.names = names
        expected = ExpectedSchema(EmbeddedSQL.migrations, names)
    }

    /// The name of a table in the catalog.
    func name(_ table: String, isQuartz: Bool = true) -> String {
        isQuartz ? names.quartzTable(table) : names.sideTable(table)
    }

    /// A table; nil: it is not there.
    func relation(_ table: String, isQuartz: Bool = true) -> Relation? {
        relations[name(table, isQuartz: isQuartz)]
    }

    /// Whether all these tables are there, complete and may be read.
    func canRead(_ tables: [String], isQuartz: Bool = true) -> Bool {
        tables.allSatisfy { table in
            guard let relation = relation(table, isQuartz: isQuartz), relation.isReadable else { return false }
            return missingColumns(table, isQuartz: isQuartz, relation).isEmpty
        }
    }

    /// Whether all side tables are there and may be read.
    var hasSideTables: Bool {
        expected.tables.allSatisfy { $0.isQuartz || canRead([$0.name], isQuartz: false) }
    }

    func missingColumns(
        _ table: String, isQuartz: Bool, _ relation: Relation
    ) -> [(name: String, type: String, found: String?)] {
        guard let table = expected.tables.first(where: { $0.name == table && $0.isQuartz == isQuartz }) else {
            return []
        }
        return table.columns.compactMap { column in
            let found = relation.columns[column.name]
            return Self.fits(found, column.type) ? nil : (column.name, column.type, found)
        }
    }

    /// Whether a type in the catalog serves for one of the migrations.
    static func fits(_ found: String?, _ expected: String) -> Bool {
        guard let found else { return false }
        let base = expected.prefix { $0 != "(" }
        return switch base {
        case "varchar", "text": ["character varying", "text"].contains(found)
        default: found == base
        }
    }
}

// MARK: Reading

extension SchemaFacts {
    /// The names that the tables should have in the catalog.
    var tableNames: [String] { expected.tables.map { name($0.name, isQuartz: $0.isQuartz) } }

    /// Takes in what `sql/queries/server/relations.sql` answers.
    mutating func read(relations result: PQResult) throws(PQError) {
        for row in result.rows {
            var missing: [String] = []
            for (column, privilege) in ["SELECT", "INSERT", "UPDATE", "DELETE"].enumerated() {
                if try !row.bool(3 + column) { missing.append(privilege) }
            }
            relations[try row.string(0)] = Relation(
                oid: try row.int64(1), missingPrivileges: missing, hidesRows: try row.bool(7),
                isAutovacuumOff: try row.bool(8), deadRows: try row.int64(9), liveRows: try row.int64(10),
                bytes: try row.int64(11))
        }
    }

    /// Takes in what the queries for columns, indexes and foreign keys answer.
    mutating func read(columns: PQResult, indexes: PQResult, foreignKeys: PQResult) throws(PQError) {
        let tables = Dictionary(relations.map { ($0.value.oid, $0.key) }) { first, _ in first }
        for row in columns.rows {
            guard let table = tables[try row.int64(0)] else { continue }
            relations[table]?.columns[try row.string(1)] = try row.string(2)
        }
        for row in indexes.rows {
            guard let table = tables[try row.int64(0)] else { continue }
            relations[table]?.indexes.append(
                Index(
                    name: try row.string(1), columns: try row.strings(2), isUnique: try row.bool(3),
                    isUsable: try row.bool(4), predicate: try row.stringIfPresent(5)))
        }
        for row in foreignKeys.rows {
            guard let table = tables[try row.int64(0)] else { continue }
            relations[table]?.foreignKeys[try row.int64(1)] = (try row.string(2), try row.bool(3))
        }
    }
}
