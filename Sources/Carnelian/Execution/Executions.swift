import CarnelianCore
import DequeModule
import Logging

/// The fires that this node has to execute: those that wait for a permit, and those that run.
final class Executions: Sendable {
    private struct State {
        var queue = Deque<Fire>()
        var running: [FireInstanceID: Execution] = [:]
        var runners = 0
        var pace = Pace()
        /// The occupancy at or below which the acquire loop wants to be woken.
        var wakesAt: Int?
        /// Nothing starts any more; what comes or waits is left to recovery.
        var isClosed = false
        var abandoned: [Fire] = []
        /// Fires that were asked to end before they started.
        var interrupted: Set<FireInstanceID> = []
    }

    /// How many run and wait.
    struct Occupancy: Sendable {
        var running: Int
        var queued: Int
        var pace: Pace
        var total: Int { running + queued }
    }

    private let state = Monitor(State())
    private let permits: Int
    private let logger: Logger
    private let bell: Doorbell

    /// `bell` is rung when the occupancy has fallen as far as `wake(at:)` says, or runners are wanted.
    init(permits: Int, logger: Logger, bell: Doorbell) {
        self.permits = permits
        self.logger = logger
        self.bell = bell
    }

    var occupancy: Occupancy {
        state.withLock { Occupancy(running: $0.running.count, queued: $0.queue.count, pace: $0.pace) }
    }

    /// The executions that run, and the fires that wait.
    var snapshot: (running: [Execution], queued: [Fire]) {
        state.withLock { (Array($0.running.values), Array($0.queue)) }
    }

    /// Takes fires; returns how many runners must be started for them.
    func add(_ fires: [Fire] = []) -> Int {
        state.withLock { state in
            guard !state.isClosed else {
                state.abandoned += fires
                return 0
            }
            state.queue.append(contentsOf: fires)
            let count = min(state.queue.count, permits - state.runners)
            guard count > 0 else { return 0 }
            state.runners += count
            return count
        }
    }

    /// A runner's end of one execution and start of the next; nil: the runner ends.
    ///
    /// A runner whose task was cancelled ends, so that the next fire starts in a task that is not.
    func next(after finished: Execution?, took duration: Duration, isCancelled: Bool) -> Execution? {
        let (execution, rings) = state.withLock { state -> (Execution?, Bool) in
            if let finished {
                state.running[finished.fire.id] = nil
                state.pace.recordExecution(duration)
            }
            var started: Execution?
            if !isCancelled, !state.isClosed, let fire = state.queue.popFirst() {
                let execution = Execution(fire, logger: logger)
                if state.interrupted.remove(fire.id) != nil, execution.markInterrupted() { execution.cancel() }
                state.running[fire.id] = execution
                started = execution
            } else {
                state.runners -= 1
            }
            var rings = isCancelled && !state.queue.isEmpty
            if let wakesAt = state.wakesAt, state.running.count + state.queue.count <= wakesAt {
                state.wakesAt = nil
                rings = true
            }
            return (started, rings)
        }
        if rings { bell.ring() }
        return execution
    }

    func recordTurn(_ duration: Duration) {
        state.withLock { $0.pace.recordTurn(duration) }
    }

    /// Rings the bell once, when no more than `occupancy` fires run and wait; at once if it is so already.
    func wake(at occupancy: Int?) {
        let rings = state.withLock { state -> Bool in
            guard let occupancy else {
                state.wakesAt = nil
                return false
            }
            if state.running.count + state.queue.count <= occupancy { return true }
            state.wakesAt = occupancy
            return false
        }
        if rings { bell.ring() }
    }

    /// Cancels what runs and starts nothing more.
    func close() {
        let running = state.withLock { state -> [Execution] in
            state.isClosed = true
            state.abandoned += state.queue
            state.queue.removeAll()
            return Array(state.running.values)
        }
        for execution in running { execution.cancel() }
    }

    /// Cancels executions that were asked to end; before that `tell` hears of each that was not asked before.
    func interrupt(_ ids: Set<FireInstanceID>, tell: (Fire) -> Void) {
        let (running, queued) = state.withLock { state -> ([Execution], [Fire]) in
            let queued = state.queue.filter { ids.contains($0.id) && state.interrupted.insert($0.id).inserted }
            return (ids.compactMap { state.running[$0] }, Array(queued))
        }
        queued.forEach(tell)
        for execution in running where execution.markInterrupted() {
            tell(execution.fire)
            execution.cancel()
        }
    }

    /// Cancels and forgets executions that the cluster took away.
    func revoke(_ ids: Set<FireInstanceID>) {
        let running = state.withLock { state -> [Execution] in
            state.queue.removeAll { ids.contains($0.id) }
            state.interrupted.subtract(ids)
            return ids.compactMap { state.running[$0] }
        }
        for execution in running { execution.cancel(ownershipLost: true) }
    }

    /// Whether nothing starts any more.
    var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Fires that never started.
    var abandoned: [Fire] { state.withLock { $0.abandoned } }
}
