/// What the migrations make, read from their text.
struct ExpectedSchema: Sendable {
    /// A table.
    struct Table: Sendable, Hashable {
        /// Without prefix.
        var name: String
        /// Whether it is Quartz's.
        var isQuartz: Bool
        /// Names and types, as the migrations write them.
        var columns: [(name: String, type: String)] = []
        var primaryKey: [String] = []

        static func == (left: Table, right: Table) -> Bool {
            left.name == right.name && left.isQuartz == right.isQuartz
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(name)
            hasher.combine(isQuartz)
        }
    }

    /// An index that the migrations make.
    struct Index: Sendable, Hashable {
        /// With the prefix.
        var name: String
        /// The table, without prefix.
        var table: String
        var isQuartz: Bool
        var columns: [String]
        /// The condition of a partial one.
        var predicate: String?
        /// Rendered, with IF NOT EXISTS.
        var statement: String
        /// The migration that makes it.
        var version: Int
    }

    private(set) var tables: [Table] = []
    private(set) var indexes: [Index] = []

    /// Reads `CREATE TABLE`, `CREATE INDEX` and `DROP INDEX` of the migrations.
    init(_ migrations: [SQLMigration], _ names: SQLNames) {
        for migration in migrations {
            for statement in SQLScript.statements(of: migration.text) {
                let words = statement.split(whereSeparator: \.isWhitespace).map(String.init)
                if words.starts(with: ["CREATE", "TABLE", "IF", "NOT", "EXISTS"]), words.count > 5 {
                    add(table: words[5], statement)
                } else if words.starts(with: ["CREATE", "INDEX", "IF", "NOT", "EXISTS"]), words.count > 7 {
                    let table = Self.bare(words[7])
                    indexes.append(
                        Index(
                            name: names.render(words[5]), table: table.name, isQuartz: table.isQuartz,
                            columns: Self.columns(of: statement),
                            predicate: statement.firstRange(of: "WHERE").map { String(statement[$0.upperBound...]) },
                            statement: names.render(words.joined(separator: " ")), version: migration.number))
                } else if words.starts(with: ["DROP", "INDEX"]), let last = words.last {
                    let name = names.render(last.replacing("{carnelian}", with: "").replacing("{qrtz}", with: ""))
                    indexes.removeAll { $0.name == name }
                }
            }
        }
    }

    private mutating func add(table word: String, _ statement: String) {
        let (name, isQuartz) = Self.bare(word)
        guard !tables.contains(where: { $0.name == name && $0.isQuartz == isQuartz }) else { return }
        var table = Table(name: name, isQuartz: isQuartz)
        guard let open = statement.firstIndex(of: "("), let close = statement.lastIndex(of: ")") else { return }
        for part in Self.parts(statement[statement.index(after: open)..<close]) {
            let words = part.split(whereSeparator: \.isWhitespace).map(String.init)
            if words.starts(with: ["PRIMARY", "KEY"]), let open = part.firstIndex(of: "("),
                let close = part.lastIndex(of: ")")
            {
                table.primaryKey = part[part.index(after: open)..<close].split(separator: ",").map { column in
                    String(column.filter { !$0.isWhitespace })
                }
            } else if words.count > 1 {
                table.columns.append((words[0], words[1]))
            }
        }
        tables.append(table)
    }

    /// The columns of an index.
    private static func columns(of statement: String) -> [String] {
        guard let open = statement.firstIndex(of: "("), let close = statement.firstIndex(of: ")") else { return [] }
        return parts(statement[statement.index(after: open)..<close]).compactMap { part in
            part.split(whereSeparator: \.isWhitespace).first.map(String.init)
        }
    }

    /// The parts between commas that stand in no parentheses.
    private static func parts(_ text: Substring) -> [Substring] {
        var depth = 0
        return text.split { character in
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            return character == "," && depth == 0
        }
    }

    private static func bare(_ word: String) -> (name: String, isQuartz: Bool) {
        let isQuartz = word.hasPrefix("{qrtz}")
        let name = word.drop { $0 != "}" }.dropFirst().prefix { $0 != "(" && $0 != "." }
        return (String(name), isQuartz)
    }
}
