import CarnelianCore
import LibPQ

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Doctor {
    /// What is odd about triggers and fires must be so again after this time.
    private static let confirmation: Duration = .seconds(1)

    func examination() async throws -> Examination {
        do {
            let connection = try await PQConnection.connect(target.connection)
            do {
                let found = try await examine(connection)
                await connection.close()
                return found
            } catch {
                await connection.close()
                throw error
            }
        } catch let error as PQError {
            throw error.storeError
        }
    }

    private func examine(_ connection: PQConnection) async throws -> Examination {
        let questions = DoctorQuestions(names: target.names, scheduler: configuration.schedulerName)
        var examination = try await readOnly(connection) { transaction in
            var found = Examination(
                schema: try await questions.schema(transaction), server: try await questions.server(transaction),
                schedulerName: configuration.schedulerName)
            found.server.machineAhead = Self.machineTime - found.server.time
            return found
        }
        let backend = examination.server.backend
        guard examination.schema.foreignReason == nil, !examination.schema.isEmpty else {
            examination.findings = examination.schema.findings(hasJava: false)
            examination.findings += examination.server.findings(liveNodes: 0, hasJava: false)
            return examination
        }
        try await watch(&examination, questions, connection)
        var rows = try await readOnly(connection) { try await questions.rows(examination, $0) }
        if rows.findings.contains(where: { $0.severity != .note }) {
            try await Task.sleep(for: Self.confirmation)
            let first = Set(rows.findings.map(\.identity))
            rows = try await readOnly(connection) { try await questions.rows(examination, $0) }
            rows.findings.removeAll { !first.contains($0.identity) }
        }
        examination.fires = rows.fires
        examination.findings = rows.findings
        examination.unlisted = rows.unlisted
        let last = try await readOnly(connection) { transaction in
            (try await questions.server(transaction), try await questions.upkeep(examination, transaction))
        }
        examination.findings += examination.schema.findings(hasJava: examination.hasJava)
        examination.findings += nodeFindings(examination)
        let live = examination.nodes.filter { !$0.isSilent && examination.ownNodes.contains($0.instance) }
        examination.findings += examination.server.findings(liveNodes: live.count, hasJava: examination.hasJava)
        examination.findings += last.1
        if last.0.backend != backend {
            examination.findings.append(
                FindingKind.pooler.about(
                    "connection", "transactions of one connection are served by different server processes"))
        }
        return examination
    }

    /// Looks at the check-ins until every node that was late has checked in, or has had the time to.
    private func watch(
        _ examination: inout Examination, _ questions: DoctorQuestions, _ connection: PQConnection
    ) async throws {
        guard examination.schema.canRead(["scheduler_state"]) else { return }
        let longest: Int64 = 15_000
        let least = observation.wholeMilliseconds
        while true {
            let looks = try await readOnly(connection) { try await questions.nodes(examination.schema, $0) }
            examination.ownNodes.formUnion(looks.own)
            for (instance, look) in looks.nodes {
                if let index = examination.nodes.firstIndex(where: { $0.instance == instance }) {
                    examination.nodes[index].looks.append(look)
                } else {
                    examination.nodes.append(NodeHistory(instance, look))
                }
            }
            // Nodes that have left meanwhile have nothing wrong with them.
            examination.nodes.removeAll { node in !looks.nodes.contains { $0.0 == node.instance } }
            let watched = examination.nodes.map(\.watched).max() ?? 0
            let late = examination.nodes.filter(\.needsWatching)
            let needed = min(longest, (late.map(\.last.interval).max() ?? -1_000) + 1_000)
            guard !examination.nodes.isEmpty, watched < max(least, needed) else { return }
            try await Task.sleep(for: .milliseconds(250))
        }
    }

    private func nodeFindings(_ examination: Examination) -> [Finding] {
        let fires = Dictionary(grouping: examination.fires, by: \.instance).mapValues(\.count)
        var findings = examination.nodes.flatMap { node in
            node.findings(
                fires: fires[node.instance] ?? 0, hasLivePeers: examination.hasLiveNodes,
                canRecover: examination.canRecover)
        }
        findings += NodeHistory.findings(examination.nodes)
        findings += LonelyFires.among(examination.fires).map {
            $0.finding(
                at: examination.server.time, hasLivePeers: examination.hasLiveNodes, canRecover: examination.canRecover)
        }
        return findings
    }

    /// Runs `body` in a transaction that the server lets change nothing.
    private func readOnly<T: Sendable>(
        _ connection: PQConnection, _ body: (PQTransaction) async throws -> sending T
    ) async throws -> T {
        let opening = [PQStep(sql: "SET TRANSACTION READ ONLY")]
        return try await connection.transaction(.repeatableRead, opening: opening) { transaction, _ in
            try await body(transaction)
        }
    }

    private static var machineTime: Int64 {
        Int64(Date().timeIntervalSince1970 * 1_000)
    }
}
