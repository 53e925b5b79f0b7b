import LibPQ
import TestSupport
import Testing

/// Every wait ends, and leaves a connection that works or one that says it does not.
@Suite struct DeadlineTests {
    @Test func aSlowStatementIsCancelledOnTheServer() async throws {
        try await withConnection {
            $0.statementTimeout = .seconds(1)
        } _: { connection in
            let pid = await connection.backendPID
            for _ in 0..<3 {
                let error = await pqError { try await connection.query("SELECT pg_sleep(60)") }
                #expect(error?.code == .deadlineExceeded)
                #expect(error?.description.contains("pg_sleep") == true)
                #expect(error?.commitOutcomeUnknown == false)
                #expect(await connection.isReusable)
                let found = try await connection.query("SELECT 1").rows.count
                #expect(found == 1)
            }
            #expect(await connection.backendPID == pid)
        }
    }

    @Test func theSimpleProtocolToo() async throws {
        try await withConnection {
            $0.statementTimeout = .seconds(1)
        } _: { connection in
            let error = await pqError { try await connection.execute("SELECT 1; SELECT pg_sleep(60); SELECT 2") }
            #expect(error?.code == .deadlineExceeded)
            #expect(await connection.isReusable)
            #expect(await pqError { try await connection.execute("SELECT 1/0") }?.sqlState == .divisionByZero)
            try await connection.execute("")
        }
    }

    @Test func aStepOfATransactionAndItsRollback() async throws {
        try await withConnection {
            $0.statementTimeout = .seconds(1)
        } _: { connection in
            let steps = [PQStep(sql: "CREATE TEMP TABLE gone (id int8)"), PQStep(sql: "SELECT pg_sleep(60)")]
            let error = await pqError { try await connection.pipeline(steps, transaction: .readCommitted) }
            #expect(error?.code == .deadlineExceeded)
            #expect(error?.step == 1)
            #expect(await connection.isReusable)
            #expect(await pqError { try await connection.query("SELECT * FROM gone") }?.sqlState == .undefinedTable)
        }
    }

    @Test func aServerThatIsSilentCostsTheConnection() async throws {
        try await withProxy {
            $0.statementTimeout = .milliseconds(150)
            $0.cancellationTimeout = .milliseconds(150)
        } _: { proxy, connection in
            proxy.stall()
            let error = await pqError { try await connection.query("SELECT 1") }
            #expect(error?.code == .deadlineExceeded)
            #expect(await !connection.isUsable)
            #expect(await pqError { try await connection.query("SELECT 1") }?.code == .connectionLost)
            proxy.resume()
        }
    }

    @Test func aServerThatDoesNotReadCostsTheConnection() async throws {
        try await withProxy {
            $0.statementTimeout = .milliseconds(150)
            $0.cancellationTimeout = .milliseconds(150)
        } _: { proxy, connection in
            proxy.stall()
            let large = [UInt8](repeating: 1, count: 20_000_000)
            let error = await pqError { try await connection.query("SELECT length($1)", [.bytea(large)]) }
            #expect(error?.code == .deadlineExceeded)
            #expect(await !connection.isUsable)
        }
    }

    @Test func cancellationLeavesTheConnectionUsable() async throws {
        try await withConnection { watcher in
            try await withConnection { connection in
                let pid = await connection.backendPID
                for _ in 0..<5 {
                    let task = Task { try await connection.query("SELECT pg_sleep(60)") }
                    let running = "SELECT 1 FROM pg_stat_activity WHERE pid = $1 AND wait_event = 'PgSleep'"
                    try await eventually("the statement runs") {
                        try await watcher.query(running, [.int4(pid)]).rows.count == 1
                    }
                    task.cancel()
                    #expect(await pqError { _ = try await task.value }?.code == .cancelled)
                    #expect(await connection.isReusable)
                    // No late cancellation hits what comes next.
                    for _ in 0..<20 { try await connection.query("SELECT 1") }
                }
            }
        }
    }

    @Test func aCancelledTaskSendsNothing() async throws {
        try await withProxy { proxy, connection in
            proxy.resetTraffic()
            let task = Task {
                unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                try await connection.query("SELECT 1")
            }
            #expect(await pqError { _ = try await task.value }?.code == .cancelled)
            #expect(proxy.traffic.bytesToServer == 0)
        }
    }
}
