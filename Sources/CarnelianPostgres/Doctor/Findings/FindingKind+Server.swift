// Settings and conditions of the server that endanger a cluster.

extension FindingKind {
    static let server = [
        serverReadOnly, serverNotDurable, commitNotDurable, isolation, timeoutShort, connectionsFew, autovacuumOff,
        tableBloated, lockHeld, transactionLong, pooler,
    ]

    static let serverReadOnly = FindingKind(
        "server-read-only", .problem, "connect to the primary; target_session_attrs=read-write finds it")
    static let serverNotDurable = FindingKind(
        "server-not-durable", .warning, "switch it on: a crash of the machine may destroy the database")
    static let commitNotDurable = FindingKind(
        "commit-not-durable", .warning, "switch it on for the role of the nodes: after a crash fires may happen twice")
    static let isolation = FindingKind(
        "isolation", .warning, "ALTER ROLE … SET default_transaction_isolation = 'read committed'")
    static let timeoutShort = FindingKind(
        "timeout-short", .warning, "set it to 30 s or more for the role of the nodes, or to 0")
    static let connectionsFew = FindingKind(
        "connections-few", .warning, "raise max_connections, or run fewer nodes on this server")
    static let autovacuumOff = FindingKind(
        "autovacuum-off", .warning, "switch it on: these tables change with each fire")
    static let tableBloated = FindingKind(
        "table-bloated", .warning, "VACUUM it, and look for what keeps autovacuum from it")
    static let lockHeld = FindingKind("lock-held", .problem, "end that session: no node can work meanwhile")
    static let transactionLong = FindingKind(
        "transaction-long", .warning, "end it: dead rows of every fire pile up meanwhile")
    static let pooler = FindingKind(
        "pooler", .note, "set usesNotifications and preparesStatements to false on Carnelian nodes behind it")
}
