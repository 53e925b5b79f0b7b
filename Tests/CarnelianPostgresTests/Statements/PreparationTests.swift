import CarnelianPostgres
import LibPQ
import TestSupport
import Testing

/// The server accepts every statement, on the tables that the migrations make.
@Suite struct PreparationTests {
    @Test(arguments: [("qrtz_", nil), ("app_", "jobs")] as [(String, String?)])
    func everyStatementCanBePrepared(prefix: String, schema: String?) async throws {
        try await PostgresFixture.run { configuration in
            configuration.tablePrefix = prefix
            configuration.schema = schema
        } _: { fixture in
            for template in EmbeddedSQL.queries {
                let statement = fixture.store.statement(template)
                #expect(!statement.sql.contains("{"), "\(template.name) has a placeholder that nobody knows")
                do {
                    try await fixture.sql.execute("PREPARE \"\(template.name)\" AS \(statement.sql)")
                } catch {
                    Issue.record("\(template.name): \(error)")
                }
            }
        }
    }
}
