import CarnelianCore

extension MemoryJobStoreState {
    /// Handles the misfires among the waiting triggers, oldest first.
    ///
    /// A trigger that was resumed by itself in a paused group goes on waiting.
    mutating func sweepMisfires(_ sweep: MisfireSweep) -> MisfireSweepResult {
        guard sweep.limit > 0 else { return MisfireSweepResult() }
        var keys: [TriggerKey] = []
        due.visitMisfired(before: sweep.misfireBefore) { entry in
            keys.append(entry.key)
            return keys.count < sweep.limit
        }
        let misfired = keys.compactMap { applyMisfire(to: $0, at: sweep.now) }
        return MisfireSweepResult(misfired: misfired, mayHaveMore: keys.count >= sweep.limit)
    }

    /// Moves a trigger on by its misfire instruction; one without a fire time left ends.
    mutating func applyMisfire(to key: TriggerKey, at now: Timestamp) -> Misfire? {
        guard let trigger = triggers[key]?.trigger else { return nil }
        return move(trigger, to: trigger.applyingMisfire(at: now, calendar: calendar(of: trigger)), at: now)
    }

    /// Gives claims back, each with its trigger's misfire instruction applied where the trigger judges that it misfired.
    mutating func giveBackMisfired(
        _ claims: [FireInstanceID], by instance: InstanceID, at now: Timestamp, threshold: Duration
    ) -> [Misfire] {
        claims.compactMap { id in
            guard let key = fires[id]?.instance.trigger else { return nil }
            let isHeld = triggers[key]?.state == .acquired
            guard drop(id, by: instance), isHeld, let entry = triggers[key],
                let handled = entry.trigger.misfireHandledAtClaim(
                    at: now, threshold: threshold, calendar: calendar(of: entry.trigger)
                )
            else { return nil }
            return move(entry.trigger, to: handled, at: now)
        }
    }

    private mutating func move(_ trigger: Trigger, to handled: Trigger, at now: Timestamp) -> Misfire {
        if handled.nextFireTime == nil {
            finish(trigger.key)
        } else {
            change(trigger.key) { $0.trigger = handled }
        }
        return Misfire(of: trigger, handled: handled, at: now)
    }
}
