// Which index serves what the runtimes ask for.

extension SchemaFacts {
    /// What nodes look rows up by, on tables that can be large or are read with each fire.
    private static let lookups: [(table: String, columns: [String], purpose: String)] = [
        ("triggers", ["sched_name", "trigger_state", "next_fire_time"], "claiming what is due"),
        ("triggers", ["sched_name", "job_name", "job_group"], "finding the triggers of a job"),
        ("fired_triggers", ["sched_name", "instance_name"], "finding the fires of a node"),
        ("fired_triggers", ["sched_name", "job_name", "job_group"], "finding the executions of a job"),
        ("fired_triggers", ["sched_name", "trigger_name", "trigger_group"], "finding the fires of a trigger"),
    ]

    func indexes(hasJava: Bool) -> [Finding] {
        var findings: [Finding] = []
        // What is said of an index that is missing need not be said of what it serves.
        var promised: [(table: String, index: Index)] = []
        for table in expected.tables {
            guard let relation = relation(table.name, isQuartz: table.isQuartz) else { continue }
            for index in relation.indexes where !index.isUsable {
                findings.append(
                    FindingKind.indexUnusable.about(
                        index.name, "left behind unfinished on \(name(table.name, isQuartz: table.isQuartz))"))
            }
        }
        for index in expected.indexes where index.version <= version ?? 0 {
            guard let relation = relation(index.table, isQuartz: index.isQuartz),
                !relation.indexes.contains(where: { $0.name == index.name })
            else { continue }
            promised.append(
                (
                    index.table,
                    Index(
                        name: index.name, columns: index.columns, isUnique: false, isUsable: true,
                        predicate: index.predicate)
                ))
            let concurrently = index.statement.replacing("CREATE INDEX IF", with: "CREATE INDEX CONCURRENTLY IF")
            findings.append(
                FindingKind.indexMissing.about(
                    index.name, "the index on \(name(index.table, isQuartz: index.isQuartz)) is missing",
                    remedy: "without stopping writers: \(concurrently)"))
        }
        guard hasJava || version == nil else { return findings }
        for lookup in Self.lookups {
            guard let relation = relation(lookup.table) else { continue }
            let indexes = relation.indexes + promised.filter { $0.table == lookup.table }.map(\.index)
            guard !isServed(lookup.columns, by: indexes) else { continue }
            let table = name(lookup.table)
            let columns = lookup.columns.joined(separator: ", ")
            findings.append(
                FindingKind.indexMissing.about(
                    "\(table) (\(columns))", "no index serves \(lookup.purpose)",
                    remedy: "CREATE INDEX CONCURRENTLY ON \(table) (\(columns))", isRepairable: false))
        }
        return findings
    }

    /// Whether an index begins with these columns, in whatever order; one that is partial by a state or a flag serves too.
    private func isServed(_ columns: [String], by indexes: [Index]) -> Bool {
        indexes.contains { index in
            guard index.isUsable else { return false }
            let fixed =
                index.predicate.map { predicate in
                    columns.filter { predicate.contains($0) }
                } ?? []
            let needed = Set(columns).subtracting(fixed)
            return Set(index.columns.prefix(needed.count)) == needed
        }
    }
}
