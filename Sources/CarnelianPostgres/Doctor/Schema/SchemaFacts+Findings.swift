// What the catalog's description of the tables means.

extension SchemaFacts {
    /// What is to be said of the tables; `hasJava`: whether Java nodes may work on them.
    func findings(hasJava: Bool) -> [Finding] {
        if let reason = foreignReason {
            return [FindingKind.foreignTables.about(name("triggers"), reason)]
        }
        return ticks + tables + columns + keys + references + migrations + indexes(hasJava: hasJava) + privileges
            + upkeep
    }

    /// Whether nothing of Quartz's is there.
    var isEmpty: Bool { !expected.tables.contains { $0.isQuartz && relation($0.name) != nil } }

    /// Why the tables are another program's; nil: they are Quartz's.
    var foreignReason: String? {
        guard let triggers = relation("triggers") else { return nil }
        let foreign = triggers.columns.keys.filter(SchemaAdoption.foreignColumns.contains).sorted()
        if let column = foreign.first {
            return "it has the column \(column), as Quartz.NET's tables have; their times are ticks, no milliseconds"
        }
        return nil
    }

    /// Rows of Quartz.NET in tables that are Quartz's otherwise.
    private var ticks: [Finding] {
        guard hasTicks else { return [] }
        return [
            FindingKind.foreignTables.about(
                name("triggers"), "it holds times that are no milliseconds, as Quartz.NET's ticks are not",
                remedy: "give Quartz.NET tables of its own, and delete its rows here")
        ]
    }

    private var tables: [Finding] {
        if isEmpty {
            var message = "none of Quartz's tables is there"
            if !lookalikes.isEmpty {
                let places = lookalikes.map { $0.isUsable ? $0.place : "\($0.place) (no USAGE on the schema)" }
                message += "; similar ones are \(places.joined(separator: ", "))"
            }
            let remedy =
                lookalikes.isEmpty ? nil : "name them by table prefix and search_path, or run 'carnelian migrate'"
            return [
                FindingKind.tablesMissing.about(
                    "\(names.prefix)*", message, remedy: remedy, isRepairable: lookalikes.isEmpty)
            ]
        }
        let isMigrated = version != nil
        return expected.tables.filter { ($0.isQuartz || isMigrated) && relation($0.name, isQuartz: $0.isQuartz) == nil }
            .filter { $0.isQuartz || version ?? 0 >= EmbeddedSQL.schemaVersion }
            .map { FindingKind.tablesMissing.about(name($0.name, isQuartz: $0.isQuartz), "the table is missing") }
    }

    private var columns: [Finding] {
        present.flatMap { table, relation in
            missingColumns(table.name, isQuartz: table.isQuartz, relation).map { column in
                let subject = "\(name(table.name, isQuartz: table.isQuartz)).\(column.name)"
                return column.found.map {
                    FindingKind.columnType.about(subject, "of type \($0), expected \(column.type)")
                } ?? FindingKind.columnMissing.about(subject, "the column is missing, expected of type \(column.type)")
            }
        }
    }

    private var keys: [Finding] {
        present.compactMap { table, relation in
            let key = Set(table.primaryKey)
            let isKept = relation.indexes.contains {
                $0.isUnique && $0.isUsable && $0.predicate == nil && Set($0.columns) == key
            }
            guard !isKept else { return nil }
            let name = name(table.name, isQuartz: table.isQuartz)
            let columns = table.primaryKey.joined(separator: ", ")
            return FindingKind.primaryKeyMissing.about(
                name, "nothing keeps (\(columns)) unique", remedy: "ALTER TABLE \(name) ADD PRIMARY KEY (\(columns))")
        }
    }

    /// Quartz's five: what refers to what.
    private static let references = [
        ("triggers", "job_details"), ("simple_triggers", "triggers"), ("cron_triggers", "triggers"),
        ("simprop_triggers", "triggers"), ("blob_triggers", "triggers"),
    ]

    /// Tables made by the migrations have no foreign keys, so that only some of them missing says something.
    private var references: [Finding] {
        let found = Self.references.map { pair -> (name: String, isChecked: Bool)? in
            guard let from = relation(pair.0), let to = relation(pair.1) else { return nil }
            return from.foreignKeys[to.oid]
        }
        var findings: [Finding] = []
        for (pair, key) in zip(Self.references, found) {
            if let key, !key.isChecked {
                findings.append(
                    FindingKind.foreignKeyUnchecked.about(name(pair.0), "\(key.name) has not been checked for old rows")
                )
            } else if key == nil, version == nil || found.contains(where: { $0 != nil }) {
                findings.append(
                    FindingKind.foreignKeyMissing.about(name(pair.0), "the foreign key to \(name(pair.1)) is missing"))
            }
        }
        return isEmpty ? [] : findings
    }

    private var migrations: [Finding] {
        let latest = EmbeddedSQL.schemaVersion
        guard let version else {
            guard !isEmpty else { return [] }
            return [
                FindingKind.sideTablesAbsent.about(
                    name("schema_version", isQuartz: false),
                    "only Quartz's own tables are there; 'carnelian migrate' would add "
                        + "\(expected.tables.count { !$0.isQuartz }) side tables and \(expected.indexes.count) indexes, "
                        + "and change nothing else")
            ]
        }
        let subject = name("schema_version", isQuartz: false)
        if version > latest {
            return [FindingKind.migrationNewer.about(subject, "version \(version); this Carnelian knows \(latest)")]
        }
        guard version < latest else { return [] }
        let pending = EmbeddedSQL.migrations.filter { $0.number > version }.map(\.name).joined(separator: ", ")
        return [
            FindingKind.migrationPending.about(
                subject, "version \(version); nodes of this Carnelian need \(latest): \(pending)")
        ]
    }

    private var privileges: [Finding] {
        present.flatMap { table, relation in
            let subject = name(table.name, isQuartz: table.isQuartz)
            var findings: [Finding] = []
            if !relation.missingPrivileges.isEmpty {
                let missing = relation.missingPrivileges.joined(separator: ", ")
                let locks = table.name == "locks" && relation.missingPrivileges.contains("UPDATE")
                findings.append(
                    FindingKind.privilegeMissing.about(
                        subject, "this role lacks \(missing)" + (locks ? ": it cannot take the lock rows" : ""),
                        remedy: "GRANT \(missing) ON \(subject) TO the role that nodes use"))
            }
            if relation.hidesRows {
                findings.append(
                    FindingKind.rowsHidden.about(subject, "row security is active: this role may see only some rows"))
            }
            return findings
        }
    }

    /// What keeps tables that change with each fire from being cleaned.
    private var upkeep: [Finding] {
        ["triggers", "fired_triggers", "simple_triggers", "scheduler_state", "locks"].flatMap { table -> [Finding] in
            guard let relation = relation(table) else { return [] }
            var findings: [Finding] = []
            if relation.isAutovacuumOff {
                findings.append(FindingKind.autovacuumOff.about(name(table), "autovacuum is off for this table"))
            }
            let isBloated = relation.deadRows > 20_000 && relation.deadRows > 5 * relation.liveRows
            if isBloated || (table == "locks" && relation.bytes > 8 << 20) {
                findings.append(
                    FindingKind.tableBloated.about(
                        name(table),
                        "\(relation.deadRows) dead rows and \(relation.liveRows) live ones, \(relation.bytes >> 10) kB")
                )
            }
            return findings
        }
    }

    private var present: [(ExpectedSchema.Table, Relation)] {
        expected.tables.compactMap { table in
            relation(table.name, isQuartz: table.isQuartz).map { (table, $0) }
        }
    }
}
