extension PQConnection {
    /// Connects, logs in and applies the configuration's settings.
    ///
    /// Throws `.connectionFailed` with what each host said, `.deadlineExceeded` after `connectTimeout`, or `.cancelled`.
    package static func connect(
        _ configuration: PQConfiguration, on loop: PQEventLoop = .shared
    ) async throws(PQError) -> PQConnection {
        try loop.requireStarted()
        let deadline = MonotonicTime.now.advanced(by: configuration.connectTimeout)
        let session = try await login(configuration, until: deadline, on: loop)
        let connection = PQConnection(session, configuration, on: loop)
        do throws(PQError) {
            try await connection.start()
        } catch {
            await connection.close()
            throw error
        }
        return connection
    }

    private static func login(
        _ configuration: PQConfiguration, until deadline: MonotonicTime, on loop: PQEventLoop
    ) async throws(PQError) -> Session {
        guard !Task.isCancelled else { throw PQError(.cancelled, "cancelled before connecting") }
        let rendezvous = Rendezvous<Result<Session, PQError>>()
        let target = configuration.connectionString.description
        let started = startThread(named: "carnelian-login") {
            // Nobody there any more: the session ends with its last reference.
            _ = rendezvous.fulfil(Login(configuration).run(until: deadline))
        }
        guard started else { throw PQError(.systemResources, "no thread could be started to connect") }
        switch await rendezvous.wait(until: deadline, on: loop) {
        case .value(let result): return try result.get()
        case .deadline: throw .deadline(configuration.connectTimeout, "connecting to \(target)")
        case .cancelled: throw PQError(.cancelled, "connecting to \(target) was cancelled")
        }
    }

    private func start() async throws(PQError) {
        try wire.open()
        noteAvailability()
        guard !configuration.settings.isEmpty else { return }
        let steps = configuration.settings.sorted { $0.key < $1.key }.map { name, value in
            PQStep(sql: "SELECT pg_catalog.set_config($1, $2, false)", [.text(name), .text(value)])
        }
        try await pipeline(steps)
    }
}
