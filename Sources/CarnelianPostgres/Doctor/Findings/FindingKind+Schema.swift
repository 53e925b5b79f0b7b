// What can be wrong with the tables themselves.

extension FindingKind {
    static let schema = [
        tablesMissing, columnMissing, columnType, foreignTables, primaryKeyMissing, foreignKeyMissing,
        foreignKeyUnchecked, indexMissing, indexUnusable, lockRowMissing, privilegeMissing, rowsHidden, serverTooOld,
        migrationPending, migrationNewer, sideTablesAbsent, schedulerUnknown, checkFailed,
    ]

    static let tablesMissing = FindingKind(
        "table-missing", .problem, "'carnelian migrate' creates it", repair: "creates it, as 'carnelian migrate' does")
    static let columnMissing = FindingKind(
        "column-missing", .problem, "add it as Quartz 2.x's script for PostgreSQL has it")
    static let columnType = FindingKind(
        "column-type", .problem, "change it to the type that Quartz 2.x's script for PostgreSQL has")
    static let foreignTables = FindingKind(
        "foreign-tables", .problem, "use another table prefix or schema: these tables cannot be shared")
    static let primaryKeyMissing = FindingKind("primary-key-missing", .problem, "add it")
    static let foreignKeyMissing = FindingKind(
        "foreign-key-missing", .note, "nothing, if it was dropped on purpose: both runtimes keep the rows consistent")
    static let foreignKeyUnchecked = FindingKind("foreign-key-unchecked", .note, "ALTER TABLE … VALIDATE CONSTRAINT")
    static let indexMissing = FindingKind(
        "index-missing", .warning, "create it", repair: "creates it; changes of the table wait meanwhile")
    static let indexUnusable = FindingKind(
        "index-unusable", .warning, "REINDEX INDEX CONCURRENTLY, or drop it if another one replaced it")
    static let lockRowMissing = FindingKind(
        "lock-row-missing", .warning, "any node inserts it when it first takes the lock", repair: "inserts it")
    static let privilegeMissing = FindingKind("privilege-missing", .problem, "GRANT it to the role that nodes use")
    static let rowsHidden = FindingKind(
        "rows-hidden", .warning, "switch row security off for the table, or exempt the role that nodes use")
    static let serverTooOld = FindingKind("server-too-old", .problem, "use PostgreSQL 12 or newer")
    static let migrationPending = FindingKind(
        "migration-pending", .problem, "'carnelian migrate'", repair: "applies it, as 'carnelian migrate' does")
    static let migrationNewer = FindingKind("migration-newer", .problem, "use a newer version of Carnelian")
    static let sideTablesAbsent = FindingKind(
        "side-tables-absent", .note, "nothing while only Java nodes run; 'carnelian migrate' adds them for Swift nodes")
    static let schedulerUnknown = FindingKind("scheduler-unknown", .note, "name another one with --scheduler")
    static let checkFailed = FindingKind("check-failed", .warning, "see what the server said")
}
