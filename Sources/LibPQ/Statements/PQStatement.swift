/// A statement that each connection prepares on first use, in the round trip of that use.
///
/// One name stands for one SQL text on a connection; a second text under it throws `.misuse`.
package struct PQStatement: Sendable, Hashable {
    package let name: String
    package let sql: String

    package init(name: String, sql: String) {
        self.name = name
        self.sql = sql
    }
}

/// One statement of a pipeline, with its parameters.
package struct PQStep: Sendable {
    enum Source: Sendable {
        case named(PQStatement)
        case text(String)
    }

    let source: Source
    let parameters: [PQValue]

    package init(_ statement: PQStatement, _ parameters: [PQValue] = []) {
        source = .named(statement)
        self.parameters = parameters
    }

    /// A statement that is not kept prepared.
    package init(sql: String, _ parameters: [PQValue] = []) {
        source = .text(sql)
        self.parameters = parameters
    }

    var sql: String {
        switch source {
        case .named(let statement): statement.sql
        case .text(let sql): sql
        }
    }

    /// How errors name it: never with its parameters.
    var label: String {
        switch source {
        case .named(let statement): "statement \"\(statement.name)\""
        case .text(let sql): "statement \"\(Self.start(of: sql))\""
        }
    }

    static func start(of sql: String) -> String {
        let words = sql.prefix(400).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.count > 80 ? words.prefix(80) + "…" : words
    }
}
