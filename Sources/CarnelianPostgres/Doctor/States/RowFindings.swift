import CarnelianCore
import LibPQ

/// What is to be said of the rows at one moment.
struct RowFindings: Sendable {
    var fires: [FireFacts] = []
    var findings: [Finding] = []
    var unlisted: [Finding.Code: Int] = [:]

    /// Notes that rows of a kind were left out.
    mutating func leaveOut(_ kind: FindingKind, _ total: Int, listed: Int) {
        if total > listed { unlisted[kind.code, default: 0] += total - listed }
    }
}

extension DoctorQuestions {
    /// Everything about the rows of the scheduler.
    ///
    /// A check that the server refuses is a finding, and the others go on.
    func rows(_ examination: Examination, _ transaction: PQTransaction) async throws -> RowFindings {
        var found = RowFindings()
        let checks: [(String, [String], (inout RowFindings) async throws -> Void)] = [
            ("lock rows", ["locks"], { try await lockRows(examination, &$0, transaction) }),
            (
                "fires", ["fired_triggers", "triggers", "scheduler_state"],
                { try await fires(examination, &$0, transaction) }
            ),
            ("triggers", Self.triggerTables, { try await triggers(examination, &$0, transaction) }),
            ("schedules", Self.triggerTables, { try await rules(examination, &$0, transaction) }),
            ("rows of no trigger", Self.triggerTables, { try await strays(&$0, transaction) }),
            ("jobs", ["job_details", "triggers", "fired_triggers"], { try await jobs(examination, &$0, transaction) }),
            ("calendars", ["calendars"], { try await calendars(examination, &$0, transaction) }),
            ("overdue triggers", ["triggers", "job_details"], { try await overdue(examination, &$0, transaction) }),
            ("paused groups", ["paused_trigger_grps", "triggers"], { try await pauses(&$0, transaction) }),
            (
                "side tables", ["triggers", "scheduler_state", "fired_triggers"],
                {
                    if examination.canRecover { try await sideRows(&$0, transaction) }
                }
            ),
        ]
        for (name, tables, check) in checks where examination.schema.canRead(tables) {
            try await transaction.query("SAVEPOINT doctor")
            do {
                try await check(&found)
                try await transaction.query("RELEASE SAVEPOINT doctor")
            } catch let error as PQError {
                guard error.sqlState != nil, !error.isConnectionLoss else { throw error }
                try await transaction.query("ROLLBACK TO SAVEPOINT doctor")
                found.findings.append(
                    FindingKind.checkFailed.about(name, "the check could not be run: \(error.message)"))
            }
        }
        return found
    }

    private static let triggerTables = [
        "triggers", "job_details", "simple_triggers", "cron_triggers", "simprop_triggers", "blob_triggers", "calendars",
        "fired_triggers",
    ]

    private func lockRows(
        _ examination: Examination, _ found: inout RowFindings, _ transaction: PQTransaction
    ) async throws {
        let rows = try await ask(EmbeddedSQL.doctorLockRows, [.text(scheduler)], transaction).rows
        let present = Set(try rows.map { try $0.string(0) })
        let known = try await schedulers(examination, transaction)
        guard known.contains(scheduler) else {
            if !known.isEmpty {
                found.findings.append(
                    FindingKind.schedulerUnknown.about(
                        scheduler, "the tables know no scheduler of this name, but \(known.joined(separator: ", "))"))
            }
            return
        }
        for name in [LockName.stateAccess, .triggerAccess] where !present.contains(name.rawValue) {
            found.findings.append(
                FindingKind.lockRowMissing.about(
                    name.rawValue, "the lock row is missing in \(names.quartzTable("locks"))"))
        }
    }

    private func schedulers(_ examination: Examination, _ transaction: PQTransaction) async throws -> [String] {
        guard examination.schema.canRead(["scheduler_state", "job_details"]) else { return [scheduler] }
        return try await ask(EmbeddedSQL.doctorSchedulers, [], transaction).rows.map { try $0.string(0) }
    }

    private func fires(
        _ examination: Examination, _ found: inout RowFindings, _ transaction: PQTransaction
    ) async throws {
        let result = try await ask(EmbeddedSQL.doctorFires, [.text(scheduler), .int8(20_000)], transaction)
        found.fires = try result.rows.map { try FireFacts($0) }
        let time = examination.nodes.map(\.last.time).max() ?? examination.server.time
        let findings = found.fires.flatMap { $0.findings(at: time) }
        found.findings += findings.prefix(Self.most) + FireFacts.overlaps(found.fires)
        found.leaveOut(.claimWithoutTrigger, findings.count, listed: Self.most)
    }

    private func triggers(
        _ examination: Examination, _ found: inout RowFindings, _ transaction: PQTransaction
    ) async throws {
        let result = try await ask(
            EmbeddedSQL.doctorTriggers, [.text(scheduler), .int8(Int64(Self.most))], transaction)
        let facts = try result.rows.map { try TriggerRowFacts($0) }
        let parked = facts.filter { $0.state == TriggerState.error.rawValue }.map(\.key)
        var reasons: [TriggerKey: String] = [:]
        if !parked.isEmpty, examination.schema.canRead(["trigger_errors"], isQuartz: false) {
            let answer = try await ask(
                EmbeddedSQL.doctorReasons, [.text(scheduler)] + KeyColumns.parameters(parked), transaction)
            for row in answer.rows {
                reasons[TriggerKey(try row.string(0), group: try row.string(1))] = try row.string(2)
            }
        }
        let findings = facts.map { $0.findings(reason: reasons[$0.key]) }
        found.findings += findings.flatMap { $0 }
        if let row = result.rows.first, let last = findings.last?.first {
            let total = try row.int(TriggerRowFacts.width)
            if total > facts.count { found.unlisted[last.code, default: 0] += total - facts.count }
        }
    }
}
