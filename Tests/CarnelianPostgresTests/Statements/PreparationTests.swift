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
                    // PREPARE is for queries; a command is run.
                    let isCommand = statement.sql.hasPrefix("ANALYZE")
                    let prefix = isCommand ? "" : "PREPARE \"\(template.name)\" AS "
                    try await fixture.sql.execute(prefix + statement.sql)
                } catch {
                    Issue.record("\(template.name): \(error)")
                }
            }
        }
    }
}
