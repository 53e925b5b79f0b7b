package import Carnelian
package import CarnelianCore
package import LibPQ

/// `carnelian.jobs.SQL`: runs `statement` on the store's database, in a transaction that knows the fire.
///
/// The statement and the commit are two round trips: a node that dies while the statement runs leaves nothing behind,
/// because nobody sends the commit.
package struct SQLJob: Job {
    package static let type: JobType = "carnelian.jobs.SQL"

    package struct Parameters: Codable, Sendable {
        package var statement: String
    }

    private let pool: PQPool

    /// Runs statements on connections of `pool`.
    package init(pool: PQPool) {
        self.pool = pool
    }

    package func execute(_ parameters: Parameters, in context: JobContext) async throws {
        let settings = Self.settings(FireFacts(context))
        try await pool.withConnection { connection in
            try await connection.transaction(.readCommitted, opening: [settings]) { transaction, _ in
                _ = try await transaction.query(parameters.statement)
            }
        }
    }

    /// Sets the facts for the transaction, in one statement.
    private static func settings(_ facts: FireFacts) -> PQStep {
        let calls = facts.facts.enumerated().map { index, fact in
            "set_config('carnelian.\(fact.name)', $\(index + 1), true)"
        }
        let statement = PQStatement(name: "carnelian_fire_facts", sql: "SELECT " + calls.joined(separator: ", "))
        return PQStep(statement, facts.facts.map { PQValue.text($0.value) })
    }
}
