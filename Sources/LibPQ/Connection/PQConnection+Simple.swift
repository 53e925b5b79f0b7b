import CLibPQ

extension PQConnection {
    /// The simple protocol: one string, any number of statements and results.
    func simple(_ sql: String) async throws(PQError) {
        if let loss = wire.loss { throw loss }
        guard !Task.isCancelled else { throw PQError(.cancelled, "cancelled before anything was sent") }
        guard !sql.utf8.contains(0) else { throw PQError(.misuse, "the SQL holds a NUL character") }
        let label = "statement \"\(PQStep.start(of: sql))\""
        guard wire.session.sendSimple(sql) else { throw giveUp("sending failed: \(wire.session.errorMessage)", label) }
        var exchange = Exchange(
            deadline: MonotonicTime.now.advanced(by: configuration.statementTimeout), isCancellable: true
        )
        var failure: PQError?
        while true {
            if await isWaiting(&exchange) { continue }
            if exchange.isGivenUp {
                throw giveUp(exchange.interruption?.error(configuration, label), label)
            }
            guard let result = wire.session.nextResult() else { break }
            switch result.status {
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
                throw giveUp(PQError(.misuse, "COPY is not supported"), label)
            case PGRES_BAD_RESPONSE, PGRES_NONFATAL_ERROR, PGRES_FATAL_ERROR:
                if failure == nil { failure = PQError(server: result, redacting: configuration.connectionString) }
            default: break
            }
        }
        guard wire.session.isOpen, wire.session.resumePipelining() else {
            var error = giveUp(failure?.message ?? wire.session.errorMessage, label)
            error.sqlState = failure?.sqlState
            throw error
        }
        await settle(&exchange)
        wire.collectNotifications()
        guard var failure else { return }
        failure.statement = label
        guard failure.sqlState == .queryCanceled, let interruption = exchange.interruption else { throw failure }
        var error = interruption.error(configuration, label)
        error.cause = failure
        throw error
    }

    private func giveUp(_ reason: String, _ label: String) -> PQError {
        giveUp(PQError(.connectionLost, "the connection was lost: \(reason)"), label)
    }

    /// Closes the connection.
    ///
    /// What had been sent may have been committed, in whole or in part.
    private func giveUp(_ reason: PQError?, _ label: String) -> PQError {
        var error = reason ?? PQError(.connectionLost, "the connection was given up")
        wire.close(PQError(.connectionLost, error.message))
        error.statement = label
        error.commitOutcomeUnknown = true
        return error
    }
}
