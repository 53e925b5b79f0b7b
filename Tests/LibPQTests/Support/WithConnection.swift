import LibPQ
import TestSupport
import Testing

/// Lends a connection to the shared server.
func withConnection<T: Sendable>(
    _ configure: (inout PQConfiguration) -> Void = { _ in },
    _ body: (PQConnection) async throws -> sending T
) async throws -> T {
    var configuration = try PQConfiguration(try await TestPostgres.shared.conninfo())
    // A busy machine may answer a cancellation late; who tests a server that never answers sets less.
    configuration.cancellationTimeout = .seconds(60)
    configure(&configuration)
    let connection = try await PQConnection.connect(configuration)
    do {
        let value = try await body(connection)
        await connection.close()
        return value
    } catch {
        await connection.close()
        throw error
    }
}

/// Lends a connection to the shared server that goes through a proxy.
func withProxy<T: Sendable>(
    on loop: PQEventLoop = .shared,
    _ configure: (inout PQConfiguration) -> Void = { _ in },
    _ body: (TCPProxy, PQConnection) async throws -> sending T
) async throws -> T {
    let proxy = try TCPProxy(to: try await TestPostgres.shared.port())
    var configuration = try PQConfiguration("host=127.0.0.1 port=\(proxy.port) user=postgres dbname=postgres")
    configure(&configuration)
    let connection = try await PQConnection.connect(configuration, on: loop)
    let value = try await body(proxy, connection)
    await connection.close()
    return value
}

/// The `PQError` that `body` throws; records a failure when it throws none.
func pqError(
    _ sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
) async -> PQError? {
    do {
        try await body()
        Issue.record("no error was thrown", sourceLocation: sourceLocation)
    } catch let error as PQError {
        return error
    } catch {
        Issue.record("not a PQError: \(error)", sourceLocation: sourceLocation)
    }
    return nil
}
