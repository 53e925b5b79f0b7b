import CarnelianCore

/// How the tables are called here: what the placeholders of `sql/` stand for.
package struct SQLNames: Sendable, Hashable {
    /// The prefix of Quartz's tables, in lower case, as PostgreSQL reads an unquoted `QRTZ_`.
    package let prefix: String
    /// The schema that the tables live in; nil: found by the connection's `search_path`.
    package let schema: String?

    /// The longest prefix: with it, every table and index name stays below PostgreSQL's 63 bytes.
    package static let longestPrefix = 20

    /// - Throws: `CarnelianError` with code `.invalidValue` for a name that is no plain SQL identifier.
    package init(prefix: String, schema: String?) throws {
        guard prefix.utf8.count <= Self.longestPrefix, Self.isIdentifier(prefix) else {
            throw CarnelianError(
                .invalidValue,
                "table prefix \"\(prefix)\": expected 1 to \(Self.longestPrefix) letters, digits or underscores, "
                    + "a letter or underscore first"
            )
        }
        if let schema {
            guard schema.utf8.count <= 63, Self.isIdentifier(schema), !schema.lowercased().hasPrefix("pg_") else {
                throw CarnelianError(
                    .invalidValue,
                    "schema \"\(schema)\": expected 1 to 63 letters, digits or underscores, a letter or underscore "
                        + "first, and no name of PostgreSQL's own"
                )
            }
        }
        self.prefix = prefix.lowercased()
        self.schema = schema
    }

    /// The text with names and fragments put in for its placeholders.
    package func render(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let brace = rest.firstIndex(of: "{"), let end = rest[brace...].firstIndex(of: "}") {
            result += rest[..<brace]
            let placeholder = rest[rest.index(after: brace)..<end]
            rest = rest[rest.index(after: end)...]
            if let value = value(of: placeholder) {
                result += value
            } else {
                result += "{\(placeholder)}"
            }
        }
        return result + rest
    }

    /// The name of one of Quartz's tables as it appears in the catalog, without the schema.
    package func quartzTable(_ name: String) -> String {
        prefix + name
    }

    /// The name of a side table, without the schema; tables of another prefix have their own.
    package func sideTable(_ name: String) -> String {
        sidePrefix + name
    }

    private var sidePrefix: String {
        prefix == "qrtz_" ? "carnelian_" : "carnelian_\(prefix)"
    }

    private func value(of placeholder: Substring) -> String? {
        switch placeholder {
        case "qrtz": return qualifier + prefix
        case "carnelian": return qualifier + sidePrefix
        case "index": return prefix
        default:
            guard placeholder.first == "+" else { return nil }
            return EmbeddedSQL.fragments[String(placeholder.dropFirst())].map(render)
        }
    }

    private var qualifier: String {
        schema.map { "\"\($0)\"." } ?? ""
    }

    private static func isIdentifier(_ text: String) -> Bool {
        guard let first = text.utf8.first, isLetter(first) else { return false }
        return text.utf8.allSatisfy { isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower)
    }
}
