import Carnelian
import CarnelianCore

/// Brings a crontab's jobs into a store.
struct CrontabImporter {
    let store: any JobStore

    /// Stores what is new or changed, in one transaction, and removes what is to go; says what it did.
    func run(_ jobs: [CrontabJob], group: String, source: String, prunes: Bool) async throws -> CrontabImport {
        // Triggers start now, by the database's clock.
        try await store.open()
        var stored: [JobKey: (job: JobDetail, triggers: [Trigger])] = [:]
        for job in try await store.jobs(matching: .equals(group)) { stored[job.key] = (job, []) }
        for trigger in try await store.triggers(matching: .group(.equals(group))) {
            stored[trigger.trigger.job]?.triggers.append(trigger.trigger)
        }
        let changes = CrontabImport(jobs, stored: stored, source: source, prunes: prunes)
        if !changes.changedJobs.isEmpty {
            try await store.store(
                jobs: changes.changedJobs,
                triggers: changes.changedTriggers(startingAt: store.clock.now(), stored: stored), onConflict: .replace)
        }
        if !changes.surplusTriggers.isEmpty { _ = try await store.removeTriggers(changes.surplusTriggers) }
        if !changes.removedJobs.isEmpty { _ = try await store.removeJobs(changes.removedJobs) }
        return changes
    }
}
