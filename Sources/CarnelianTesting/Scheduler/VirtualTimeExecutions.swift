import Carnelian
import Synchronization

/// Knows the executions of a node on a virtual clock: the clock moves on only while each of them sleeps by it.
final class VirtualTimeExecutions: JobMiddleware {
    private let clock: VirtualClock
    private let running = Atomic(0)

    init(_ clock: VirtualClock) {
        self.clock = clock
    }

    func execute(_ context: JobContext, next: (JobContext) async throws -> Void) async throws {
        running.add(1, ordering: .sequentiallyConsistent)
        defer { running.subtract(1, ordering: .sequentiallyConsistent) }
        try await clock.runJob { try await next(context) }
    }

    /// Whether the node has gone as far as it can at this time: its loop sleeps past it, no fire is on its way to its job
    /// or from there to the store.
    func areSettled(on scheduler: Scheduler) -> Bool {
        guard scheduler.status == .running else { return true }
        let activity = scheduler.activity
        guard let wakeUp = activity.sleepsUntil, wakeUp > clock.standsAt else { return false }
        return activity.queued == 0 && !activity.isRecording
            && activity.running == running.load(ordering: .sequentiallyConsistent)
    }
}
