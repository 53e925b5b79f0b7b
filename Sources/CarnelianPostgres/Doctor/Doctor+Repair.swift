import Carnelian
import CarnelianCore
import LibPQ

extension Doctor {
    /// Repairs what an examination found, kind by kind.
    func repairs(of examination: Examination) async throws -> [RepairOutcome] {
        let repairable = examination.diagnosis.findings.filter { $0.repair != nil }
        let codes = Set(repairable.map(\.code))
        guard !codes.isEmpty else { return [] }
        var session = configuration
        // Without the settings of prepared statements' plans, which are not made for reading whole tables.
        session.preparesStatements = false
        let store = try PostgresJobStore(session, logger: logger)
        try await store.measureClock(samples: 3)
        var outcomes: [RepairOutcome] = []
        let repairs: [(kinds: [FindingKind], repair: () async throws -> [RepairOutcome])] = [
            ([.tablesMissing, .migrationPending, .indexMissing], { try await restoreSchema(repairable) }),
            ([.lockRowMissing], { try await insertLockRows(store, repairable) }),
            ([.nodeDead, .fireWithoutNode], { try await store.recoverNodes(examination) }),
            ([.claimWithoutTrigger], { try await store.dropClaims(examination) }),
            (Self.mendable, { try await store.mendTriggers(examination) }),
            ([.ruleUnreadable], { try await store.parkUnreadable() }),
            ([.ruleStray], { try await store.dropStrays() }),
            ([.delayStalled], { try await store.endStalledDelays(repairable) }),
            ([.sideRowsStale], { try await store.dropStaleSideRows(repairable) }),
        ]
        for (kinds, repair) in repairs {
            let found = repairable.filter { finding in kinds.contains { $0.code == finding.code } }
            guard !found.isEmpty else { continue }
            do {
                outcomes += try await repair()
            } catch {
                guard !(error is CancellationError) else { throw error }
                outcomes += found.map { finding in
                    RepairOutcome(
                        code: finding.code, subject: finding.subject, message: "not repaired: \(error)", isDone: false)
                }
            }
        }
        await store.close()
        return outcomes
    }

    /// Kinds that facts about one trigger decide.
    private static let mendable: [FindingKind] = [
        .blockedWithoutExecution, .notBlocked, .claimedWithoutFire, .stateUnknown, .noNextFireTime, .jobMissing,
        .ruleMissing, .calendarMissing, .misfireCodeUnknown,
    ]

    private func restoreSchema(_ findings: [Finding]) async throws -> [RepairOutcome] {
        try await Migrator(configuration, logger: logger).restore()
        return findings.filter {
            [FindingKind.tablesMissing.code, FindingKind.migrationPending.code, FindingKind.indexMissing.code].contains(
                $0.code)
        }.map { $0.outcome("created") }
    }

    private func insertLockRows(_ store: PostgresJobStore, _ findings: [Finding]) async throws -> [RepairOutcome] {
        try await store.write(EmbeddedSQL.storeEnsureLocks, [.text(configuration.schedulerName)])
        return findings.filter { $0.code == FindingKind.lockRowMissing.code }.map { $0.outcome("inserted") }
    }
}

extension Finding {
    /// What a repair did about it.
    func outcome(_ message: String) -> RepairOutcome {
        RepairOutcome(code: code, subject: subject, message: message, isDone: true)
    }
}
