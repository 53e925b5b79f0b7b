import DequeModule

/// Real threads for job code, as a task executor: a job that blocks its thread takes a worker, never a scheduler loop.
///
/// Threads start when work comes and none is free, up to the limit, and end after `stop()` when nothing is left. Work
/// that comes later still runs, on a thread started for it.
package final class WorkerPool: TaskExecutor {
    /// The most threads.
    package let size: Int

    private let name: String
    private let monitor = Monitor(State())

    private struct State {
        var jobs = Deque<UnownedJob>()
        var threads = 0
        /// Threads that run nothing, those just started included.
        var free = 0
        var isStopping = false
    }

    private enum Next {
        case run(UnownedJob)
        case end
    }

    package init(name: String, size: Int) {
        self.name = name
        self.size = max(1, size)
    }

    /// How many threads exist now.
    package var threadCount: Int {
        monitor.withLock { $0.threads }
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let startsThread = monitor.withLock { state -> Bool in
            state.jobs.append(job)
            guard state.jobs.count > state.free, state.threads < size else { return false }
            state.threads += 1
            state.free += 1
            return true
        }
        if startsThread {
            WorkerThread.start(name: name) { self.work() }
        } else {
            monitor.signal()
        }
    }

    /// Lets the threads end once the work that is queued is done.
    package func stop() {
        monitor.withLock { $0.isStopping = true }
        monitor.broadcast()
    }

    /// A thread's life.
    private func work() {
        let executor = unsafe asUnownedTaskExecutor()
        while case .run(let job) = monitor.wait(for: next) {
            unsafe job.runSynchronously(on: executor)
            monitor.withLock { $0.free += 1 }
        }
    }

    private func next(_ state: inout State) -> Next? {
        if let job = state.jobs.popFirst() {
            state.free -= 1
            return .run(job)
        }
        guard state.isStopping else { return nil }
        state.free -= 1
        state.threads -= 1
        return .end
    }
}
