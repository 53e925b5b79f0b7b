import CarnelianCore
import LibPQ
public import Logging

/// Brings the tables to the version that this library needs.
///
/// Safe to run from every node at every start: an advisory lock lets one work while the others wait, and nothing is
/// done twice. Tables that exist already are taken over with their rows, indexes and constraints.
public struct Migrator: Sendable {
    private let target: SchemaTarget
    private let logger: Logger

    /// Creates a migrator for the tables that a store of this configuration uses; nothing is connected yet.
    /// - Throws: `CarnelianError` with code `.invalidValue` for a configuration that cannot be used.
    public init(_ configuration: PostgresJobStore.Configuration, logger: Logger) throws {
        var target = try SchemaTarget(configuration)
        // Indexes on tables that are taken over with many rows take their time.
        target.connection.statementTimeout = .seconds(3_600)
        self.target = target
        self.logger = logger
    }

    /// Applies the migrations that are missing, in one transaction.
    /// - Throws: `CarnelianError` with code `.schemaMismatch` for tables that cannot be taken over or are newer than
    ///   this version, `.storeUnavailable` if the server cannot be reached, `.storeFailure` for what it refuses.
    @discardableResult
    public func migrate() async throws -> MigrationReport {
        try await connected { connection in
            try await connection.transaction(.readCommitted, opening: [advisoryLock]) { transaction, _ in
                let before = try await version(transaction)
                let latest = EmbeddedSQL.schemaVersion
                guard (before ?? 0) <= latest else {
                    throw CarnelianError(
                        .schemaMismatch,
                        "the tables have schema version \(before ?? 0), newer than this version's \(latest): "
                            + "use a newer version of Carnelian"
                    )
                }
                var adopted = false
                if before == nil { adopted = try await SchemaAdoption(target.names).check(transaction) }
                let missing = EmbeddedSQL.migrations.filter { $0.number > before ?? 0 }
                if let first = missing.first, first.number == 1, let schema = target.names.schema {
                    try await transaction.query("CREATE SCHEMA IF NOT EXISTS \"\(schema)\"")
                }
                for migration in missing {
                    logger.info("migrating", metadata: ["migration": "\(migration.number) \(migration.name)"])
                    for statement in SQLScript.statements(of: target.names.render(migration.text)) {
                        try await transaction.query(statement)
                    }
                    try await transaction.query(record(migration))
                }
                return MigrationReport(
                    before: before, after: latest, applied: missing.map(\.name), adoptedTables: adopted
                )
            }
        }
    }

    /// Makes tables and indexes again that were made before and are missing now; what is there stays as it is.
    ///
    /// Tables that an index is made on cannot be changed until it is done.
    /// - Throws: as `migrate()`.
    func restore() async throws {
        try await migrate()
        try await connected { connection in
            try await connection.transaction(.readCommitted, opening: [advisoryLock]) { transaction, _ in
                for migration in EmbeddedSQL.migrations {
                    for statement in SQLScript.statements(of: target.names.render(migration.text)) {
                        try await transaction.query(statement)
                    }
                }
            }
        }
    }

    /// The SQL that brings an empty database to this version, for a DBA to read or run; safe to run again.
    public func sql() throws -> String {
        var text = "BEGIN;\n"
        if let schema = target.names.schema { text += "CREATE SCHEMA IF NOT EXISTS \"\(schema)\";\n" }
        for migration in EmbeddedSQL.migrations {
            text += "\n-- Migration \(migration.number): \(migration.name)\n\n"
            text += target.names.render(migration.text) + "\n\n" + record(migration) + ";\n"
        }
        return text + "\nCOMMIT;\n"
    }

    /// The version that the tables have; nil: there are none of Carnelian's.
    /// - Throws: `CarnelianError` with code `.storeUnavailable` if the server cannot be reached.
    public func currentVersion() async throws -> Int? {
        try await connected { connection in
            try await connection.transaction { transaction, _ in try await version(transaction) }
        }
    }

    /// One migration at a time in the database, whatever the tables are called.
    private var advisoryLock: PQStep {
        PQStep(sql: "SELECT pg_advisory_xact_lock(4848123371207442)")
    }

    private func record(_ migration: SQLMigration) -> String {
        target.names.render(
            """
            INSERT INTO {carnelian}schema_version (version, name, applied_at)
            VALUES (\(migration.number), '\(migration.name)', (extract(epoch FROM clock_timestamp()) * 1000)::bigint)
            ON CONFLICT DO NOTHING
            """
        )
    }

    private func version(_ transaction: PQTransaction) async throws -> Int? {
        let ledger = target.names.render("{carnelian}schema_version")
        let found = try await transaction.query("SELECT to_regclass($1)::text", [.text(ledger)])
        guard let row = found.rows.first, !row.isNull(0) else { return nil }
        return try await transaction.query("SELECT max(version) FROM \(ledger)").rows.first?.intIfPresent(0)
    }

    private func connected<T: Sendable>(_ body: (PQConnection) async throws -> sending T) async throws -> T {
        do {
            let connection = try await PQConnection.connect(target.connection)
            do {
                let value = try await body(connection)
                await connection.close()
                return value
            } catch {
                await connection.close()
                throw error
            }
        } catch let error as PQError {
            throw error.storeError
        }
    }
}
