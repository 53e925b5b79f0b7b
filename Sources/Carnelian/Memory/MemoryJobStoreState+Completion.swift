import CarnelianCore

extension MemoryJobStoreState {
    /// Records the ends of executions; returns those that were not the caller's.
    mutating func complete(_ completions: [Completion]) -> Set<FireInstanceID> {
        var lost: Set<FireInstanceID> = []
        for completion in completions {
            guard let row = fires[completion.id]?.instance, row.instance == completion.instance,
                row.state == .executing
            else {
                lost.insert(completion.id)
                continue
            }
            end(completion.id)
            if let data = completion.data, jobs[completion.job]?.detail.persistsData == true {
                jobs[completion.job]?.detail.data = data
            }
            endFixedDelay(of: row.trigger, by: completion)
            park(completion.instruction, trigger: row.trigger, job: completion.job)
            if let entry = triggers[row.trigger], entry.state == .complete,
                completion.isFinal || !isExecuting(row.trigger)
            {
                discard(row.trigger, keepingClaims: true)
            }
            unschedule(completion.instruction, trigger: row.trigger, job: completion.job)
            if completion.mayEndJob, let job = jobs[completion.job], !job.detail.isDurable, job.triggers.isEmpty {
                jobs[completion.job] = nil
            }
        }
        return lost
    }

    /// Forgets an execution and unblocks the triggers of its job if nothing else keeps them blocked.
    mutating func end(_ id: FireInstanceID) {
        guard let row = fires.removeValue(forKey: id)?.instance else { return }
        if !interrupts.isEmpty { interrupts.remove(id) }
        executions[row.trigger] = MemoryJobStoreState.oneLess(executions[row.trigger])
        guard row.isExclusive, let job = row.job else { return }
        exclusiveExecutions[job] = MemoryJobStoreState.oneLess(exclusiveExecutions[job])
        guard !isExecutingExclusively(job) else { return }
        for key in jobs[job]?.triggers ?? [] {
            apply(.unblock, to: key)
        }
    }

    /// Sets the next fire time of a fixed-delay trigger whose run this was, unless it was replaced meanwhile.
    private mutating func endFixedDelay(of key: TriggerKey, by completion: Completion) {
        guard let trigger = triggers[key]?.trigger, let fired = completion.fixedDelayFireTime,
            trigger.nextFireTime == FixedDelayTrigger.running, trigger.previousFireTime == fired
        else { return }
        if completion.nextFireTime != nil { return goOn(key, at: completion.nextFireTime) }
        // It goes when all that follows from the completion is known.
        change(key) {
            $0.trigger.nextFireTime = nil
            $0.state = $0.state.following(.finish)
        }
    }

    /// Gives a trigger its next fire time; without one it ends.
    mutating func goOn(_ key: TriggerKey, at next: Timestamp?) {
        guard let next else { return finish(key) }
        change(key) { $0.trigger.nextFireTime = next }
    }

    private static func oneLess(_ count: Int?) -> Int? {
        count.flatMap { $0 > 1 ? $0 - 1 : nil }
    }

    private mutating func park(_ instruction: Completion.Instruction, trigger: TriggerKey, job: JobKey) {
        switch instruction {
        case .parkTrigger(let reason):
            park(trigger, reason)
        case .parkJob(let reason):
            for key in jobs[job]?.triggers ?? [] { park(key, reason) }
        case .none, .unscheduleTrigger, .unscheduleJob:
            break
        }
    }

    private mutating func unschedule(_ instruction: Completion.Instruction, trigger: TriggerKey, job: JobKey) {
        switch instruction {
        case .unscheduleTrigger:
            finish(trigger)
        case .unscheduleJob:
            for key in jobs[job]?.triggers ?? [] { discard(key) }
        case .none, .parkTrigger, .parkJob:
            break
        }
    }

    private mutating func park(_ key: TriggerKey, _ reason: String) {
        change(key) {
            $0.state = $0.state.following(.park)
            $0.errorReason = reason
        }
    }
}

extension Completion {
    /// Whether a job without triggers that is not durable goes with this.
    fileprivate var mayEndJob: Bool {
        switch instruction {
        case .unscheduleTrigger, .unscheduleJob: true
        case .none, .parkTrigger, .parkJob: isFinal && !isDurable
        }
    }
}
