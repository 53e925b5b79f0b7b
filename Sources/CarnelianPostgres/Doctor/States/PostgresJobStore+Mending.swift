import Carnelian
import CarnelianCore
import LibPQ

extension PostgresJobStore {
    /// How many triggers are mended under one lock.
    private static let mostMended = 200

    /// Mends triggers whose facts are still wrong under the lock.
    func mendTriggers(_ examination: Examination) async throws -> [RepairOutcome] {
        let found = try await pipeline([
            step(EmbeddedSQL.doctorTriggers, [.text(schedulerName), .int8(1_000_000)])
        ])
        let suspects = try found[0].rows.map { try TriggerRowFacts($0) }.filter { TriggerMending($0) != nil }.map(\.key)
        var outcomes: [RepairOutcome] = []
        for start in stride(from: 0, to: suspects.count, by: Self.mostMended) {
            let keys = Array(suspects[start..<min(start + Self.mostMended, suspects.count)])
            outcomes += try await locked { transaction in
                try await self.mend(keys, examination, transaction)
            }
        }
        if !outcomes.isEmpty { announce(earliest: nil) }
        return outcomes
    }

    private func mend(
        _ keys: [TriggerKey], _ examination: Examination, _ transaction: PQTransaction
    ) async throws -> [RepairOutcome] {
        let result = try await transaction.query(
            statement(EmbeddedSQL.doctorTriggersOf), [.text(schedulerName)] + KeyColumns.parameters(keys))
        let mendings = try result.rows.map { try TriggerRowFacts($0) }.compactMap { facts in
            TriggerMending(facts).map { (facts: facts, mending: $0) }
        }
        guard !mendings.isEmpty else { return [] }
        let unscheduled = mendings.filter { $0.mending == .findNextFireTime }.map(\.facts.key)
        let next = try await nextFireTimes(unscheduled, examination, transaction)
        var rows = MendedRows()
        var parked: [PoisonRow] = []
        var outcomes: [RepairOutcome] = []
        for (facts, mending) in mendings {
            guard let finding = facts.findings().first(where: { $0.repair != nil }) else { continue }
            switch mending {
            case .setState(let state): rows.add(facts.key, state.rawValue)
            case .resetMisfireCode: rows.add(facts.key, facts.state, misfireCode: 0)
            case .findNextFireTime:
                guard let time = next[facts.key] else { continue }
                rows.add(facts.key, (time == nil ? .complete : .waiting as TriggerState).rawValue, next: time)
            case .park(let reason):
                rows.add(facts.key, TriggerState.error.rawValue)
                parked.append(PoisonRow(trigger: facts.key, reason: reason))
            }
            outcomes.append(finding.outcome(mending.message(next: next[facts.key] ?? nil)))
        }
        var steps = [step(EmbeddedSQL.doctorMendTriggers, [.text(schedulerName)] + rows.parameters)]
        if examination.canRecover, let park = parkStep(parked) { steps.append(park) }
        if let notify = notifyStep(earliest: nil) { steps.append(notify) }
        try await transaction.pipeline(steps)
        return outcomes
    }

    /// The next fire times of triggers that have none; nil: the schedule has none.
    ///
    /// Unreadable ones are left out.
    private func nextFireTimes(
        _ keys: [TriggerKey], _ examination: Examination, _ transaction: PQTransaction
    ) async throws -> [TriggerKey: Timestamp?] {
        guard !keys.isEmpty else { return [:] }
        let template = examination.canRecover ? EmbeddedSQL.catalogStoredTriggers : EmbeddedSQL.doctorQuartzTriggersOf
        let result = try await transaction.query(
            statement(template), [.text(schedulerName)] + KeyColumns.parameters(keys))
        let rows = result.rows.compactMap { row in
            do throws(PoisonRow) { return try TriggerRow.decode(row) } catch { return nil }
        }
        let calendars = try await calendars(of: rows.map(\.trigger), transaction)
        var found: [TriggerKey: Timestamp?] = [:]
        let now = Timestamp(milliseconds: examination.server.time)
        for row in rows {
            do throws(PoisonRow) {
                let calendar = try calendars.calendar(of: row.trigger)
                found.updateValue(row.trigger.fireTime(after: now, calendar: calendar), forKey: row.trigger.key)
            } catch { continue }
        }
        return found
    }

    /// Parks triggers that cannot be read, if they still cannot under the lock.
    func parkUnreadable() async throws -> [RepairOutcome] {
        let questions = DoctorQuestions(names: names, scheduler: schedulerName)
        let suspects = try await transaction { transaction, _ in
            try await questions.unreadable(isOwn: true, transaction)
        }.map(\.key)
        var outcomes: [RepairOutcome] = []
        for start in stride(from: 0, to: suspects.count, by: Self.mostMended) {
            let keys = Array(suspects[start..<min(start + Self.mostMended, suspects.count)])
            outcomes += try await locked { transaction in try await self.park(keys, transaction) }
        }
        return outcomes
    }

    private func park(_ keys: [TriggerKey], _ transaction: PQTransaction) async throws -> [RepairOutcome] {
        let result = try await transaction.query(
            statement(EmbeddedSQL.catalogStoredTriggers), [.text(schedulerName)] + KeyColumns.parameters(keys))
        var rows: [PoisonRow] = []
        for row in result.rows {
            let (found, reason) = try TriggerRow.decodeForReading(row)
            guard let reason, found.state != .error, found.state != .complete else { continue }
            rows.append(PoisonRow(trigger: found.trigger.key, reason: reason))
        }
        try await park(rows, in: transaction)
        return rows.compactMap { row in
            row.trigger.map { key in
                RepairOutcome(
                    code: FindingKind.ruleUnreadable.code, subject: "\(key)", message: "parked in ERROR: \(row.reason)",
                    isDone: true)
            }
        }
    }
}

/// Columns of triggers that are mended.
private struct MendedRows {
    private var keys: [TriggerKey] = []
    private var states: [String] = []
    private var next: [Int64?] = []
    private var codes: [Int16?] = []

    mutating func add(_ key: TriggerKey, _ state: String, next time: Timestamp? = nil, misfireCode: Int16? = nil) {
        keys.append(key)
        states.append(state)
        next.append(time?.milliseconds)
        codes.append(misfireCode)
    }

    var parameters: [PQValue] {
        KeyColumns.parameters(keys) + [.textArray(states), .int8Array(next), .int2Array(codes)]
    }
}
