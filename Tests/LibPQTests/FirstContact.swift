import LibPQ
import TestSupport
import Testing

@Suite struct FirstContact {
    @Test func aFreshDatabaseAnswers() async throws {
        try await TestPostgres.shared.withConfiguration { configuration in
            let connection = try await PQConnection.connect(configuration)
            let result = try await connection.query("SELECT current_database(), 1::int4")
            #expect(try result.rows[0].string(0).hasPrefix("carnelian_test_"))
            #expect(try result.rows[0].int(1) == 1)
            await connection.close()
        }
    }
}
