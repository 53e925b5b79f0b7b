extension PQConnection {
    /// Runs one statement that is not kept prepared.
    @discardableResult
    package func query(_ sql: String, _ parameters: [PQValue] = []) async throws(PQError) -> PQResult {
        try await single(PQStep(sql: sql, parameters))
    }

    /// Runs one statement, preparing it on its first use here.
    @discardableResult
    package func query(_ statement: PQStatement, _ parameters: [PQValue] = []) async throws(PQError) -> PQResult {
        try await single(PQStep(statement, parameters))
    }

    /// Runs all steps in one round trip.
    ///
    /// The first step that fails ends the pipeline: its error, with `step` set, is thrown once everything is read, and
    /// the connection stays usable. Without `transaction` the steps are one implicit transaction. With it they stand
    /// between BEGIN and COMMIT in the same round trip, and an error costs one more, for the ROLLBACK.
    @discardableResult
    package func pipeline(
        _ steps: [PQStep], transaction: PQIsolation? = nil
    ) async throws(PQError) -> [PQResult] {
        try enter()
        defer { leave() }
        do throws(PQError) {
            return try await roundTrip(Batch(steps: steps, begin: transaction, commits: transaction != nil))
        } catch {
            if transaction != nil { await rollBack() }
            throw error
        }
    }

    /// Runs SQL by the simple protocol: it may hold several statements, takes no parameters and returns nothing.
    package func execute(_ sql: String) async throws(PQError) {
        try enter()
        defer { leave() }
        try await simple(sql)
    }

    private func single(_ step: PQStep) async throws(PQError) -> PQResult {
        guard let result = try await pipeline([step]).first else {
            throw PQError(.connectionLost, "the server gave no result")
        }
        return result
    }

    // MARK: One operation at a time

    private func enter() throws(PQError) {
        switch occupation {
        case .free: occupation = .operation
        case .operation, .transactionOperation:
            throw PQError(.misuse, "the connection is busy: it runs one operation at a time")
        case .transaction:
            throw PQError(.misuse, "the connection is in a transaction: use the one that its body was given")
        }
    }

    private func leave() {
        occupation = .free
    }
}
