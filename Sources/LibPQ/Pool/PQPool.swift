import DequeModule
import Synchronization

/// A few connections to one server, each lent to one body at a time.
///
/// Connections are opened when needed, up to `size`. Who finds none free waits, first come first served, for at most
/// the configuration's `statementTimeout`. A connection that comes back broken or in a transaction is closed.
package final class PQPool: Sendable {
    private enum Grant {
        case connection(PQConnection)
        /// A place in which to open one.
        case place
        case closed
    }

    private typealias Waiter = Rendezvous<Grant>

    package let configuration: PQConfiguration
    private let loop: PQEventLoop
    private let size: Int
    private let machine: Mutex<PoolMachine<PQConnection, Waiter>>

    /// A pool of at most `size` connections (at least 1).
    ///
    /// None is opened yet.
    package init(_ configuration: PQConfiguration, size: Int, on loop: PQEventLoop = .shared) {
        self.configuration = configuration
        self.loop = loop
        self.size = max(1, size)
        machine = Mutex(PoolMachine(size: max(1, size)))
    }

    /// Lends a connection to `body`.
    ///
    /// It must not be used after `body` has returned.
    ///
    /// Throws what `body` throws, what connecting throws, `.deadlineExceeded` when no connection became free in time,
    /// `.cancelled`, or `.poolClosed`.
    @discardableResult
    package func withConnection<T: Sendable>(
        _ body: (PQConnection) async throws -> sending T
    ) async throws -> T {
        let connection = try await lease()
        do {
            let value = try await body(connection)
            await giveBack(connection)
            return value
        } catch {
            await giveBack(connection)
            throw error
        }
    }

    /// Closes the pool: idle connections at once, the others as they come back.
    ///
    /// Whoever waits gets `.poolClosed`.
    package func close() async {
        let (connections, waiters) = machine.withLock { $0.close() }
        for waiter in waiters { _ = waiter.fulfil(.closed) }
        for connection in connections { await connection.close() }
    }

    /// How many connections are open, lent or being opened.
    package var connectionCount: Int { machine.withLock { $0.taken } }

    /// How many tasks wait for a connection.
    package var waiterCount: Int { machine.withLock { $0.waiters.count } }

    // MARK: Lending

    private func lease() async throws(PQError) -> PQConnection {
        guard !Task.isCancelled else { throw PQError(.cancelled, "cancelled before a connection was asked for") }
        let deadline = MonotonicTime.now.advanced(by: configuration.statementTimeout)
        while true {
            let waiter = Waiter()
            switch machine.withLock({ $0.lease(waiter) }) {
            case .use(let connection):
                if connection.wire.isAvailable.load(ordering: .acquiring) { return connection }
                await discard(connection)
            case .open: return try await open()
            case .closed: throw Self.closed
            case .wait:
                switch try await grant(to: waiter, until: deadline) {
                case .connection(let connection): return connection
                case .place: return try await open()
                case .closed: throw Self.closed
                }
            }
        }
    }

    private func grant(to waiter: Waiter, until deadline: MonotonicTime) async throws(PQError) -> Grant {
        switch await waiter.wait(until: deadline, on: loop) {
        case .value(let grant): return grant
        case .deadline:
            machine.withLock { $0.leave { $0 === waiter } }
            throw .deadline(configuration.statementTimeout, "waiting for one of the pool's \(size) connections")
        case .cancelled:
            machine.withLock { $0.leave { $0 === waiter } }
            throw PQError(.cancelled, "waiting for a connection of the pool was cancelled")
        }
    }

    private func open() async throws(PQError) -> PQConnection {
        do throws(PQError) {
            return try await PQConnection.connect(configuration, on: loop)
        } catch {
            vacate()
            throw error
        }
    }

    // MARK: Taking back

    private func giveBack(_ connection: PQConnection) async {
        guard connection.wire.isAvailable.load(ordering: .acquiring) else { return await discard(connection) }
        while true {
            switch machine.withLock({ $0.giveBack(connection) }) {
            case .keep: return
            case .close: return await connection.close()
            case .hand(let waiter): if waiter.fulfil(.connection(connection)) { return }
            }
        }
    }

    private func discard(_ connection: PQConnection) async {
        await connection.close()
        vacate()
    }

    /// A place is free: the first who waits may open a connection in it.
    private func vacate() {
        while let waiter = machine.withLock({ $0.discard() }) {
            if waiter.fulfil(.place) { return }
        }
    }

    private static let closed = PQError(.poolClosed, "the pool has been closed")
}
