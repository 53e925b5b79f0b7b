import CarnelianCore

extension MemoryJobStoreState {
    /// Handles the misfires among the waiting triggers, oldest first.
    ///
    /// A trigger that was resumed by itself in a paused group goes on waiting.
    mutating func sweepMisfires(_ sweep: MisfireSweep) -> MisfireSweepResult {
        guard sweep.limit > 0 else { return MisfireSweepResult() }
        var entries: [DueEntry] = []
        due.visitMisfired(before: sweep.misfireBefore) { entry in
            entries.append(entry)
            return entries.count < sweep.limit
        }
        let misfired = entries.map { entry in
            Misfire(
                trigger: entry.key, missedFireTime: entry.time, nextFireTime: applyMisfire(to: entry.key, at: sweep.now)
            )
        }
        return MisfireSweepResult(misfired: misfired, mayHaveMore: misfired.count >= sweep.limit)
    }

    /// Moves a trigger on by its misfire instruction; nil if that leaves it no fire time and ends it.
    mutating func applyMisfire(to key: TriggerKey, at now: Timestamp) -> Timestamp? {
        guard let trigger = triggers[key]?.trigger.applyingMisfire(at: now) else { return nil }
        guard let next = trigger.nextFireTime else {
            finish(key)
            return nil
        }
        change(key) { $0.trigger = trigger }
        return next
    }
}
