import CarnelianCore
package import LibPQ

/// A checked configuration: how to connect, and how the tables are called.
package struct SchemaTarget: Sendable {
    /// How to connect, without session settings.
    package var connection: PQConfiguration
    /// How the tables are called.
    package let names: SQLNames

    /// - Throws: `CarnelianError` with code `.invalidValue` for a connection string or name that cannot be used.
    package init(_ configuration: PostgresJobStore.Configuration) throws {
        names = try SQLNames(prefix: configuration.tablePrefix, schema: configuration.schema)
        guard (1...120).contains(configuration.schedulerName.unicodeScalars.count) else {
            throw CarnelianError(
                .invalidValue, "scheduler name \"\(configuration.schedulerName)\": expected 1 to 120 characters"
            )
        }
        do {
            var connection = try PQConfiguration(configuration.url)
            connection.connectTimeout = configuration.connectTimeout
            connection.statementTimeout = configuration.statementTimeout
            connection.preparesStatements = configuration.preparesStatements
            connection.applicationName = "carnelian"
            self.connection = connection
        } catch {
            throw CarnelianError(.invalidValue, "the database URL cannot be used: \(error)")
        }
    }

    /// The settings of sessions whose plans must not depend on statistics: every query is served by an index, in the
    /// order that its text implies, on empty tables as on millions of rows.
    package static let planSettings = [
        "enable_seqscan": "off", "enable_hashjoin": "off", "enable_mergejoin": "off", "enable_bitmapscan": "off",
        "jit": "off",
    ]
}
