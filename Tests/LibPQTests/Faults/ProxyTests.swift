import LibPQ
import TestSupport
import Testing

/// A network that cuts, delays and splits.
@Suite struct ProxyTests {
    @Test func anIdleConnectionNoticesItsLoss() async throws {
        try await withProxy { proxy, connection in
            proxy.cutAll()
            try await eventually("the loss is known") { await !connection.isUsable }
            let error = await pqError { try await connection.query("SELECT 1") }
            #expect(error?.code == .connectionLost)
            #expect(error?.isRetriable == true)
            #expect(error?.commitOutcomeUnknown == false, "nothing was sent")
        }
    }

    @Test func cutWhileAStatementRuns() async throws {
        try await withProxy { proxy, connection in
            proxy.cut(when: "pg_sleep", passingItOn: true)
            let error = await pqError { try await connection.query("SELECT pg_sleep(1)") }
            #expect(error?.code == .connectionLost)
            #expect(error?.commitOutcomeUnknown == true, "it commits by itself")
            #expect(await !connection.isUsable)
        }
    }

    @Test func cutAfterTheCommitWasSent() async throws {
        let table = "unknown_\(UInt32.random(in: 0 ... .max))"
        try await withConnection { try await $0.execute("CREATE TABLE \(table) (id int8)") }
        let step = PQStep(sql: "INSERT INTO \(table) VALUES (1)")
        try await withProxy {
            $0.preparesStatements = false
        } _: { proxy, connection in
            proxy.cut(when: "COMMIT\0", passingItOn: true)
            let error = await pqError { try await connection.pipeline([step], transaction: .readCommitted) }
            #expect(error?.code == .connectionLost)
            #expect(error?.commitOutcomeUnknown == true)
            #expect(error?.description.contains("not known") == true)
        }
        // The server had got it all.
        try await eventually("the row is there") {
            try await withConnection { try await $0.query("SELECT * FROM \(table)").rows.count } == 1
        }
        try await withProxy {
            $0.preparesStatements = false
        } _: { proxy, connection in
            proxy.cut(when: "COMMIT\0", passingItOn: false)
            let error = await pqError {
                try await connection.transaction(opening: [step]) { _, opened in #expect(opened.count == 1) }
            }
            #expect(error?.commitOutcomeUnknown == true)
        }
        try await withConnection { try await $0.execute("DROP TABLE \(table)") }
    }

    @Test func cutBeforeTheCommitIsKnownToBeNone() async throws {
        try await withProxy { proxy, connection in
            let error = await pqError {
                try await connection.transaction { transaction, _ in
                    proxy.cut(when: "pg_sleep", passingItOn: true)
                    try await transaction.query("SELECT pg_sleep(0)")
                }
            }
            #expect(error?.code == .connectionLost)
            #expect(error?.commitOutcomeUnknown == false)
        }
    }

    /// The answer to a pipeline breaks off after each of its bytes in turn.
    @Test func cutAnywhereInTheAnswer() async throws {
        let step = PQStep(sql: "SELECT 1::int8, 'text'::text")
        let whole = try await withProxy { proxy, connection in
            proxy.resetTraffic()
            try await connection.pipeline([step, step], transaction: .readCommitted)
            return proxy.traffic.bytesToClient
        }
        for count in stride(from: 1, to: whole, by: 7) {
            try await withProxy { proxy, connection in
                proxy.cut(after: count, .toClient)
                let error = await pqError { try await connection.pipeline([step, step], transaction: .readCommitted) }
                #expect(error?.code == .connectionLost, "after \(count) bytes")
                #expect(await !connection.isUsable)
            }
        }
    }

    /// So does what the client sends.
    @Test func cutAnywhereInTheQuestion() async throws {
        let step = PQStep(sql: "SELECT 1::int8, 'text'::text")
        for count in stride(from: 1, to: 200, by: 13) {
            try await withProxy { proxy, connection in
                proxy.cut(after: count, .toServer)
                let error = await pqError { try await connection.pipeline([step, step], transaction: .readCommitted) }
                #expect(error?.code == .connectionLost, "after \(count) bytes")
            }
        }
    }

    @Test func cutAnywhereInTheLogin() async throws {
        let port = try await TestPostgres.shared.port()
        for count in stride(from: 1, to: 300, by: 23) {
            let proxy = try TCPProxy(to: port)
            proxy.cut(after: count, .toClient)
            let text = "host=127.0.0.1 port=\(proxy.port) user=postgres dbname=postgres sslmode=disable"
            let configuration = try PQConfiguration(text)
            let error = await pqError { _ = try await PQConnection.connect(configuration) }
            #expect(error?.code == .connectionFailed, "after \(count) bytes")
        }
    }

    /// Whatever a server sends, there is an answer in time, and no crash.
    @Test func bytesThatAreWrong() async throws {
        let step = PQStep(sql: "SELECT 1::int8, 'text'::text, '{1,2}'::int8[]")
        let whole = try await withProxy { proxy, connection in
            proxy.resetTraffic()
            try await connection.pipeline([step, step], transaction: .readCommitted)
            return proxy.traffic.bytesToClient
        }
        // A few at a time: the server has only so many places.
        let workers = 8
        let wrong = try await withThrowingTaskGroup(of: Int.self) { group in
            for worker in 0..<workers {
                group.addTask {
                    var wrong = 0
                    for offset in stride(from: worker * 3, to: whole, by: workers * 3) {
                        if try await !answers(step, garbledAt: offset) { wrong += 1 }
                    }
                    return wrong
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(wrong > 0, "a wrong length or type cannot go unnoticed")
    }

    /// Whether a pipeline still gave results, of whatever content, with one byte of the answer changed.
    private func answers(_ step: PQStep, garbledAt offset: Int) async throws -> Bool {
        try await withProxy {
            $0.statementTimeout = .milliseconds(300)
            $0.cancellationTimeout = .milliseconds(300)
        } _: { proxy, connection in
            proxy.garble(at: offset)
            do {
                let results = try await connection.pipeline([step, step], transaction: .readCommitted)
                for row in results.flatMap(\.rows) {
                    _ = try row.int64(0)
                    _ = try row.string(1)
                    _ = try row.int64s(2)
                }
                return true
            } catch is PQError {
                return false
            }
        }
    }

    @Test func bytesOneByOne() async throws {
        let proxy = try TCPProxy(to: try await TestPostgres.shared.port())
        proxy.split(1)
        let configuration = try PQConfiguration("host=127.0.0.1 port=\(proxy.port) user=postgres dbname=postgres")
        let connection = try await PQConnection.connect(configuration)
        let named = PQStatement(name: "split", sql: "SELECT $1::text, $2::int8[]")
        let steps = (0..<3).map { PQStep(named, [.text("piece \($0)"), .int8Array([Int64($0), nil])]) }
        let results = try await connection.pipeline(steps, transaction: .readCommitted)
        #expect(try results.map { try $0.rows[0].string(0) } == ["piece 0", "piece 1", "piece 2"])
        try await connection.listen("split")
        try await connection.query("SELECT pg_notify('split', 'whole')")
        #expect(try await connection.nextNotification(deadline: .seconds(5))?.payload == "whole")
        #expect(await pqError { try await connection.query("SELECT 1/0") }?.sqlState == .divisionByZero)
        await connection.close()
    }

    @Test func aSlowLine() async throws {
        // A loop of its own: what the other tests do is not to be measured.
        let loop = PQEventLoop()
        try await withProxy(on: loop) { proxy, connection in
            proxy.delay(.seconds(1))
            let clock = ContinuousClock()
            let time = try await clock.measure {
                try await connection.pipeline(
                    (0..<4).map { PQStep(sql: "SELECT $1", [.int8($0)]) }, transaction: .readCommitted
                )
            }
            #expect(time >= .seconds(2), "there and back")
            #expect(time < .seconds(10), "six statements, and the line is crossed once")
        }
        loop.stop()
    }

    @Test func aServerThatShutsDownSaysSo() async throws {
        let server = try await TestPostgres.start()
        let configuration = try PQConfiguration(try await server.conninfo())
        let connection = try await PQConnection.connect(configuration)
        let waiting = Task { try await connection.query("SELECT pg_sleep(60)") }
        try await eventually("the statement runs") {
            let watcher = try await PQConnection.connect(configuration)
            let sleeping = try await watcher.query("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'")
            await watcher.close()
            return sleeping.rows.count == 1
        }
        try await server.stop(.fast)
        let error = await pqError { _ = try await waiting.value }
        #expect(error?.code == .connectionLost)
        #expect(error?.sqlState == .adminShutdown)
        #expect(error?.isRetriable == true && error?.isConnectionLoss == true)
        #expect(await !connection.isUsable)
        #expect(await pqError { _ = try await PQConnection.connect(configuration) }?.code == .connectionFailed)
        try await server.start()
        let again = try await PQConnection.connect(configuration)
        #expect(await again.isReusable)
        await again.close()
    }

    @Test func aBackendThatIsTerminated() async throws {
        try await withConnection { killer in
            try await withConnection { connection in
                let pid = await connection.backendPID
                try await killer.query("SELECT pg_terminate_backend($1)", [.int4(pid)])
                try await eventually("the loss is known") { await !connection.isUsable }
                #expect(await pqError { try await connection.query("SELECT 1") }?.code == .connectionLost)
            }
        }
    }
}
