package import CarnelianCore

/// What an import changes in the store, decided from the file's jobs and the stored ones.
package struct CrontabImport: Sendable, Hashable {
    /// What becomes of one job.
    package enum Change: String, Sendable, Hashable {
        case added
        case updated
        case unchanged
        /// Its line is gone from the file, and it stays.
        case gone
        /// Its line is gone from the file, and it is removed.
        case removed
    }

    /// One job and what becomes of it.
    package struct Item: Sendable, Hashable {
        package var job: JobDetail
        package var triggers: [Trigger]
        package var line: Int?
        package var change: Change
    }

    package var items: [Item] = []
    /// Triggers that a job has no more.
    package var surplusTriggers: [TriggerKey] = []

    /// Decides what changes: `stored` holds the group's jobs with their triggers; those of other files are left alone.
    package init(
        _ jobs: [CrontabJob], stored: [JobKey: (job: JobDetail, triggers: [Trigger])], source: String, prunes: Bool
    ) {
        for new in jobs {
            guard let old = stored[new.job.key] else {
                items.append(Item(job: new.job, triggers: new.triggers, line: new.line, change: .added))
                continue
            }
            let keys = Set(new.triggers.map(\.key))
            let surplus = old.triggers.map(\.key).filter { key in
                !keys.contains(key) && key.group == new.job.key.group
            }
            surplusTriggers += surplus
            let triggers = new.triggers.map { trigger in
                old.triggers.first { $0.key == trigger.key && Self.isSame($0, trigger) } ?? trigger
            }
            let isUnchanged = old.job == new.job && surplus.isEmpty && triggers.allSatisfy(old.triggers.contains)
            items.append(
                Item(job: new.job, triggers: triggers, line: new.line, change: isUnchanged ? .unchanged : .updated))
        }
        let keys = Set(jobs.map(\.job.key))
        for (key, old) in stored.sorted(by: { $0.key < $1.key })
        where !keys.contains(key) && old.job.data[CrontabJobs.sourceKey] == source {
            items.append(Item(job: old.job, triggers: old.triggers, line: nil, change: prunes ? .removed : .gone))
        }
    }

    /// The jobs to store.
    package var changedJobs: [JobDetail] {
        changed.map(\.job)
    }

    /// The triggers to store; new ones start at `start`, unchanged ones are not stored again.
    package func changedTriggers(
        startingAt start: Timestamp, stored: [JobKey: (job: JobDetail, triggers: [Trigger])]
    ) -> [Trigger] {
        changed.flatMap { item in
            item.triggers.filter { stored[item.job.key]?.triggers.contains($0) != true }.map { trigger in
                var trigger = trigger
                trigger.startTime = start
                return trigger
            }
        }
    }

    /// The keys of jobs to remove.
    package var removedJobs: [JobKey] {
        items.filter { $0.change == .removed }.map(\.job.key)
    }

    private var changed: [Item] {
        items.filter { $0.change == .added || $0.change == .updated }
    }

    /// Whether a stored trigger has the schedule and the data of a new one.
    private static func isSame(_ stored: Trigger, _ new: Trigger) -> Bool {
        stored.job == new.job && stored.kind == new.kind && stored.misfireInstruction == new.misfireInstruction
            && stored.data == new.data && stored.description == new.description && stored.endTime == nil
    }
}
