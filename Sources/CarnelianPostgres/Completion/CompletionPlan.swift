import Carnelian
import CarnelianCore

/// What a batch of completions has to do beyond deleting fire instances, and so whether it needs the lock row.
///
/// The lock row is needed where rows of other triggers or jobs change: an exclusive job's triggers are unblocked, a
/// non-durable job may go with its last trigger, a fixed-delay trigger goes on, an instruction removes or parks triggers. It is also taken for last
/// fires while nodes of another runtime are in the cluster: theirs look at a trigger and update it in two statements,
/// relying on the lock alone, and must not find it gone in between.
struct CompletionPlan {
    var completions: [Completion]
    var needsLock: Bool

    init(_ completions: [Completion], hasForeignNodes: Bool) {
        self.completions = completions
        self.needsLock = completions.contains { completion in
            completion.isExclusive || completion.instruction != .none || completion.fixedDelayFireTime != nil
                || (completion.isFinal && (!completion.isDurable || hasForeignNodes))
        }
    }

    /// The fire instances that leave job data behind.
    var withData: [(id: FireInstanceID, data: JobDataMap)] {
        completions.compactMap { completion in completion.data.map { (completion.id, $0) } }
    }

    /// The runs of fixed-delay triggers among `ids`.
    func delays(_ ids: Set<FireInstanceID>) -> EndedDelays {
        var delays = EndedDelays()
        for completion in completions where ids.contains(completion.id) {
            if let fired = completion.fixedDelayFireTime {
                delays.append(completion.trigger, fired: fired, next: completion.nextFireTime)
            }
        }
        return delays
    }

    /// The exclusive jobs among `ids`, whose triggers go on.
    func unblocked(_ ids: Set<FireInstanceID>) -> [JobKey] {
        keys { ids.contains($0.id) && $0.isExclusive ? $0.job : nil }
    }

    /// The jobs among `ids` that may have lost their last trigger.
    func orphans(_ ids: Set<FireInstanceID>) -> [JobKey] {
        keys { completion in
            guard ids.contains(completion.id) else { return nil }
            switch completion.instruction {
            case .unscheduleTrigger, .unscheduleJob: return completion.job
            case .none, .parkTrigger, .parkJob:
                return completion.isFinal && !completion.isDurable ? completion.job : nil
            }
        }
    }

    /// The non-durable jobs of executions whose trigger went with them, unexpectedly.
    func orphans(endedEarly ids: Set<FireInstanceID>) -> [JobKey] {
        keys { ids.contains($0.id) && !$0.isDurable ? $0.job : nil }
    }

    /// The triggers among `ids` that never fire again.
    func unscheduledTriggers(_ ids: Set<FireInstanceID>) -> [TriggerKey] {
        completions.filter { ids.contains($0.id) && $0.instruction == .unscheduleTrigger }.map(\.trigger)
    }

    /// The jobs among `ids` whose triggers never fire again.
    func unscheduledJobs(_ ids: Set<FireInstanceID>) -> [JobKey] {
        keys { ids.contains($0.id) && $0.instruction == .unscheduleJob ? $0.job : nil }
    }

    /// The triggers among `ids` to park, with the reasons.
    func parkedTriggers(_ ids: Set<FireInstanceID>) -> [(key: TriggerKey, reason: String)] {
        completions.compactMap { completion in
            guard ids.contains(completion.id), case .parkTrigger(let reason) = completion.instruction else {
                return nil
            }
            return (completion.trigger, reason)
        }
    }

    /// The jobs among `ids` whose triggers are parked, with the reasons.
    func parkedJobs(_ ids: Set<FireInstanceID>) -> [(key: JobKey, reason: String)] {
        completions.compactMap { completion in
            guard ids.contains(completion.id), case .parkJob(let reason) = completion.instruction else { return nil }
            return (completion.job, reason)
        }
    }

    private func keys(_ key: (Completion) -> JobKey?) -> [JobKey] {
        Array(Set(completions.compactMap(key))).sorted()
    }
}
