import CarnelianCore
import LibPQ

/// What the tables say, under the lock, about the jobs and triggers that are to be stored.
struct CatalogFacts {
    private var jobs: [JobKey: Bool] = [:]
    private var executing: Set<JobKey> = []
    private var paused = PausedGroups()
    /// The stored triggers of the batch's keys; nil for one that cannot be decoded.
    private(set) var triggers: [TriggerKey: Trigger?] = [:]
    /// The jobs that they belong to.
    private(set) var owners: [TriggerKey: JobKey] = [:]

    /// The steps that ask; their results go to `init(_:)`.
    static func steps(
        _ store: PostgresJobStore, jobs: some Collection<JobKey>, triggers: some Collection<TriggerKey>
    ) -> [PQStep] {
        let scheduler = PQValue.text(store.schedulerName)
        let jobKeys = [scheduler] + KeyColumns.parameters(jobs)
        return [
            store.step(EmbeddedSQL.catalogLockJobs, jobKeys),
            store.step(EmbeddedSQL.catalogExecutingJobs, jobKeys),
            store.step(EmbeddedSQL.pausingPausedGroups, [scheduler]),
            store.step(EmbeddedSQL.catalogStoredTriggers, [scheduler] + KeyColumns.parameters(triggers)),
        ]
    }

    init(_ results: [PQResult]) throws {
        for row in results[0].rows {
            jobs[JobKey(try row.string(0), group: try row.string(1))] = try row.bool(2)
        }
        executing = Set(try KeyColumns.jobKeys(results[1]))
        paused = try PausedGroups(results[2])
        for row in results[3].rows {
            let (found, reason) = try TriggerRow.decodeForReading(row)
            triggers.updateValue(reason == nil ? found.trigger : nil, forKey: found.trigger.key)
            owners[found.trigger.key] = found.trigger.job
        }
    }

    /// Reads what matters to states alone.
    init(executing: PQResult, paused: PQResult) throws {
        self.executing = Set(try KeyColumns.jobKeys(executing))
        self.paused = try PausedGroups(paused)
    }

    func hasJob(_ key: JobKey) -> Bool { jobs[key] != nil }
    func hasTrigger(_ key: TriggerKey) -> Bool { owners[key] != nil }

    /// The facts that decide the state in which a trigger is stored.
    func conditions(for trigger: Trigger) -> TriggerConditions {
        TriggerConditions(
            isPaused: paused.contains(trigger.key.group),
            isBlocked: executing.contains(trigger.job),
            hasNext: trigger.nextFireTime != nil
        )
    }
}
