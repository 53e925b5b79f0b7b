import CarnelianTool
import LibPQ
import TestSupport
import Testing

/// A migrated database of a test's own.
struct TestDatabase: Sendable {
    let url: String

    /// Makes the database on the given server, with the tables and a ledger that SQL jobs write to.
    static func run<T: Sendable>(
        on server: TestPostgres = .shared, _ body: (TestDatabase) async throws -> T
    ) async throws -> T {
        try await server.withDatabase { url in
            let database = TestDatabase(url: url)
            let outcome = try await database.tool(["migrate"])
            #expect(outcome.status == 0, "\(outcome.errors)")
            try await database.execute(
                """
                CREATE TABLE ledger (
                    trigger text, job text, scheduled bigint, node text, fire text, recovering text
                )
                """)
            return try await body(database)
        }
    }

    /// The statement of an SQL job that writes down what it knows of its fire.
    static let ledgerStatement = """
        INSERT INTO ledger SELECT current_setting('carnelian.trigger'), current_setting('carnelian.job'),
        current_setting('carnelian.scheduled_fire_time')::bigint, current_setting('carnelian.instance_id'),
        current_setting('carnelian.fire_instance_id'), current_setting('carnelian.recovering')
        """

    /// Runs the tool on this database.
    @discardableResult
    func tool(_ arguments: [String], input: String = "") async throws -> Tool.Outcome {
        try await Tool.run(arguments, database: url, input: input)
    }

    /// Runs the tool and expects success.
    @discardableResult
    func succeed(_ arguments: String..., at location: SourceLocation = #_sourceLocation) async throws -> Tool.Outcome {
        let outcome = try await tool(arguments)
        #expect(outcome.status == 0, "\(arguments): \(outcome.errors)", sourceLocation: location)
        return outcome
    }

    /// Runs SQL text of several statements.
    func execute(_ sql: String) async throws {
        let connection = try await PQConnection.connect(PQConfiguration(url))
        do {
            try await connection.execute(sql)
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
    }

    /// The first column of each row.
    func strings(_ sql: String) async throws -> [String] {
        let connection = try await PQConnection.connect(PQConfiguration(url))
        do {
            let result = try await connection.query(sql)
            var strings: [String] = []
            for row in result.rows { strings.append(try row.string(0)) }
            await connection.close()
            return strings
        } catch {
            await connection.close()
            throw error
        }
    }

    /// The number that a query yields.
    func count(_ sql: String) async throws -> Int {
        Int(try await strings("SELECT (\(sql))::text").first ?? "") ?? -1
    }
}
