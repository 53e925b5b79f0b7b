import LibPQ
import Synchronization
import TestSupport
import Testing

/// Connections lent to bodies.
@Suite struct PoolTests {
    private func withPool<T: Sendable>(
        size: Int, _ configure: (inout PQConfiguration) -> Void = { _ in },
        _ body: (PQPool) async throws -> sending T
    ) async throws -> T {
        var configuration = try PQConfiguration(try await TestPostgres.shared.conninfo())
        configure(&configuration)
        let pool = PQPool(configuration, size: size)
        let value = try await body(pool)
        await pool.close()
        return value
    }

    private func backend(_ pool: PQPool) async throws -> Int32 {
        try await pool.withConnection { await $0.backendPID }
    }

    /// How many use something at the same time.
    private final class Use: Sendable {
        private let counts = Mutex((now: 0, most: 0))

        var most: Int { counts.withLock { $0.most } }

        func begin() {
            counts.withLock {
                $0.now += 1
                $0.most = max($0.most, $0.now)
            }
        }

        func end() { counts.withLock { $0.now -= 1 } }
    }

    /// Who came when.
    private final class Order: Sendable {
        private let list = Mutex<[Int]>([])

        var numbers: [Int] { list.withLock { $0 } }

        func append(_ number: Int) { list.withLock { $0.append(number) } }
    }

    @Test func oneIsOpenedAndUsedAgain() async throws {
        try await withPool(size: 4) { pool in
            #expect(pool.connectionCount == 0)
            let first = try await backend(pool)
            for _ in 0..<5 { #expect(try await backend(pool) == first) }
            #expect(pool.connectionCount == 1)
        }
    }

    @Test func neverMoreThanItsSize() async throws {
        try await withPool(size: 3) { pool in
            let use = Use()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<40 {
                    group.addTask {
                        try await pool.withConnection { connection in
                            use.begin()
                            try await connection.query("SELECT pg_sleep(0.002)")
                            use.end()
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(use.most == 3)
            #expect(pool.connectionCount == 3)
        }
    }

    @Test func whoComesFirstIsServedFirst() async throws {
        try await withPool(size: 1) { pool in
            let order = Order()
            try await withThrowingTaskGroup(of: Void.self) { group in
                try await pool.withConnection { _ in
                    for number in 0..<10 {
                        group.addTask { try await pool.withConnection { _ in order.append(number) } }
                        try await eventually("number \(number) waits") { pool.waiterCount == number + 1 }
                    }
                }
                try await group.waitForAll()
            }
            #expect(order.numbers == Array(0..<10))
        }
    }

    @Test func aWaitHasADeadline() async throws {
        try await withPool(size: 1) {
            $0.statementTimeout = .milliseconds(100)
        } _: { pool in
            try await pool.withConnection { _ in
                let error = await pqError { _ = try await backend(pool) }
                #expect(error?.code == .deadlineExceeded)
                #expect(error?.description.contains("pool") == true)
                #expect(pool.waiterCount == 0)
            }
            _ = try await backend(pool)
        }
    }

    @Test func aWaitCanBeCancelled() async throws {
        try await withPool(size: 1) { pool in
            try await pool.withConnection { _ in
                let task = Task { try await backend(pool) }
                try await eventually("it waits") { pool.waiterCount == 1 }
                task.cancel()
                #expect(await pqError { _ = try await task.value }?.code == .cancelled)
                #expect(pool.waiterCount == 0)
            }
        }
    }

    @Test func aConnectionInATransactionIsNotLentAgain() async throws {
        try await withPool(size: 1) { pool in
            let first = try await pool.withConnection { connection in
                try await connection.query("BEGIN")
                return await connection.backendPID
            }
            #expect(try await backend(pool) != first)
            #expect(pool.connectionCount == 1)
        }
    }

    @Test func aLostConnectionIsReplaced() async throws {
        try await withPool(size: 1) { pool in
            let first = try await backend(pool)
            _ = try await withConnection { try await $0.query("SELECT pg_terminate_backend($1)", [.int4(first)]) }
            // Whether or not the loss is known yet, the second use at the latest gets another.
            try await eventually("another connection is lent") { try await backend(pool) != first }
            #expect(pool.connectionCount == 1)
        }
    }

    @Test func aBodysErrorGivesTheConnectionBack() async throws {
        try await withPool(size: 1) { pool in
            let first = try await backend(pool)
            let error = await pqError { _ = try await pool.withConnection { try await $0.query("SELECT 1/0") } }
            #expect(error?.sqlState == .divisionByZero)
            #expect(try await backend(pool) == first)
        }
    }

    @Test func aServerThatCannotBeReachedHoldsNobodyUp() async throws {
        let proxy = try TCPProxy(to: try await TestPostgres.shared.port())
        proxy.refuse(true)
        let text = "host=127.0.0.1 port=\(proxy.port) user=postgres dbname=postgres"
        let pool = PQPool(try PQConfiguration(text), size: 1)
        try await withThrowingTaskGroup(of: PQError?.self) { group in
            for _ in 0..<5 { group.addTask { await pqError { _ = try await backend(pool) } } }
            for try await error in group { #expect(error?.code == .connectionFailed) }
        }
        #expect(pool.connectionCount == 0)
        proxy.refuse(false)
        #expect(try await backend(pool) > 0)
        await pool.close()
    }

    @Test func closing() async throws {
        try await withPool(size: 1) { pool in
            let waiting = try await pool.withConnection { connection in
                let waiting = Task { try await backend(pool) }
                try await eventually("it waits") { pool.waiterCount == 1 }
                await pool.close()
                // What is lent can still be used.
                try await connection.query("SELECT 1")
                return waiting
            }
            #expect(await pqError { _ = try await waiting.value }?.code == .poolClosed)
            #expect(await pqError { _ = try await backend(pool) }?.code == .poolClosed)
            #expect(pool.connectionCount == 0)
        }
    }
}
