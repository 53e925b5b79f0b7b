import LibPQ
import Testing

/// Errors say enough, and nothing that is secret.
@Suite struct ErrorTests {
    @Test func theServersFieldsAreKept() async throws {
        try await withConnection { connection in
            let columns = "id int8 CONSTRAINT keyed_key PRIMARY KEY, note text"
            try await connection.execute("CREATE TEMP TABLE keyed (\(columns))")
            let insert = PQStatement(name: "insert_keyed", sql: "INSERT INTO keyed VALUES ($1, $2)")
            try await connection.query(insert, [.int8(815), .text("hush")])
            let error = await pqError { try await connection.query(insert, [.int8(815), .text("hush")]) }
            #expect(error?.code == .server)
            #expect(error?.sqlState == .uniqueViolation)
            #expect(error?.constraint == "keyed_key")
            #expect(error?.table == "keyed")
            #expect(error?.statement == "statement \"insert_keyed\"")
            let description = error?.description ?? ""
            #expect(description.contains("insert_keyed") && description.contains("SQLSTATE 23505"))
            #expect(!description.contains("815") && !description.contains("hush"))
            #expect(error?.debugDescription.contains("815") == true, "DETAIL belongs to debugDescription")
            #expect(await connection.isReusable)
        }
    }

    @Test func aStatementWithoutANameIsShownByItsStart() async throws {
        try await withConnection { connection in
            let conditions = String(repeating: "x = 1 AND ", count: 50) + "true"
            let sql = "SELECT   nothing\n FROM nowhere_at_all WHERE " + conditions
            let error = await pqError { try await connection.query(sql) }
            #expect(error?.sqlState == .undefinedTable)
            #expect(error?.statement?.hasPrefix("statement \"SELECT nothing FROM nowhere_at_all") == true)
            #expect((error?.statement?.count ?? 0) < 100)
        }
    }

    @Test func valuesDescribeOnlyTheirTypes() {
        let value = PQValue.text("hush")
        #expect(!"\(value)".contains("hush"))
        #expect(!String(reflecting: value).contains("hush"))
        #expect(!String(reflecting: [PQStep(sql: "SELECT $1", [value])]).contains("hush"))
    }

    @Test func whatAnotherAttemptMayCure() {
        func error(_ code: PQError.Code, _ state: String? = nil) -> PQError {
            var error = PQError(code, "test")
            error.sqlState = state.map(SQLState.init(rawValue:))
            return error
        }
        for state in ["40001", "40P01", "25006", "57P01", "57P02", "57P03", "08006", "53300"] {
            #expect(error(.server, state).isRetriable, "\(state)")
        }
        for state in ["23505", "42P01", "57014", "22012"] { #expect(!error(.server, state).isRetriable, "\(state)") }
        #expect(error(.connectionLost).isRetriable && error(.connectionLost).isConnectionLoss)
        #expect(error(.connectionFailed).isRetriable && error(.connectionFailed, "57P03").isRetriable)
        #expect(!error(.connectionFailed, "28P01").isRetriable && !error(.connectionFailed, "3D000").isRetriable)
        #expect(!error(.misuse).isRetriable && !error(.deadlineExceeded).isRetriable && !error(.cancelled).isRetriable)
    }

    @Test func aSerializationFailureSurfaces() async throws {
        try await withConnection { first in
            try await withConnection { second in
                let table = "serial_\(await first.backendPID)"
                try await first.execute("CREATE TABLE \(table) (id int8, v int8); INSERT INTO \(table) VALUES (1, 0)")
                let error = await pqError {
                    try await first.transaction(.repeatableRead) { transaction, _ in
                        try await transaction.query("SELECT v FROM \(table)")
                        try await second.query("UPDATE \(table) SET v = 1")
                        try await transaction.query("UPDATE \(table) SET v = 2")
                    }
                }
                #expect(error?.sqlState == .serializationFailure)
                #expect(error?.isRetriable == true)
                #expect(await first.isReusable)
                try await first.execute("DROP TABLE \(table)")
            }
        }
    }

    @Test func aReadOnlyServerIsWorthAnotherAttempt() async throws {
        try await withConnection { connection in
            try await connection.query("SET default_transaction_read_only = on")
            let error = await pqError { try await connection.query("CREATE TABLE never (id int8)") }
            #expect(error?.sqlState == .readOnlyTransaction)
            #expect(error?.isRetriable == true)
        }
    }
}
