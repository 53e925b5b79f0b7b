import LibPQ
import Testing

/// Statements are prepared once for each connection, and again when they must be.
@Suite struct StatementTests {
    private let byID = PQStatement(name: "by_id", sql: "SELECT $1::int8 + 1, pg_typeof($1)::text")

    @Test func preparedOnce() async throws {
        try await withConnection { connection in
            for id in 0..<5 {
                #expect(try await connection.query(byID, [.int8(Int64(id))]).rows[0].int(0) == id + 1)
            }
            let sql = "SELECT name, generic_plans + custom_plans FROM pg_prepared_statements WHERE name LIKE 'by_id%'"
            let prepared = try await connection.query(sql)
            #expect(prepared.rows.count == 1)
            #expect(try prepared.rows[0].string(0) == "by_id")
            #expect(try prepared.rows[0].int64(1) == 5)
        }
    }

    @Test func oncePerPipelineToo() async throws {
        try await withConnection { connection in
            let results = try await connection.pipeline((0..<3).map { PQStep(byID, [.int8($0)]) })
            #expect(try results.map { try $0.rows[0].int(0) } == [1, 2, 3])
            #expect(try await preparedNames(connection) == ["by_id"])
        }
    }

    @Test func aValueAfterANullIsAnotherType() async throws {
        try await withConnection { connection in
            let statement = PQStatement(name: "maybe", sql: "SELECT coalesce($1, 7)")
            let found = try await connection.query(statement, [.null]).rows[0].int(0)
            #expect(found == 7)
            let next = try await connection.query(statement, [.int8(1 << 40)]).rows[0].int64(0)
            #expect(next == 1 << 40)
            let third = try await connection.query(statement, [.null]).rows[0].int(0)
            #expect(third == 7)
            let last = try await preparedNames(connection)
            #expect(last == ["maybe", "maybe#2"])
        }
    }

    @Test func aNameStandsForOneText() async throws {
        try await withConnection { connection in
            try await connection.query(byID, [.int8(1)])
            let error = await pqError { try await connection.query(PQStatement(name: "by_id", sql: "SELECT 2")) }
            #expect(error?.code == .misuse)
            #expect(error?.description.contains("by_id") == true)
            #expect(await connection.isReusable)
        }
    }

    @Test func aStatementThatTheServerForgotIsPreparedAgain() async throws {
        try await withConnection { connection in
            try await connection.pipeline([PQStep(byID, [.int8(1)])], transaction: .readCommitted)
            try await connection.query("DEALLOCATE ALL")
            #expect(await pqError { try await connection.query(byID, [.int8(1)]) }?.sqlState == .invalidStatementName)
            let results = try await connection.pipeline([PQStep(byID, [.int8(1)])], transaction: .readCommitted)
            #expect(try results[0].rows[0].int(0) == 2)
        }
    }

    @Test func aTableThatHasChangedIsReadAgain() async throws {
        try await withConnection { connection in
            try await connection.execute("CREATE TEMP TABLE changing (a int8); INSERT INTO changing VALUES (1)")
            let all = PQStatement(name: "all_changing", sql: "SELECT * FROM changing")
            try await connection.query(all)
            try await connection.execute("ALTER TABLE changing ADD b text DEFAULT 'new'")
            #expect(await pqError { try await connection.query(all) }?.sqlState == .featureNotSupported)
            #expect(try await connection.query(all).rows[0].string(1) == "new")
        }
    }

    @Test func aStatementThatIsWrongStaysUnprepared() async throws {
        try await withConnection { connection in
            let statement = PQStatement(name: "later", sql: "SELECT a FROM later_table")
            #expect(await pqError { try await connection.query(statement) }?.sqlState == .undefinedTable)
            try await connection.execute("CREATE TEMP TABLE later_table (a int8)")
            #expect(try await connection.query(statement).rows.isEmpty)
        }
    }

    @Test func nothingIsPreparedBehindAPoolingProxy() async throws {
        try await withConnection {
            $0.preparesStatements = false
        } _: { connection in
            for id in 0..<2 { #expect(try await connection.query(byID, [.int8(Int64(id))]).rows[0].int(0) == id + 1) }
            try await connection.pipeline([PQStep(byID, [.int8(1)])], transaction: .readCommitted)
            try await connection.transaction { transaction, _ in try await transaction.query(byID, [.int8(1)]) }
            #expect(try await preparedNames(connection).isEmpty)
        }
    }

    @Test func sqlWithNULIsRefused() async throws {
        try await withConnection { connection in
            #expect(await pqError { try await connection.query("SELECT 1\0; DROP TABLE x") }?.code == .misuse)
            #expect(await pqError { try await connection.execute("SELECT 1\0") }?.code == .misuse)
            #expect(await connection.isReusable)
        }
    }

    @Test func tooManyParameters() async throws {
        try await withConnection { connection in
            let values = Array(repeating: PQValue.int8(1), count: 65_536)
            #expect(await pqError { try await connection.query("SELECT 1", values) }?.code == .misuse)
            #expect(await connection.isReusable)
        }
    }

    private func preparedNames(_ connection: PQConnection) async throws -> [String] {
        let result = try await connection.query("SELECT name FROM pg_prepared_statements ORDER BY name")
        return try result.rows.map { try $0.string(0) }
    }
}
