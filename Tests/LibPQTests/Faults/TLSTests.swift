import LibPQ
import TestSupport
import Testing

/// TLS, by libpq's own options.
@Suite struct TLSTests {
    @Test func encryptedAndVerified() async throws {
        let server = try await TestPostgres.start(tls: true)
        let (port, certificate) = (try await server.port(), try await server.certificate())
        let text = "host=127.0.0.1 user=postgres dbname=postgres sslmode=verify-full sslrootcert=\(certificate) port="
        let connection = try await PQConnection.connect(try PQConfiguration(text + "\(port)"))
        let encrypted = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        let isEncrypted = try await connection.query(encrypted).rows[0].bool(0)
        #expect(isEncrypted)

        // Large both ways: records that outlast a read, and a send that has to wait for room.
        let large = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
        let sql = "SELECT $1, repeat('x', n) FROM generate_series(8180, 8200) AS n"
        let result = try await connection.query(sql, [.bytea(large)])
        #expect(result.rows.count == 21)
        #expect(try result.rows[20].bytes(0) == large)
        #expect(try result.rows[20].string(1).utf8.count == 8200)
        for size in stride(from: 8_000, to: 40_000, by: 997) {
            let row = try await connection.query("SELECT repeat('y', $1)", [.int4(Int32(size))]).rows[0]
            #expect(try row.string(0).utf8.count == size)
        }
        let error = await pqError { try await connection.query("SELECT 1/0") }
        #expect(error?.sqlState == .divisionByZero)
        await connection.close()

        // In pieces, and cut off.
        let proxy = try TCPProxy(to: port)
        proxy.split(1000)
        let split = try await PQConnection.connect(try PQConfiguration(text + "\(proxy.port)"))
        let length = try await split.query("SELECT repeat('z', 100000)").rows[0].string(0).utf8.count
        #expect(length == 100_000)
        proxy.cut(after: 2_000, .toClient)
        #expect(await pqError { try await split.query("SELECT repeat('z', 100000)") }?.code == .connectionLost)
        #expect(await !split.isUsable)
    }

    @Test func anUnknownCertificateIsRefused() async throws {
        let server = try await TestPostgres.start(tls: true)
        let other = try await TestPostgres.start(tls: true)
        let text = "host=127.0.0.1 port=\(try await server.port()) user=postgres dbname=postgres sslmode=verify-full "
        let configuration = try PQConfiguration(text + "sslrootcert=\(try await other.certificate())")
        let error = await pqError { _ = try await PQConnection.connect(configuration) }
        #expect(error?.code == .connectionFailed)
        #expect(error?.description.contains("certificate") == true)
    }
}
