import CLibPQ

extension PQConnection {
    /// Runs `body` in a transaction: committed when it returns, rolled back when it throws.
    ///
    /// The `opening` steps go out with the BEGIN, in one round trip; their results go to `body`. While the transaction
    /// is open the connection runs nothing else. A commit is not broken off by the task's cancellation.
    /// A `body` that returns although a statement of its transaction failed gets that rolled back, and `.misuse`.
    @discardableResult
    package nonisolated func transaction<T: Sendable>(
        _ isolation: PQIsolation = .readCommitted, opening: [PQStep] = [],
        _ body: (PQTransaction, [PQResult]) async throws -> sending T
    ) async throws -> T {
        let (transaction, results) = try await begin(isolation, opening)
        let value: T
        do {
            value = try await body(transaction, results)
        } catch {
            await abandon(transaction)
            throw error
        }
        try await commit(transaction)
        return value
    }

    private func begin(
        _ isolation: PQIsolation, _ opening: [PQStep]
    ) async throws(PQError) -> (PQTransaction, [PQResult]) {
        guard occupation == .free else {
            throw PQError(.misuse, "the connection is busy: it runs one operation or transaction at a time")
        }
        let number = nextTransaction
        nextTransaction += 1
        occupation = .transactionOperation(number)
        do throws(PQError) {
            let results = try await roundTrip(Batch(steps: opening, begin: isolation))
            occupation = .transaction(number)
            return (PQTransaction(connection: self, number: number), results)
        } catch {
            await rollBack()
            occupation = .free
            throw error
        }
    }

    private func commit(_ transaction: PQTransaction) async throws(PQError) {
        guard occupation == .transaction(transaction.number) else {
            await abandon(transaction)
            throw PQError(.misuse, "the transaction's body returned while a statement of it still ran")
        }
        occupation = .transactionOperation(transaction.number)
        defer { occupation = .free }
        if let loss = wire.loss { throw loss }
        guard wire.session.transactionStatus != PQTRANS_INERROR else {
            await rollBack()
            throw PQError(.misuse, "the transaction's body returned although one of its statements had failed")
        }
        do throws(PQError) {
            _ = try await roundTrip(Batch(commits: true, isCancellable: false))
        } catch {
            await rollBack()
            throw error
        }
    }

    private func abandon(_ transaction: PQTransaction) async {
        switch occupation {
        case .transaction(transaction.number): occupation = .transactionOperation(transaction.number)
        // A statement that the body did not wait for still runs: only closing ends both for sure.
        default: wire.close(PQError(.connectionLost, "the transaction's body left while a statement of it still ran"))
        }
        await rollBack()
        occupation = .free
    }

    /// Leaves whatever transaction there is, or closes the connection.
    func rollBack() async {
        guard wire.loss == nil, wire.session.transactionStatus != PQTRANS_IDLE else { return }
        do throws(PQError) {
            _ = try await roundTrip(Batch(steps: [PQIsolation.rollback], isCancellable: false))
        } catch {
            wire.close(PQError(.connectionLost, "the connection was given up: its transaction could not be left"))
        }
    }

    /// One operation of transaction `number`.
    func transactionPipeline(_ number: UInt64, _ steps: [PQStep]) async throws(PQError) -> [PQResult] {
        try enter(number)
        defer { if occupation == .transactionOperation(number) { occupation = .transaction(number) } }
        return try await roundTrip(Batch(steps: steps))
    }

    private func enter(_ number: UInt64) throws(PQError) {
        switch occupation {
        case .transaction(number): occupation = .transactionOperation(number)
        case .transactionOperation(number):
            throw PQError(.misuse, "the transaction is busy: it runs one operation at a time")
        default:
            throw PQError(.misuse, "the transaction is over: it can be used in its body only")
        }
    }
}
