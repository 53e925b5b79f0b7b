public import Carnelian
import CarnelianCore
import LibPQ

extension PostgresJobStore {
    /// Pauses triggers; groups that are selected stay paused for triggers that come later.
    public func pause(_ target: PauseTarget) async throws {
        let scheduler = PQValue.text(schedulerName)
        let moves = Self.statesAfterPause
        let steps: [PQStep] =
            switch target {
            case .trigger(let key):
                [step(EmbeddedSQL.pausingPauseTrigger, [scheduler, .text(key.name), .text(key.group)] + moves)]
            case .triggerGroups(let matcher):
                [
                    step(EmbeddedSQL.pausingPauseGroups, [scheduler] + matcher.parameters + moves),
                    remembering(matcher),
                ]
            case .job(let key):
                [
                    step(
                        EmbeddedSQL.pausingPauseJobs,
                        [scheduler] + GroupMatcher.equals(key.group).parameters + moves + [.text(key.name)]
                    )
                ]
            case .jobGroups(let matcher):
                [step(EmbeddedSQL.pausingPauseJobs, [scheduler] + matcher.parameters + moves + [.null])]
            case .all:
                [
                    step(EmbeddedSQL.pausingPauseGroups, [scheduler] + GroupMatcher.any.parameters + moves),
                    remembering(.any),
                    step(EmbeddedSQL.pausingRememberGroups, [scheduler, .textArray([PausedGroups.all])]),
                ]
            }
        _ = try await lockedPipeline(steps)
    }

    /// The names of paused trigger groups; `_$_ALL_GROUPS_PAUSED_$_` stands for all, as in Quartz.
    public func pausedGroups() async throws -> Set<String> {
        let result = try await read(EmbeddedSQL.pausingPausedGroups, [.text(schedulerName)])
        return try decoded { try PausedGroups(result).names }
    }

    private func remembering(_ matcher: GroupMatcher) -> PQStep {
        if case .equals(let group) = matcher {
            return step(EmbeddedSQL.pausingRememberGroups, [.text(schedulerName), .textArray([group])])
        }
        return step(
            EmbeddedSQL.pausingRememberMatching,
            [.text(schedulerName)] + matcher.parameters + [.text(PausedGroups.recovery)]
        )
    }

    /// Each state that a pause changes, and the one that follows.
    private static var statesAfterPause: [PQValue] {
        let moves = TriggerState.allCases.map { ($0, $0.following(.pause)) }.filter { $0.0 != $0.1 }
        return [.textArray(moves.map(\.0.rawValue)), .textArray(moves.map(\.1.rawValue))]
    }
}
