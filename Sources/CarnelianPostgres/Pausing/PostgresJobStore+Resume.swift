public import Carnelian
import CarnelianCore
import LibPQ

extension PostgresJobStore {
    /// Resumes triggers; a fire time that passed by more than the misfire threshold is handled by the trigger's
    /// instruction.
    public func resume(_ target: PauseTarget) async throws {
        let now = clock.now()
        try await locked(then: [questions(for: target)]) { transaction, results in
            var resumption = try Resumption(results[0])
            let book = try await calendars(of: resumption.triggers, transaction)
            resumption.resume(at: now, threshold: configuration.misfireThreshold, book)
            var steps: [PQStep] = []
            if let step = forgetting(target) { steps.append(step) }
            if !resumption.moved.isEmpty {
                steps.append(step(EmbeddedSQL.misfireApply, [.text(schedulerName)] + resumption.moved.parameters))
                if let notify = notifyStep(earliest: resumption.moved.earliest) { steps.append(notify) }
            }
            if let step = parkStep(resumption.poison) { steps.append(step) }
            if !steps.isEmpty { try await transaction.pipeline(steps) }
            try await finish(resumption.ended, transaction)
        }
        announce(earliest: nil)
    }

    /// Ends triggers that have no further fire time: they go at once, or when their executions end.
    func finish(_ triggers: [Trigger], _ transaction: PQTransaction) async throws {
        guard !triggers.isEmpty else { return }
        let scheduler = PQValue.text(schedulerName)
        let keys = triggers.map(\.key)
        try await transaction.pipeline([
            step(EmbeddedSQL.catalogJobsOfTriggers, [scheduler] + KeyColumns.parameters(keys)),
            step(EmbeddedSQL.completionRemoveSpent, [scheduler] + KeyColumns.parameters(keys)),
            step(EmbeddedSQL.catalogDeleteOrphans, [scheduler] + KeyColumns.parameters(Set(triggers.map(\.job)))),
        ])
    }

    private func questions(for target: PauseTarget) -> PQStep {
        let scheduler = PQValue.text(schedulerName)
        switch target {
        case .trigger(let key):
            return step(EmbeddedSQL.pausingPausedTrigger, [scheduler, .text(key.name), .text(key.group)])
        case .triggerGroups(let matcher):
            return step(EmbeddedSQL.pausingPausedTriggersByGroup, [scheduler] + matcher.parameters)
        case .job(let key):
            let group = GroupMatcher.equals(key.group).parameters
            return step(EmbeddedSQL.pausingPausedTriggersByJob, [scheduler] + group + [.text(key.name)])
        case .jobGroups(let matcher):
            return step(EmbeddedSQL.pausingPausedTriggersByJob, [scheduler] + matcher.parameters + [.null])
        case .all:
            return step(EmbeddedSQL.pausingPausedTriggersByGroup, [scheduler] + GroupMatcher.any.parameters)
        }
    }

    /// The step that forgets which groups are paused; nil where groups are not what is resumed.
    private func forgetting(_ target: PauseTarget) -> PQStep? {
        let matcher: GroupMatcher
        switch target {
        case .trigger, .job, .jobGroups: return nil
        case .triggerGroups(let groups): matcher = groups
        case .all: matcher = .any
        }
        // The marker for all groups goes only with all groups.
        return step(
            EmbeddedSQL.pausingForgetMatching,
            [.text(schedulerName)] + matcher.parameters + [.text(PausedGroups.all)]
        )
    }
}
