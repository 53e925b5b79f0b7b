package import LibPQ
import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A PostgreSQL for tests.
///
/// `shared` is started by the first test that asks, on a port and in a directory of its own, and is gone with the test
/// process. If the environment variable `CARNELIAN_TEST_POSTGRES` holds a connection string, that server is used
/// instead. Without either, tests fail: nothing is skipped.
package final class TestPostgres: Sendable {
    /// The server that tests share, each with a database of its own.
    package static let shared = TestPostgres { try Source.ofEnvironment() }

    /// How a server is asked to go: wait for nobody, or crash.
    package enum StopMode: String, Sendable { case fast, immediate }

    private let source: Once<Source>

    private init(_ make: @escaping @Sendable () throws -> Source) {
        source = Once(make)
    }

    /// Starts a server for one test alone, which it may stop and start again.
    ///
    /// `settings` go to postgresql.conf as they are, `access` before the other lines of pg_hba.conf. With `tls` it has
    /// a certificate of its own, for 127.0.0.1, which signs itself: see `certificate()`.
    package static func start(
        settings: [String: String] = [:], access: [String] = [], tls: Bool = false
    ) async throws -> TestPostgres {
        let server = TestPostgres { .own(try PrivateServer(settings: settings, access: access, tls: tls)) }
        _ = try await server.source.value()
        return server
    }

    /// Whether the server is the tests' own, so that `stop` and the like work.
    package var isPrivate: Bool {
        get async throws { try await source.value().server != nil }
    }

    // MARK: Reaching it

    /// A connection string for `database`, over TCP; usable by other processes.
    package func conninfo(database: String = "postgres") async throws -> String {
        try await source.value().conninfo(database)
    }

    /// The port on 127.0.0.1.
    package func port() async throws -> Int {
        try await privateServer().port
    }

    /// The directory of the Unix socket.
    package func socketDirectory() async throws -> String {
        try await privateServer().directory
    }

    /// The file of the certificate of a server that was started with `tls`.
    package func certificate() async throws -> String {
        try await privateServer().certificate
    }

    /// Makes a database for `body`, and drops it afterwards, whoever is still connected.
    package func withDatabase<T: Sendable>(_ body: (String) async throws -> sending T) async throws -> T {
        let name = "carnelian_test_\(getpid())_\(Self.databases.wrappingAdd(1, ordering: .relaxed).newValue)"
        let admin = try PQConfiguration(try await conninfo())
        try await Self.execute("CREATE DATABASE \(name) TEMPLATE template0", admin)
        do {
            let value = try await body(try await conninfo(database: name))
            try await Self.drop(name, admin)
            return value
        } catch {
            // The test's own error says more than one of the clearing up.
            try? await Self.drop(name, admin)
            throw error
        }
    }

    /// The same, for tests that want the connection string read already.
    package func withConfiguration<T: Sendable>(
        _ body: (PQConfiguration) async throws -> sending T
    ) async throws -> T {
        try await withDatabase { conninfo in try await body(try PQConfiguration(conninfo)) }
    }

    // MARK: Outages

    /// Stops the server; throws when it is not the tests' own.
    package func stop(_ mode: StopMode = .fast) async throws {
        let server = try await privateServer()
        try await onThread { try server.stop(mode.rawValue) }
    }

    /// Starts the server again, on the same port.
    package func start() async throws {
        let server = try await privateServer()
        try await onThread { try server.start() }
    }

    package func restart(mode: StopMode = .fast) async throws {
        try await stop(mode)
        try await start()
    }

    /// Sends a signal, as SIGSTOP, SIGCONT or SIGKILL, to one of the server's processes (nil: the postmaster).
    package func send(signal: Int32, to pid: Int32? = nil) async throws {
        try await privateServer().send(signal, to: pid)
    }

    private func privateServer() async throws -> PrivateServer {
        guard let server = try await source.value().server else {
            throw ServerError("this test needs a server of its own: it cannot use CARNELIAN_TEST_POSTGRES")
        }
        return server
    }

    private static let databases = Atomic(0)

    private static func drop(_ name: String, _ admin: PQConfiguration) async throws {
        try await execute("DROP DATABASE IF EXISTS \(name) WITH (FORCE)", admin)
    }

    private static func execute(_ sql: String, _ admin: PQConfiguration) async throws {
        let connection = try await PQConnection.connect(admin)
        do {
            try await connection.execute(sql)
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
    }

    private enum Source: Sendable {
        case own(PrivateServer)
        case given(PQConfiguration)

        static func ofEnvironment() throws -> Source {
            if let given = unsafe getenv("CARNELIAN_TEST_POSTGRES") {
                return .given(try PQConfiguration(unsafe String(cString: given)))
            }
            return .own(try PrivateServer(settings: [:], access: [], tls: false))
        }

        var server: PrivateServer? {
            if case .own(let server) = self { server } else { nil }
        }

        func conninfo(_ database: String) -> String {
            switch self {
            case .own(let server): "host=127.0.0.1 port=\(server.port) user=postgres dbname=\(database)"
            case .given(let configuration): configuration.conninfo(replacing: ["dbname": database])
            }
        }
    }
}
