import CarnelianCore

extension MemoryJobStoreState {
    /// Fires what the node claimed before, then claims for it again.
    mutating func turn(_ turn: Turn) -> TurnResult {
        var result = TurnResult()
        for intent in turn.fires {
            if let fire = fire(intent, in: turn) {
                result.fired.append(fire)
            } else {
                drop(intent.claim.id, by: turn.instance)
                result.dropped.append(intent.claim.id)
            }
        }
        let candidates = claimable(in: turn)
        for key in candidates {
            guard let entry = triggers[key], let job = jobs[entry.trigger.job]?.detail else { continue }
            let claim = claim(entry.trigger, of: job, in: turn)
            if firesAtOnce(entry.trigger, job, at: turn.now), let fire = fire(FireIntent(claim), in: turn) {
                result.fired.append(fire)
            } else {
                result.claimed.append(claim)
            }
        }
        result.mayHaveMore = turn.limit > 0 && candidates.count >= turn.limit
        return result
    }

    // MARK: Claiming

    /// The triggers to claim, in order: at most one per exclusive job.
    private func claimable(in turn: Turn) -> [TriggerKey] {
        guard turn.limit > 0 else { return [] }
        var keys: [TriggerKey] = []
        var exclusiveJobs: Set<JobKey> = []
        due.visitClaimable(
            types: turn.types, horizon: turn.horizon, misfireBefore: turn.misfireBefore
        ) { entry in
            guard let job = triggers[entry.key].flatMap({ jobs[$0.trigger.job] })?.detail else { return true }
            if job.isExclusive, !exclusiveJobs.insert(job.key).inserted { return true }
            keys.append(entry.key)
            return keys.count < turn.limit
        }
        return keys
    }

    private mutating func claim(_ trigger: Trigger, of job: JobDetail, in turn: Turn) -> Claim {
        let claim = Claim(
            id: FireInstanceID(instance: turn.instance, sequence: nextSequence()), trigger: trigger, job: job,
            calendar: calendar(of: trigger)
        )
        apply(.acquire, to: trigger.key)
        claims[trigger.key, default: []].insert(claim.id)
        fires[claim.id] = FireEntry(
            instance: FireInstance(
                id: claim.id, instance: turn.instance, trigger: trigger.key, job: nil, state: .acquired,
                fireTime: turn.now, scheduledFireTime: claim.scheduledFireTime, isExclusive: false,
                requestsRecovery: false
            ),
            priority: trigger.priority
        )
        return claim
    }

    /// Whether a claimed trigger need not wait for a later turn: it is due, its next fire time is plain arithmetic, and its
    /// schedule has nothing beyond Quartz's.
    private func firesAtOnce(_ trigger: Trigger, _ job: JobDetail, at now: Timestamp) -> Bool {
        guard case .simple = trigger.kind, let time = trigger.nextFireTime, time <= now, !job.isExclusive
        else { return false }
        return trigger.calendarName == nil && trigger.jitter == .zero && trigger.missed == nil
            && trigger.misfireThreshold == nil && trigger.clockChanges == nil && !trigger.judgesMisfiresAtClaim
    }

    // MARK: Firing

    /// Fires a claim, or nil where it is no longer this node's or its trigger is no longer as it was claimed.
    private mutating func fire(_ intent: FireIntent, in turn: Turn) -> Fire? {
        let id = intent.claim.id
        guard let row = fires[id], row.instance.instance == turn.instance, row.instance.state == .acquired,
            let entry = triggers[row.instance.trigger], entry.state == .acquired,
            let due = entry.trigger.nextFireTime, due == intent.claim.trigger.nextFireTime,
            let job = jobs[entry.trigger.job]?.detail, job.type == intent.claim.job.type
        else { return nil }
        let event = TriggerEvent.fire(hasNext: intent.advanced.nextFireTime != nil, exclusive: job.isExclusive)
        change(entry.trigger.key) {
            $0.trigger.nextFireTime = intent.advanced.nextFireTime
            $0.trigger.previousFireTime = intent.advanced.previousFireTime
            $0.trigger.timesTriggered = intent.advanced.timesTriggered
            $0.trigger.missed = nil
            $0.state = $0.state.following(event)
        }
        let missed = entry.trigger.missed
        let scheduled = missed?.scheduledFireTime ?? due
        begin(id, of: job, scheduled: scheduled, at: turn.now)
        if job.isExclusive {
            for sibling in jobs[job.key]?.triggers ?? [] where sibling != entry.trigger.key {
                apply(.siblingFired, to: sibling)
            }
        }
        guard let fired = triggers[entry.trigger.key]?.trigger else { return nil }
        return Fire(
            id: id, trigger: fired, job: job, scheduledFireTime: scheduled, fireTime: turn.now,
            previousFireTime: entry.trigger.previousFireTime, missedFireTimes: missed?.count ?? 0
        )
    }

    private mutating func begin(_ id: FireInstanceID, of job: JobDetail, scheduled: Timestamp, at now: Timestamp) {
        guard var row = fires[id] else { return }
        row.instance.state = .executing
        row.instance.job = job.key
        row.instance.fireTime = now
        row.instance.scheduledFireTime = scheduled
        row.instance.isExclusive = job.isExclusive
        row.instance.requestsRecovery = job.requestsRecovery
        fires[id] = row
        forgetClaim(id, of: row.instance.trigger)
        executions[row.instance.trigger, default: 0] += 1
        if job.isExclusive { exclusiveExecutions[job.key, default: 0] += 1 }
    }

    // MARK: Giving back

    /// Gives back the claims among these that are the node's; the schedule stays as it is.
    mutating func release(_ claims: [FireInstanceID], by instance: InstanceID) {
        for id in claims {
            drop(id, by: instance)
        }
    }

    /// Forgets a claim; its trigger waits again, or is blocked if its exclusive job is executing.
    @discardableResult
    mutating func drop(_ id: FireInstanceID, by instance: InstanceID) -> Bool {
        guard let row = fires[id], row.instance.instance == instance, row.instance.state == .acquired
        else { return false }
        fires[id] = nil
        forgetClaim(id, of: row.instance.trigger)
        // One that was paused and resumed meanwhile may be another node's by now.
        if let entry = triggers[row.instance.trigger], claims[row.instance.trigger] == nil {
            apply(.release(conditions(for: entry.trigger)), to: entry.trigger.key)
        }
        return true
    }
}
