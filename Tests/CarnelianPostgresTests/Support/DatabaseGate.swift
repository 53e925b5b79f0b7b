import LibPQ
import Synchronization
import TestSupport

/// Lets a few tests at a time have a database: each store has a dozen connections, and the server has few for all.
final class DatabaseGate: Sendable {
    static let shared = DatabaseGate(places: 6)

    private struct State {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    init(places: Int) {
        state = Mutex(State(free: places))
    }

    /// Runs `body` when there is a place.
    func enter<T: Sendable>(_ body: () async throws -> sending T) async rethrows -> T {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.free == 0 else {
                    state.free -= 1
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
        defer { leave() }
        return try await body()
    }

    private func leave() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.free += 1
            return nil
        }
        next?.resume()
    }
}

extension PostgresFixture {
    /// Makes an empty database for `body`, when there is a place.
    static func withDatabase<T: Sendable>(_ body: (String) async throws -> sending T) async throws -> T {
        try await DatabaseGate.shared.enter {
            try await TestPostgres.shared.withDatabase(body)
        }
    }

    /// Makes an empty schema for `body`, the first in its `search_path`: quicker than a database, where names need not
    /// be alone.
    static func withSchema<T: Sendable>(_ body: (String) async throws -> sending T) async throws -> T {
        try await DatabaseGate.shared.enter {
            let schema = "carnelian_\(UInt32.random(in: .min ... .max))"
            let database = try await TestPostgres.shared.conninfo()
            try await execute("CREATE SCHEMA \(schema)", on: database)
            let value = try await body("\(database) options='-c search_path=\(schema)'")
            try await execute("SET client_min_messages = warning; DROP SCHEMA \(schema) CASCADE", on: database)
            return value
        }
    }

    /// Runs a script.
    static func execute(_ script: String, on conninfo: String) async throws {
        let connection = try await PQConnection.connect(try PQConfiguration(conninfo))
        try await connection.execute(script)
        await connection.close()
    }
}
