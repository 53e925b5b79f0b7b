import CLibPQ

/// What one pipeline sends.
struct Batch {
    var steps: [PQStep] = []
    var begin: PQIsolation?
    var commits = false
    /// ROLLBACK, or a COMMIT on its way, is not broken off by the task's cancellation.
    var isCancellable = true

    /// Outside of a transaction each pipeline commits by itself at its end.
    func mayCommit(outsideTransaction: Bool) -> Bool {
        commits || (outsideTransaction && begin == nil)
    }
}

extension PQConnection {
    private typealias Command = PipelineMachine<PQResult>.Command

    /// Sends `batch` and one sync, and reads every answer: one round trip.
    func roundTrip(_ batch: Batch) async throws(PQError) -> [PQResult] {
        if let loss = wire.loss { throw loss }
        if batch.isCancellable, Task.isCancelled {
            throw PQError(.cancelled, "cancelled before anything was sent")
        }
        let mayCommit = batch.mayCommit(outsideTransaction: wire.session.transactionStatus == PQTRANS_IDLE)
        var machine = try send(batch)
        var exchange = Exchange(
            deadline: MonotonicTime.now.advanced(by: configuration.statementTimeout),
            isCancellable: batch.isCancellable
        )
        while !machine.isFinished {
            if await isWaiting(&exchange) { continue }
            if exchange.isGivenUp || receive(into: &machine) == .lost {
                machine.lose()
            }
        }
        for (name, serverName) in machine.unprepared { prepared.forget(serverName, of: name) }
        if machine.isBroken {
            throw breakOff(machine, exchange, commits: mayCommit && !machine.isCommitSettled)
        }
        await settle(&exchange)
        wire.collectNotifications()
        if let failure = machine.failure { throw describe(failure, of: batch.steps, exchange) }
        return machine.results
    }

    // MARK: Sending

    /// Hands everything to libpq, which may hold it back for `isWaiting` to flush.
    private func send(_ batch: Batch) throws(PQError) -> PipelineMachine<PQResult> {
        var commands: [Command] = []
        do throws(PQError) {
            if let begin = batch.begin { try send(begin.begin, as: .begin, &commands) }
            for (index, step) in batch.steps.enumerated() { try send(step, as: .step(index), &commands) }
            if batch.commits { try send(PQIsolation.commit, as: .commit, &commands) }
        } catch {
            // What was sent before would run if a sync followed.
            if !commands.isEmpty {
                wire.close(PQError(.connectionLost, "the connection was given up: \(error.message)"))
            }
            throw error
        }
        parameters.trim()
        guard wire.session.synchronise() else { throw sendingFailed() }
        return PipelineMachine(commands)
    }

    private func send(
        _ step: PQStep, as command: Command, _ commands: inout [Command]
    ) throws(PQError) {
        do throws(PQError) {
            try parameters.encode(step.parameters)
            try sendEncoded(step, as: command, &commands)
        } catch {
            var error = error
            error.statement = step.label
            if case .step(let index) = command { error.step = index }
            throw error
        }
    }

    private func sendEncoded(
        _ step: PQStep, as command: Command, _ commands: inout [Command]
    ) throws(PQError) {
        guard case .named(let statement) = step.source, configuration.preparesStatements else {
            let sql = step.sql
            try requireNoNUL(sql)
            guard wire.session.send(sql, parameters) else { throw sendingFailed() }
            commands.append(command)
            return
        }
        let serverName: String
        switch prepared.use(statement, types: parameters.types) {
        case .ready(let name):
            serverName = name
        case .prepare(let name, let types):
            do throws(PQError) {
                try requireNoNUL(statement.sql)
            } catch {
                prepared.forget(name, of: statement.name)
                throw error
            }
            var step: Int?
            if case .step(let index) = command { step = index }
            commands.append(.prepare(name: statement.name, serverName: name, step: step))
            guard wire.session.sendPrepare(name, statement.sql, types: types) else { throw sendingFailed() }
            serverName = name
        case .conflict:
            throw PQError(.misuse, "the name stands for another SQL text on this connection already")
        }
        guard wire.session.sendPrepared(serverName, parameters) else { throw sendingFailed() }
        commands.append(command)
    }

    private func requireNoNUL(_ sql: String) throws(PQError) {
        guard !sql.utf8.contains(0) else { throw PQError(.misuse, "the SQL holds a NUL character") }
    }

    private func sendingFailed() -> PQError {
        let error = PQError(.connectionLost, "sending failed: \(wire.session.errorMessage)")
        wire.close(error)
        return error
    }

    // MARK: Receiving

    private enum Received { case something, lost }

    private func receive(into machine: inout PipelineMachine<PQResult>) -> Received {
        guard let result = wire.session.nextResult() else {
            // Without a connection libpq says "no more" for ever.
            if !wire.session.isOpen { return .lost }
            machine.handle(.end)
            return .something
        }
        switch result.status {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY, PGRES_SINGLE_TUPLE:
            let isCommit = machine.expectsCommit && result.commandTag == "COMMIT"
            machine.handle(.result(PQResult(memory: result), isCommit: isCommit))
        case PGRES_PIPELINE_SYNC:
            machine.handle(.synchronised)
        case PGRES_PIPELINE_ABORTED:
            machine.handle(.aborted)
        case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
            machine.handle(.unsupported("COPY is not supported"))
        default:
            let error = PQError(server: result, redacting: configuration.connectionString)
            // An error without a code is libpq's own: the connection is lost, or its stream makes no sense.
            guard error.sqlState != nil else { return .lost }
            machine.handle(.failure(error))
        }
        return .something
    }

    // MARK: Ending

    private func breakOff(_ machine: PipelineMachine<PQResult>, _ exchange: Exchange, commits: Bool) -> PQError {
        var error: PQError
        if let interruption = exchange.interruption {
            error = interruption.error(configuration, "the statement")
            error.message += "; the connection was given up, as the server did not end it in time"
        } else if let failure = machine.failure, failure.code != .server {
            error = failure
        } else {
            error = wire.loss ?? PQError(.connectionLost, "the connection was lost: \(wire.session.errorMessage)")
            // The server's last words say why: a shutdown, a kill.
            if let last = machine.failure {
                error.message = "the connection was lost: \(last.message)"
                error.sqlState = last.sqlState
            }
        }
        wire.close(PQError(.connectionLost, error.message))
        error.commitOutcomeUnknown = commits
        return error
    }

    private func describe(_ failure: PQError, of steps: [PQStep], _ exchange: Exchange) -> PQError {
        var failure = failure
        if let step = failure.step { failure.statement = steps[step].label }
        switch failure.sqlState {
        // Somebody has said DEALLOCATE or DISCARD: most likely of all.
        case .invalidStatementName: prepared.retireAll()
        // A table has changed, and the plan's result with it.
        case .featureNotSupported:
            if let step = failure.step, case .named(let statement) = steps[step].source {
                prepared.retire(statement.name)
            }
        default: break
        }
        guard failure.sqlState == .queryCanceled, let interruption = exchange.interruption else { return failure }
        var error = interruption.error(configuration, failure.statement ?? "the statement")
        error.step = failure.step
        error.cause = failure
        return error
    }
}
