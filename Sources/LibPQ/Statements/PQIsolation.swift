/// How a transaction is kept apart from others.
package enum PQIsolation: Sendable, Hashable {
    case readCommitted, repeatableRead, serializable

    /// The statement that opens such a transaction.
    var begin: PQStep {
        switch self {
        case .readCommitted: Self.readCommittedBegin
        case .repeatableRead: Self.repeatableReadBegin
        case .serializable: Self.serializableBegin
        }
    }

    private static let readCommittedBegin = step("libpq_begin_rc", "BEGIN ISOLATION LEVEL READ COMMITTED")
    private static let repeatableReadBegin = step("libpq_begin_rr", "BEGIN ISOLATION LEVEL REPEATABLE READ")
    private static let serializableBegin = step("libpq_begin_s", "BEGIN ISOLATION LEVEL SERIALIZABLE")

    static let commit = step("libpq_commit", "COMMIT")
    static let rollback = step("libpq_rollback", "ROLLBACK")

    private static func step(_ name: String, _ sql: String) -> PQStep {
        PQStep(PQStatement(name: name, sql: sql))
    }
}
