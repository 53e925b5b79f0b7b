import LibPQ
import TestSupport
import Testing

/// Transactions with a body.
@Suite struct TransactionTests {
    private struct Boom: Error {}

    private func withTable<T: Sendable>(_ body: (PQConnection) async throws -> sending T) async throws -> T {
        try await withConnection { connection in
            try await connection.execute("CREATE TEMP TABLE kept (id int8)")
            return try await body(connection)
        }
    }

    private func count(_ connection: PQConnection) async throws -> Int {
        try await connection.query("SELECT count(*) FROM kept").rows[0].int(0)
    }

    @Test func committedWhenTheBodyReturns() async throws {
        try await withTable { connection in
            let opening = [PQStep(sql: "SELECT current_setting('transaction_isolation')")]
            let seen = try await connection.transaction(.serializable, opening: opening) { transaction, opened in
                try await transaction.query("INSERT INTO kept VALUES (1)")
                return try opened[0].rows[0].string(0)
            }
            #expect(seen == "serializable")
            #expect(try await count(connection) == 1)
        }
    }

    @Test func rolledBackWhenTheBodyThrows() async throws {
        try await withTable { connection in
            await #expect(throws: Boom.self) {
                try await connection.transaction { transaction, _ in
                    try await transaction.query("INSERT INTO kept VALUES (1)")
                    throw Boom()
                }
            }
            let found = try await count(connection)
            #expect(found == 0)
            #expect(await connection.isReusable)
        }
    }

    @Test func rolledBackWhenAStatementFails() async throws {
        try await withTable { connection in
            let error = await pqError {
                _ = try await connection.transaction { transaction, _ in
                    try await transaction.pipeline([
                        PQStep(sql: "INSERT INTO kept VALUES (1)"), PQStep(sql: "SELECT 1/0"),
                    ])
                }
            }
            #expect(error?.step == 1)
            let found = try await count(connection)
            #expect(found == 0)
        }
    }

    @Test func anOpeningThatFails() async throws {
        try await withTable { connection in
            let error = await pqError {
                try await connection.transaction(opening: [PQStep(sql: "SELECT 1/0")]) { _, _ in
                    _ = Issue.record("the body ran")
                }
            }
            #expect(error?.sqlState == .divisionByZero)
            #expect(error?.step == 0)
            #expect(await connection.isReusable)
        }
    }

    @Test func aFailureThatTheBodyHidesIsNoCommit() async throws {
        try await withTable { connection in
            let error = await pqError {
                try await connection.transaction { transaction, _ in
                    try await transaction.query("INSERT INTO kept VALUES (1)")
                    _ = try? await transaction.query("SELECT 1/0")
                }
            }
            #expect(error?.code == .misuse)
            let found = try await count(connection)
            #expect(found == 0)
            #expect(await connection.isReusable)
        }
    }

    @Test func theConnectionItselfIsTaken() async throws {
        try await withTable { connection in
            try await connection.transaction { _, _ in
                #expect(await pqError { try await connection.query("SELECT 1") }?.code == .misuse)
                #expect(await pqError { try await connection.execute("SELECT 1") }?.code == .misuse)
                #expect(await pqError { try await connection.transaction { _, _ in } }?.code == .misuse)
            }
            #expect(await connection.isReusable)
        }
    }

    @Test func aTransactionEndsWithItsBody() async throws {
        try await withTable { connection in
            let kept = try await connection.transaction { transaction, _ in transaction }
            #expect(await pqError { try await kept.query("SELECT 1") }?.code == .misuse)
            try await connection.transaction { _, _ in
                #expect(await pqError { try await kept.query("SELECT 1") }?.code == .misuse)
            }
        }
    }

    @Test func aBodyWaitsForItsStatements() async throws {
        try await withTable { connection in
            let error = await pqError {
                let left = try await connection.transaction { transaction, _ in
                    let left = Task { try await transaction.query("SELECT pg_sleep(60)") }
                    try await eventually("the statement runs") { await connection.isBusy }
                    return left
                }
                left.cancel()
            }
            #expect(error?.code == .misuse)
            #expect(await !connection.isUsable)
        }
    }

    @Test func aCancelledBodyIsRolledBack() async throws {
        try await withTable { connection in
            let task = Task {
                try await connection.transaction { transaction, _ in
                    try await transaction.query("INSERT INTO kept VALUES (1)")
                    unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                    try await transaction.query("INSERT INTO kept VALUES (2)")
                }
            }
            #expect(await pqError { _ = try await task.value }?.code == .cancelled)
            #expect(await connection.isReusable)
            let found = try await count(connection)
            #expect(found == 0)
        }
    }
}
