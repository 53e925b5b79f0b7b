import LibPQ
import TestSupport
import Testing

/// Several statements in one round trip.
@Suite struct PipelineTests {
    private let steps = [
        PQStep(sql: "SELECT 1::int8"), PQStep(sql: "INSERT INTO piped VALUES (1), (2)"),
        PQStep(sql: "SELECT count(*) FROM piped"),
    ]

    private func withTable<T: Sendable>(_ body: (PQConnection) async throws -> sending T) async throws -> T {
        try await withConnection { connection in
            try await connection.execute("CREATE TEMP TABLE piped (id int8)")
            return try await body(connection)
        }
    }

    @Test func resultsComeInOrder() async throws {
        try await withTable { connection in
            let results = try await connection.pipeline(steps)
            #expect(results.count == 3)
            #expect(try results[0].rows[0].int(0) == 1)
            #expect(results[1].affectedRows == 2)
            #expect(try results[2].rows[0].int(0) == 2)
            #expect(try await connection.pipeline([]).isEmpty)
        }
    }

    @Test(arguments: [nil, PQIsolation.readCommitted]) func anErrorInTheMiddle(_ isolation: PQIsolation?) async throws {
        try await withTable { connection in
            let broken = [steps[1], PQStep(sql: "SELECT 1/0"), steps[1]]
            let error = await pqError { try await connection.pipeline(broken, transaction: isolation) }
            #expect(error?.step == 1)
            #expect(error?.sqlState == .divisionByZero)
            #expect(error?.commitOutcomeUnknown == false)
            #expect(await connection.isReusable)
            // Without BEGIN too, a pipeline is one transaction.
            let found = try await connection.query("SELECT count(*) FROM piped").rows[0].int(0)
            #expect(found == 0)
        }
    }

    @Test func aTransactionAround() async throws {
        try await withTable { connection in
            let isolation = PQStep(sql: "SELECT current_setting('transaction_isolation')")
            for (level, name) in [
                (PQIsolation.readCommitted, "read committed"), (.repeatableRead, "repeatable read"),
                (.serializable, "serializable"),
            ] {
                let results = try await connection.pipeline([isolation, steps[1]], transaction: level)
                #expect(results.count == 2)
                #expect(try results[0].rows[0].string(0) == name)
            }
            #expect(try await connection.query("SELECT count(*) FROM piped").rows[0].int(0) == 6)
        }
    }

    @Test func aConstraintThatWaitsForTheCommit() async throws {
        try await withConnection { connection in
            try await connection.execute("CREATE TEMP TABLE late (id int8 UNIQUE DEFERRABLE INITIALLY DEFERRED)")
            let insert = PQStep(sql: "INSERT INTO late VALUES (1)")
            let error = await pqError { try await connection.pipeline([insert, insert], transaction: .readCommitted) }
            #expect(error?.sqlState == .uniqueViolation)
            #expect(error?.step == nil)
            #expect(error?.commitOutcomeUnknown == false)
            #expect(await connection.isReusable)
        }
    }

    @Test func oneRoundTripAndOneFlush() async throws {
        try await withProxy { proxy, connection in
            try await connection.execute("CREATE TEMP TABLE piped (id int8)")
            let insert = PQStatement(name: "insert_piped", sql: "INSERT INTO piped VALUES ($1)")
            let four = (0..<4).map { PQStep(insert, [.int8($0)]) }
            // The first use prepares, and still costs one.
            for _ in 0..<3 {
                proxy.resetTraffic()
                try await connection.pipeline(four, transaction: .readCommitted)
                #expect(proxy.traffic.roundTrips == 1)
                #expect(proxy.traffic.packetsToServer == 1)
            }
            proxy.resetTraffic()
            try await connection.transaction(opening: [four[0]]) { transaction, _ in
                try await transaction.pipeline([four[1], four[2]])
            }
            #expect(proxy.traffic.roundTrips == 3, "BEGIN with its opening, the body's pipeline, COMMIT")
        }
    }

    @Test func aThousandSteps() async throws {
        try await withTable { connection in
            let many = (0..<1000).map { PQStep(sql: "SELECT $1, repeat('x', 1000)", [.int8($0)]) }
            let results = try await connection.pipeline(many, transaction: .readCommitted)
            #expect(try results.map { try $0.rows[0].int64(0) } == Array(0..<1000))
        }
    }

    @Test func oneOperationAtATime() async throws {
        try await withConnection { connection in
            let slow = Task { try await connection.query("SELECT pg_sleep(25)") }
            try await eventually("the slow statement runs") {
                await connection.isBusy
            }
            #expect(await pqError { try await connection.query("SELECT 1") }?.code == .misuse)
            #expect(await pqError { try await connection.execute("SELECT 1") }?.code == .misuse)
            #expect(await pqError { try await connection.transaction { _, _ in } }?.code == .misuse)
            slow.cancel()
            #expect(await pqError { _ = try await slow.value }?.code == .cancelled)
        }
    }

    @Test func copyIsRefused() async throws {
        try await withTable { connection in
            #expect(await pqError { try await connection.query("COPY piped TO STDOUT") }?.code == .misuse)
            #expect(await !connection.isUsable)
        }
    }
}
