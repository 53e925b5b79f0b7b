/// Which statements one connection has prepared, and under which names.
///
/// A parameter's type is fixed when a statement is prepared. Where a later use brings another type, most often a value
/// after a NULL, the statement is prepared once more under a name of its own.
package struct PreparedStatements {
    private struct Variant {
        var serverName: String
        var types: [PQTypeID]
    }

    package enum Use: Hashable {
        case ready(String)
        /// Send a Parse first; `confirm` it when the server has accepted it.
        case prepare(String, types: [PQTypeID])
        /// The name stands for another text already.
        case conflict
    }

    private struct Entry {
        var sql: String
        var variants: [Variant] = []
        var made = 0
    }

    package init() {}

    private var entries: [String: Entry] = [:]

    /// What to send so that `statement` can be run with parameters of `types` (0: NULL, of any type).
    package mutating func use(_ statement: PQStatement, types: [PQTypeID]) -> Use {
        guard let entry = entries[statement.name] else {
            return add(statement, types, Entry(sql: statement.sql))
        }
        guard entry.sql == statement.sql else { return .conflict }
        if let fit = entry.variants.first(where: { Self.fits(types, $0.types) }) {
            return .ready(fit.serverName)
        }
        var merged = types
        if let known = entry.variants.last?.types, known.count == types.count {
            for index in merged.indices where merged[index] == 0 { merged[index] = known[index] }
        }
        return add(statement, merged, entry)
    }

    /// The server did not accept the Parse of `serverName`, or never saw it.
    package mutating func forget(_ serverName: String, of name: String) {
        entries[name]?.variants.removeAll { $0.serverName == serverName }
        if entries[name]?.made == 1 { entries[name] = nil }
    }

    /// The server knows these statements no more: the next use of each prepares it under a fresh name.
    package mutating func retireAll() {
        for name in entries.keys { retire(name) }
    }

    /// The plan fits no more: the next use prepares the statement under a fresh name.
    package mutating func retire(_ name: String) {
        entries[name]?.variants.removeAll()
    }

    private mutating func add(_ statement: PQStatement, _ types: [PQTypeID], _ entry: Entry) -> Use {
        var entry = entry
        entry.made += 1
        let serverName = entry.made == 1 ? statement.name : "\(statement.name)#\(entry.made)"
        entry.variants.append(Variant(serverName: serverName, types: types))
        entries[statement.name] = entry
        return .prepare(serverName, types: types)
    }

    private static func fits(_ types: [PQTypeID], _ known: [PQTypeID]) -> Bool {
        guard types.count == known.count else { return false }
        for index in types.indices where types[index] != 0 && types[index] != known[index] { return false }
        return true
    }
}
