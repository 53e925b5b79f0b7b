import LibPQ
import TestSupport
import Testing

/// Ways to connect, and not to.
@Suite struct ConnectTests {
    @Test func overTCPByURI() async throws {
        let port = try await TestPostgres.shared.port()
        let configuration = try PQConfiguration("postgresql://postgres@127.0.0.1:\(port)/postgres")
        let connection = try await PQConnection.connect(configuration)
        #expect(await connection.isUsable)
        #expect(await connection.serverVersion >= 130_000)
        #expect(await connection.parameterStatus("client_encoding") == "UTF8")
        let pid = try await connection.query("SELECT pg_backend_pid()").rows[0].int(0)
        #expect(await Int(connection.backendPID) == pid)
        await connection.close()
        #expect(await !connection.isUsable)
        #expect(await pqError { try await connection.query("SELECT 1") }?.code == .connectionLost)
    }

    @Test func closingEndsWhatRuns() async throws {
        try await withConnection { connection in
            let running = Task { try await connection.query("SELECT pg_sleep(60)") }
            let listening = Task { try await connection.nextNotification() }
            try await eventually("both wait") {
                let isAwaiting = await connection.isAwaitingNotification
                return await connection.isBusy && isAwaiting
            }
            await connection.close()
            #expect(await pqError { _ = try await running.value }?.code == .connectionLost)
            #expect(await pqError { _ = try await listening.value }?.code == .connectionLost)
        }
    }

    @Test func overAUnixSocket() async throws {
        let (directory, port) = (try await TestPostgres.shared.socketDirectory(), try await TestPostgres.shared.port())
        let configuration = try PQConfiguration("host=\(directory) port=\(port) user=postgres dbname=postgres")
        let connection = try await PQConnection.connect(configuration)
        #expect(try await connection.query("SELECT inet_server_addr() IS NULL").rows[0].bool(0))
        await connection.close()
    }

    @Test func settingsAndNameHold() async throws {
        try await withConnection {
            $0.settings = ["statement_timeout": "4321ms", "search_path": "pg_catalog, \"Odd Name\""]
            $0.applicationName = "libpq tests"
        } _: { connection in
            let sql = "SELECT current_setting('statement_timeout'), current_setting('search_path'), "
            let row = try await connection.query(sql + "current_setting('application_name')").rows[0]
            #expect(try row.string(0) == "4321ms")
            #expect(try row.string(1) == "pg_catalog, \"Odd Name\"")
            #expect(try row.string(2) == "libpq tests")
        }
    }

    @Test func aBadSettingFailsTheConnect() async throws {
        var configuration = try PQConfiguration(try await TestPostgres.shared.conninfo())
        configuration.settings = ["no_such_setting_at_all": "1"]
        let error = await pqError { [configuration] in _ = try await PQConnection.connect(configuration) }
        #expect(error?.code == .server)
    }

    @Test func theSecondHostWhenTheFirstRefuses() async throws {
        let port = try await TestPostgres.shared.port()
        let hosts = "host=127.0.0.1,127.0.0.1 port=\(try await closedPort()),\(port)"
        let text = "\(hosts) user=postgres dbname=postgres target_session_attrs=read-write"
        let configuration = try PQConfiguration(text)
        let connection = try await PQConnection.connect(configuration)
        #expect(try await connection.query("SELECT inet_server_port()").rows[0].int(0) == port)
        await connection.close()
    }

    @Test func theHostThatCanBeWrittenTo() async throws {
        let port = try await TestPostgres.shared.port()
        let readOnly = try await TestPostgres.start(settings: ["default_transaction_read_only": "on"])
        let ports = "\(try await readOnly.port()),\(port)"
        let text = "host=127.0.0.1,127.0.0.1 port=\(ports) user=postgres dbname=postgres target_session_attrs="
        let writer = try await PQConnection.connect(try PQConfiguration(text + "read-write"))
        #expect(try await writer.query("SELECT inet_server_port()").rows[0].int(0) == port)
        await writer.close()
        let reader = try await PQConnection.connect(try PQConfiguration(text + "read-only"))
        #expect(try await reader.query("SELECT inet_server_port()").rows[0].int(0) == (try await readOnly.port()))
        await reader.close()
    }

    @Test func theNextHostWhenTheFirstIsSilent() async throws {
        let port = try await TestPostgres.shared.port()
        let silent = try TCPProxy(to: port)
        silent.stall()
        let hosts = "host=127.0.0.1,127.0.0.1 port=\(silent.port),\(port)"
        var configuration = try PQConfiguration("\(hosts) user=postgres dbname=postgres")
        configuration.connectTimeout = .seconds(2)
        let connection = try await PQConnection.connect(configuration)
        #expect(try await connection.query("SELECT 1").rows.count == 1)
        await connection.close()
    }

    @Test func whoRefusesIsNamed() async throws {
        let port = try await closedPort()
        let configuration = try PQConfiguration("host=127.0.0.1 port=\(port) user=postgres dbname=postgres")
        let error = await pqError { _ = try await PQConnection.connect(configuration) }
        #expect(error?.code == .connectionFailed)
        #expect(error?.isRetriable == true)
        #expect(error?.description.contains("\(port)") == true)
    }

    @Test func aDatabaseThatIsNotThere() async throws {
        let configuration = try PQConfiguration(try await TestPostgres.shared.conninfo(database: "not_there"))
        let error = await pqError { _ = try await PQConnection.connect(configuration) }
        #expect(error?.code == .connectionFailed)
        #expect(error?.sqlState == .invalidDatabase)
        #expect(error?.isRetriable == false)
        #expect(error?.description.contains("database \"not_there\" does not exist") == true)
    }

    @Test func aNameThatNobodyKnows() async throws {
        let configuration = try PQConfiguration("host=nowhere.invalid user=postgres")
        let error = await pqError { _ = try await PQConnection.connect(configuration) }
        #expect(error?.code == .connectionFailed)
        #expect(error?.description.contains("nowhere.invalid") == true)
    }

    @Test func aWrongPasswordIsNotTold() async throws {
        let server = try await TestPostgres.start(access: ["host all guarded 127.0.0.1/32 scram-sha-256"])
        let admin = try await PQConnection.connect(try PQConfiguration(try await server.conninfo()))
        try await admin.execute("CREATE ROLE guarded LOGIN PASSWORD 'the right word'")
        await admin.close()
        let text = "host=127.0.0.1 port=\(try await server.port()) dbname=postgres user=guarded password="
        let wrong = try PQConfiguration(text + "'ganz falsch'")
        let error = await pqError { _ = try await PQConnection.connect(wrong) }
        #expect(error?.code == .connectionFailed)
        #expect(error?.sqlState == .invalidPassword)
        #expect(error?.isRetriable == false)
        #expect(error?.description.contains("guarded") == true)
        #expect(error?.debugDescription.contains("ganz falsch") == false)
        let right = try await PQConnection.connect(try PQConfiguration(text + "'the right word'"))
        #expect(await right.isUsable)
        await right.close()
    }

    @Test func aServerThatNeverAnswers() async throws {
        let proxy = try TCPProxy(to: try await TestPostgres.shared.port())
        proxy.stall()
        var configuration = try PQConfiguration("host=127.0.0.1 port=\(proxy.port) user=postgres dbname=postgres")
        configuration.connectTimeout = .milliseconds(200)
        let error = await pqError { [configuration] in _ = try await PQConnection.connect(configuration) }
        #expect(error?.code == .deadlineExceeded)
        #expect(error?.description.contains("\(proxy.port)") == true)
    }

    @Test func aConnectThatIsCancelled() async throws {
        let proxy = try TCPProxy(to: try await TestPostgres.shared.port())
        proxy.stall()
        let configuration = try PQConfiguration("host=127.0.0.1 port=\(proxy.port) user=postgres dbname=postgres")
        let task = Task { _ = try await PQConnection.connect(configuration) }
        try await eventually("the client has come") { proxy.traffic.connections == 1 }
        task.cancel()
        #expect(await pqError { try await task.value }?.code == .cancelled)
    }

    /// A port on which nobody listens: the one of a proxy that is gone.
    private func closedPort() async throws -> Int {
        let proxy = try TCPProxy(to: 1)
        let port = proxy.port
        proxy.close()
        return port
    }
}
