import LibPQ

/// A session whose transaction has been open for long, as `sql/queries/server/sessions.sql` reads it.
struct SessionFacts: Sendable, Hashable {
    var pid: Int64
    var role: String
    var application: String
    var state: String
    /// How long its transaction has been open, s.
    var age: Int64
    /// Whether it holds a lock on the table of lock rows.
    var holdsLock: Bool
    /// Whether rows that died since it began cannot be removed.
    var holdsRows: Bool

    /// From when on a transaction that holds a lock row is a problem, s.
    static let longestLock: Int64 = 10
    /// From when on any transaction is worth a word, s.
    static let longestTransaction: Int64 = 900
}

extension SessionFacts {
    init(_ row: PQRow) throws(PQError) {
        pid = try row.int64(0)
        role = try row.string(1)
        application = try row.string(2)
        state = try row.string(3)
        age = try row.int64(4)
        holdsLock = try row.bool(5)
        holdsRows = try row.bool(6)
    }

    func finding(lockTable: String) -> Finding {
        let program = application.isEmpty ? "" : ", \(application)"
        let subject = "session \(pid) (\(role)\(program))"
        let age = Words.age(age * 1_000)
        guard holdsLock else {
            return FindingKind.transactionLong.about(subject, "\(state), its transaction has been open for \(age)")
        }
        return FindingKind.lockHeld.about(
            subject, "\(state), it has held a lock in \(lockTable) for \(age)",
            remedy: "SELECT pg_terminate_backend(\(pid)), or end its work: no node can work meanwhile")
    }
}
