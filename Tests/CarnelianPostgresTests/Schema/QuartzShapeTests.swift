import CarnelianPostgres
import LibPQ
import TestSupport
import Testing

/// The tables that the migrations make have the columns of Quartz's, in their order.
@Suite struct QuartzShapeTests {
    @Test func columnsAreQuartzs() async throws {
        try await PostgresFixture.run { fixture in
            let made = try await columns(fixture.sql)
            try await fixture.sql.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
            try await fixture.sql.execute(QuartzTables.script)
            let quartzs = try await columns(fixture.sql)
            #expect(quartzs.count == 79)
            #expect(made == quartzs)
        }
    }

    private func columns(_ sql: PQConnection) async throws -> [String] {
        let result = try await sql.query(
            """
            SELECT format('%s %s %s %s %s', c.relname, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod),
                CASE WHEN a.attnotnull THEN 'NOT NULL' ELSE '' END)
                || coalesce(' key ' || array_position(i.indkey::int2[], a.attnum), '')
            FROM pg_attribute a
            JOIN pg_class c ON c.oid = a.attrelid
            LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
            WHERE c.relname LIKE 'qrtz%' AND c.relkind = 'r' AND a.attnum > 0
            ORDER BY c.relname, a.attnum
            """
        )
        return try result.rows.map { try $0.string(0) }
    }
}
