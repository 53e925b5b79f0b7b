/// A statement of `sql/queries`, before names are put in.
package struct SQLTemplate: Sendable, Hashable {
    /// Area and file name, as `firing_acquire`; also the name it is prepared under.
    package let name: String
    /// The text with its placeholders: `{qrtz}`, `{carnelian}`, `{index}`, `{+fragment}`.
    package let text: String

    package init(name: String, text: String) {
        self.name = name
        self.text = text
    }
}

/// A step of the schema, from `sql/migrations`.
package struct SQLMigration: Sendable, Hashable {
    /// The version that the schema has after it, from 1.
    package let number: Int
    /// What it brings, as its file is named.
    package let name: String
    /// Its statements, with placeholders as in queries.
    package let text: String

    package init(number: Int, name: String, text: String) {
        self.number = number
        self.name = name
        self.text = text
    }
}

extension EmbeddedSQL {
    /// The schema version that this library needs: the number of the last migration.
    package static var schemaVersion: Int { migrations.last?.number ?? 0 }
}
