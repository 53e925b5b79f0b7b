import CarnelianCore
import CarnelianPostgres
import LibPQ
import TestSupport
import Testing

/// Tables are made and taken over, by one node or many at once.
@Suite struct MigratorTests {
    private func migrator(_ conninfo: String, prefix: String = "qrtz_", schema: String? = nil) throws -> Migrator {
        var configuration = PostgresJobStore.Configuration(url: conninfo)
        configuration.tablePrefix = prefix
        configuration.schema = schema
        return try Migrator(configuration, logger: PostgresFixture.quiet)
    }

    private func withDatabase(_ body: (String, PQConnection) async throws -> Void) async throws {
        try await PostgresFixture.withDatabase { conninfo in
            let sql = try await PQConnection.connect(try PQConfiguration(conninfo))
            try await body(conninfo, sql)
            await sql.close()
        }
    }

    @Test func makesTheTablesOnceAndThenNothing() async throws {
        try await withDatabase { conninfo, _ in
            let migrator = try migrator(conninfo)
            #expect(try await migrator.currentVersion() == nil)
            let first = try await migrator.migrate()
            #expect(first.before == nil)
            #expect(first.after == EmbeddedSQL.schemaVersion)
            #expect(first.applied == EmbeddedSQL.migrations.map(\.name))
            #expect(!first.adoptedTables)
            let second = try await migrator.migrate()
            #expect(second.before == first.after)
            #expect(second.applied.isEmpty)
            #expect(try await migrator.currentVersion() == first.after)
        }
    }

    @Test func sixteenAtOnceApplyEachMigrationOnce() async throws {
        try await withDatabase { conninfo, sql in
            let migrator = try migrator(conninfo)
            let applied = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<16 {
                    group.addTask { try await migrator.migrate().applied.count }
                }
                return try await group.reduce(0, +)
            }
            #expect(applied == EmbeddedSQL.migrations.count)
            let ledger = try await sql.query("SELECT count(*) FROM carnelian_schema_version")
            #expect(try ledger.rows[0].int(0) == EmbeddedSQL.migrations.count)
        }
    }

    @Test func printsSQLThatDoesTheSame() async throws {
        try await withDatabase { conninfo, sql in
            let migrator = try migrator(conninfo, prefix: "app_", schema: "jobs")
            let text = try migrator.sql()
            try await sql.execute(text)
            #expect(try await migrator.migrate().applied.isEmpty)
            try await sql.execute(text)
        }
    }

    @Test func keepsPrefixesAndSchemasApart() async throws {
        try await withDatabase { conninfo, sql in
            _ = try await migrator(conninfo).migrate()
            _ = try await migrator(conninfo, prefix: "app_", schema: "jobs").migrate()
            let tables = try await sql.query(
                """
                SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relname IN ('qrtz_triggers', 'app_triggers', 'carnelian_nodes', 'carnelian_app_nodes')
                ORDER BY 1
                """
            )
            #expect(
                try tables.rows.map { try $0.string(0) } == [
                    "jobs.app_triggers", "jobs.carnelian_app_nodes", "public.carnelian_nodes", "public.qrtz_triggers",
                ])
        }
    }

    @Test func takesOverQuartzsTablesWithTheirRowsIndexesAndKeys() async throws {
        try await withDatabase { conninfo, sql in
            try await sql.execute(QuartzTables.script)
            let before = try await snapshot(sql)
            let report = try await migrator(conninfo).migrate()
            #expect(report.adoptedTables)
            #expect(report.before == nil)
            #expect(try await snapshot(sql) == before)
            let indexes = try await sql.query(
                "SELECT indexname::text FROM pg_indexes WHERE tablename = 'qrtz_triggers' ORDER BY 1"
            ).rows.map { try $0.string(0) }
            #expect(indexes.contains("idx_qrtz_t_nft_st"))
            #expect(indexes.contains("carnelian_qrtz_t_due"))
            let keys = try await sql.query("SELECT count(*) FROM pg_constraint WHERE contype = 'f'")
            #expect(try keys.rows[0].int(0) == 5)
        }
    }

    @Test func refusesTablesOfQuartzNET() async throws {
        try await withDatabase { conninfo, sql in
            try await sql.execute(QuartzTables.script)
            try await sql.execute("UPDATE qrtz_triggers SET next_fire_time = 638400000000000000")
            await #expect { try await migrator(conninfo).migrate() } throws: { error in
                (error as? CarnelianError)?.code == .schemaMismatch && "\(error)".contains("Quartz.NET")
            }
            try await sql.execute("ALTER TABLE qrtz_triggers ADD COLUMN execution_group text")
            await #expect { try await migrator(conninfo).migrate() } throws: { error in
                "\(error)".contains("execution_group")
            }
        }
    }

    @Test func refusesTablesThatAreNotQuartzs() async throws {
        try await withDatabase { conninfo, sql in
            try await sql.execute("CREATE TABLE qrtz_triggers (id serial, next_fire_time timestamptz)")
            await #expect { try await migrator(conninfo).migrate() } throws: { error in
                (error as? CarnelianError)?.code == .schemaMismatch
            }
        }
    }

    @Test func refusesTablesOfANewerVersion() async throws {
        try await withDatabase { conninfo, sql in
            let migrator = try migrator(conninfo)
            _ = try await migrator.migrate()
            try await sql.execute("INSERT INTO carnelian_schema_version VALUES (99, 'future', 0)")
            await #expect { try await migrator.migrate() } throws: { error in
                (error as? CarnelianError)?.code == .schemaMismatch && "\(error)".contains("newer")
            }
        }
    }

    @Test func aStoreOnMissingTablesSaysWhatToDo() async throws {
        try await withDatabase { conninfo, _ in
            let store = try PostgresJobStore(
                PostgresJobStore.Configuration(url: conninfo), logger: PostgresFixture.quiet
            )
            for verb in [{ try await store.open() }, { _ = try await store.pausedGroups() }]
                as [() async throws -> Void]
            {
                await #expect { try await verb() } throws: { error in
                    (error as? CarnelianError)?.code == .schemaMismatch && "\(error)".contains("carnelian migrate")
                }
            }
            await store.close()
        }
    }

    /// The rows and the columns of every Quartz table, as text.
    private func snapshot(_ sql: PQConnection) async throws -> [String] {
        let tables = try await sql.query(
            "SELECT tablename::text FROM pg_tables WHERE tablename LIKE 'qrtz%' ORDER BY 1"
        ).rows.map { try $0.string(0) }
        var lines: [String] = []
        for table in tables {
            let rows = try await sql.query("SELECT r::text FROM \(table) r ORDER BY 1")
            lines += try rows.rows.map { "\(table): \(try $0.string(0))" }
        }
        let columns = try await sql.query(
            """
            SELECT a.attrelid::regclass || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            WHERE c.relname LIKE 'qrtz%' AND c.relkind = 'r' AND a.attnum > 0 ORDER BY 1
            """
        )
        return lines + (try columns.rows.map { try $0.string(0) })
    }
}
