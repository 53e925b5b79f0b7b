import CarnelianCore
package import LibPQ
import Logging

extension PostgresJobStore {
    /// Runs `body` under a lock row, in a READ COMMITTED transaction.
    ///
    /// Deadlocks, serialization failures and lost connections are tried again with jitter, except where the commit's
    /// outcome is unknown; a missing lock row is made.
    /// - Throws: what `body` throws, and `CarnelianError` for what the server or the connection did.
    package func locked<T: Sendable>(
        _ lock: LockName = .triggerAccess, on pool: PQPool? = nil, _ body: (PQTransaction) async throws -> sending T
    ) async throws -> T {
        try await locked(lock, on: pool, then: []) { transaction, _ in try await body(transaction) }
    }

    /// The same; the steps of `then` go out with the lock in one round trip, and `body` gets their results.
    package func locked<T: Sendable>(
        _ lock: LockName = .triggerAccess, on pool: PQPool? = nil, then steps: [PQStep],
        _ body: (PQTransaction, [PQResult]) async throws -> sending T
    ) async throws -> T {
        let opening = [lockStep(lock)] + steps
        return try await mapping {
            try await (pool ?? self.pool).withConnection { connection in
                try await connection.transaction(.readCommitted, opening: opening) { transaction, results in
                    try await body(transaction, Array(results.dropFirst()))
                }
            }
        }
    }

    /// The lock, the steps and the commit in one round trip; gives the results of the steps.
    package func lockedPipeline(
        _ steps: [PQStep], under lock: LockName = .triggerAccess, on pool: PQPool? = nil
    ) async throws -> [PQResult] {
        let all = [lockStep(lock)] + steps
        return try await mapping {
            try await (pool ?? self.pool).withConnection { connection in
                Array(try await connection.pipeline(all, transaction: .readCommitted).dropFirst())
            }
        }
    }

    /// Runs `body` in a READ COMMITTED transaction without a lock row, with the same retries.
    package func transaction<T: Sendable>(
        on pool: PQPool? = nil, then steps: [PQStep] = [],
        _ body: (PQTransaction, [PQResult]) async throws -> sending T
    ) async throws -> T {
        try await mapping {
            try await (pool ?? self.pool).withConnection { connection in
                try await connection.transaction(.readCommitted, opening: steps, body)
            }
        }
    }

    /// The steps and the commit in one round trip, without a lock row.
    package func pipeline(_ steps: [PQStep], on pool: PQPool? = nil) async throws -> [PQResult] {
        try await mapping {
            try await (pool ?? self.pool).withConnection { connection in
                try await connection.pipeline(steps, transaction: .readCommitted)
            }
        }
    }

    /// Runs one statement that only reads.
    package func read(
        _ template: SQLTemplate, _ parameters: [PQValue] = [], on pool: PQPool? = nil
    ) async throws -> PQResult {
        try await mapping(isRepeatable: true) {
            try await (pool ?? self.pool).withConnection { try await $0.query(self.statement(template), parameters) }
        }
    }

    /// Steps that only read, of one snapshot, in one round trip.
    package func snapshot(_ steps: [PQStep]) async throws -> [PQResult] {
        try await mapping(isRepeatable: true) {
            try await pool.withConnection { try await $0.pipeline(steps, transaction: .repeatableRead) }
        }
    }

    /// Runs one statement that may be run twice without harm.
    @discardableResult
    package func write(
        _ template: SQLTemplate, _ parameters: [PQValue] = [], on pool: PQPool? = nil
    ) async throws -> PQResult {
        try await read(template, parameters, on: pool)
    }

    private func lockStep(_ lock: LockName) -> PQStep {
        step(EmbeddedSQL.storeLock, [.text(schedulerName), .text(lock.rawValue)])
    }

    /// The error of a verb that the server or the connection failed.
    package func failure(_ error: PQError, during verb: String) -> any Error {
        logger.debug("a verb failed", metadata: ["verb": "\(verb)", "error": "\(error)"])
        return error.storeError
    }

    /// Tries again as `retrying` does, and throws what it throws as the store's callers see it.
    private func mapping<T: Sendable>(
        isRepeatable: Bool = false, _ body: () async throws -> sending T
    ) async throws -> T {
        do {
            return try await retrying(isRepeatable: isRepeatable, body)
        } catch let error as PQError {
            throw error.storeError
        }
    }

    /// Tries again what failed through no fault of its own.
    ///
    /// Work that `isRepeatable` is tried again even where it may have
    /// been committed.
    /// - Throws: what `body` throws; `PQError` as it came.
    package func retrying<T: Sendable>(
        isRepeatable: Bool = false, _ body: () async throws -> sending T
    ) async throws -> T {
        let policy = RetryPolicy()
        var attempt = 1
        while true {
            let failure: PQError
            do {
                return try await body()
            } catch let error as PQError {
                failure = error
            }
            let isLockMissing = failure.isMissingLockRow
            let mayRepeat = isRepeatable || !failure.commitOutcomeUnknown
            guard isLockMissing || (failure.isRetriable && mayRepeat), !Task.isCancelled,
                let delay = policy.delay(after: attempt, random: .random(in: 0..<1))
            else { throw failure }
            logger.debug(
                "trying a transaction again", metadata: ["attempt": "\(attempt)", "error": "\(failure)"]
            )
            if isLockMissing {
                try await ensureLockRows()
            } else {
                try await Task.sleep(for: delay)
            }
            attempt += 1
        }
    }

    private func ensureLockRows() async throws {
        _ = try await pool.withConnection {
            try await $0.query(self.statement(EmbeddedSQL.storeEnsureLocks), [.text(self.schedulerName)])
        }
    }
}
