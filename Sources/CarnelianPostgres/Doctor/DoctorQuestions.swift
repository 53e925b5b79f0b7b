import CarnelianCore
import LibPQ

/// What a doctor asks the server.
struct DoctorQuestions: Sendable {
    /// The most rows of a kind that are listed.
    static let most = 1_000

    let names: SQLNames
    let scheduler: String

    /// Runs a statement of `sql/queries`.
    func ask(
        _ template: SQLTemplate, _ parameters: [PQValue] = [], _ transaction: PQTransaction
    ) async throws(PQError) -> PQResult {
        try await transaction.query(names.render(template.text), parameters)
    }

    func server(_ transaction: PQTransaction) async throws -> ServerFacts {
        let result = try await ask(EmbeddedSQL.serverFacts, [], transaction)
        guard let row = result.rows.first else {
            throw PQError(.unexpectedColumn, "the server describes itself by no row")
        }
        return try ServerFacts(row)
    }

    func schema(_ transaction: PQTransaction) async throws -> SchemaFacts {
        var facts = SchemaFacts(names)
        let schema = names.schema.map(PQValue.text) ?? .null
        try facts.read(
            relations: try await ask(
                EmbeddedSQL.serverRelations, [.textArray(facts.tableNames), schema], transaction))
        let oids = PQValue.int8Array(facts.relations.values.map(\.oid))
        try facts.read(
            columns: try await ask(EmbeddedSQL.serverColumns, [oids], transaction),
            indexes: try await ask(EmbeddedSQL.serverIndexes, [oids], transaction),
            foreignKeys: try await ask(EmbeddedSQL.serverForeignKeys, [oids], transaction))
        if facts.canRead(["schema_version"], isQuartz: false) {
            facts.version = try await ask(EmbeddedSQL.storeSchemaVersion, [], transaction).rows.first?.intIfPresent(0)
        }
        if facts.relation("triggers") == nil {
            let found = try await ask(EmbeddedSQL.serverLookalikes, [.text(names.quartzTable("triggers"))], transaction)
            facts.lookalikes = try found.rows.map { ("\(try $0.string(0)).\(try $0.string(1))", try $0.bool(2)) }
        } else if facts.canRead(["triggers"]) {
            let found = try await ask(EmbeddedSQL.serverTicks, [.int8(DotNetTicks.first)], transaction)
            facts.hasTicks = try found.rows.first?.bool(0) ?? false
        }
        return facts
    }

    func nodes(
        _ schema: SchemaFacts, _ transaction: PQTransaction
    ) async throws -> (nodes: [(String, NodeHistory.Look)], own: Set<String>) {
        var incarnations: [String: String] = [:]
        var thresholds: [String: Int64] = [:]
        if schema.canRead(["nodes"], isQuartz: false) {
            let found = try await ask(EmbeddedSQL.doctorIncarnations, [.text(scheduler)], transaction)
            for row in found.rows {
                incarnations[try row.string(0)] = try row.string(1)
                thresholds[try row.string(0)] = try row.int64IfPresent(2)
            }
        }
        let found = try await ask(EmbeddedSQL.doctorNodes, [.text(scheduler)], transaction)
        let nodes = try found.rows.map { row in
            let instance = try row.string(0)
            return (
                instance,
                NodeHistory.Look(
                    time: try row.int64(3), checkIn: try row.int64(1), interval: try row.int64(2),
                    incarnation: incarnations[instance], misfireThreshold: thresholds[instance])
            )
        }
        return (nodes, Set(incarnations.keys))
    }

    /// What is asked once, at the end: sessions that hold the nodes up.
    func upkeep(_ examination: Examination, _ transaction: PQTransaction) async throws -> [Finding] {
        let locks = examination.schema.relation("locks")?.oid ?? 0
        let found = try await ask(
            EmbeddedSQL.serverSessions,
            [.int8(locks), .int8(SessionFacts.longestLock), .int8(SessionFacts.longestTransaction)], transaction)
        return try found.rows.map { row in
            try SessionFacts(row).finding(lockTable: examination.schema.name("locks"))
        }
    }
}
