/// An open transaction; valid in the body that it was given to.
package struct PQTransaction: Sendable {
    let connection: PQConnection
    let number: UInt64

    /// Runs one statement that is not kept prepared.
    @discardableResult
    package func query(_ sql: String, _ parameters: [PQValue] = []) async throws(PQError) -> PQResult {
        try await single(PQStep(sql: sql, parameters))
    }

    /// Runs one statement, preparing it on its first use on the connection.
    @discardableResult
    package func query(_ statement: PQStatement, _ parameters: [PQValue] = []) async throws(PQError) -> PQResult {
        try await single(PQStep(statement, parameters))
    }

    /// Runs all steps in one round trip; the first that fails ends it, and the transaction can then only be left.
    @discardableResult
    package func pipeline(_ steps: [PQStep]) async throws(PQError) -> [PQResult] {
        try await connection.transactionPipeline(number, steps)
    }

    private func single(_ step: PQStep) async throws(PQError) -> PQResult {
        guard let result = try await pipeline([step]).first else {
            throw PQError(.connectionLost, "the server gave no result")
        }
        return result
    }
}
