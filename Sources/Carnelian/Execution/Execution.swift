import CarnelianCore
import Logging
import Synchronization

/// One fire that this node executes: its data as the job leaves them, and the handle by which it is cancelled.
final class Execution: Sendable {
    let fire: Fire
    private let logger: Logger
    private let data: Mutex<JobDataMap>
    private let task = Mutex(TaskState.notStarted)
    private let ownershipLost = Atomic(false)
    private let interrupted = Atomic(false)

    private enum TaskState {
        case notStarted
        case running(RunningTask)
        case cancelled
        case ended
    }

    // A task may be cancelled from anywhere while `withUnsafeCurrentTask` is open for it; `task` is `running` only then.
    @safe private struct RunningTask: @unchecked Sendable {
        let handle: UnsafeCurrentTask
    }

    init(_ fire: Fire, logger: Logger) {
        self.fire = fire
        self.logger = logger
        data = Mutex(fire.job.data)
    }

    var jobData: JobDataMap {
        get { data.withLock { $0 } }
        set { data.withLock { $0 = newValue } }
    }

    /// The data to write back: nil if the job does not persist them or left them as they were.
    var changedData: JobDataMap? {
        guard fire.job.persistsData else { return nil }
        let data = jobData
        return data == fire.job.data ? nil : data
    }

    var isOwnershipLost: Bool { ownershipLost.load(ordering: .acquiring) }

    /// Whether it was asked to end.
    var isInterrupted: Bool { interrupted.load(ordering: .acquiring) }

    /// Notes that somebody asked for its end, before it is cancelled; false if that was done before.
    func markInterrupted() -> Bool {
        !interrupted.exchange(true, ordering: .acquiringAndReleasing)
    }

    /// Runs `body` in this task, so that `cancel()` cancels it; cancelled from the start if `cancel()` came before.
    func run(_ body: @Sendable () async -> Void) async {
        await unsafe withUnsafeCurrentTask { handle in
            if let handle = unsafe handle { unsafe begin(RunningTask(handle: handle)) }
            await body()
            task.withLock { $0 = .ended }
        }
    }

    private func begin(_ running: RunningTask) {
        let isCancelled = task.withLock { state -> Bool in
            if case .cancelled = state { return true }
            state = .running(running)
            return false
        }
        if isCancelled { unsafe running.handle.cancel() }
    }

    /// Cancels the job's task; the job decides when it ends.
    ///
    /// Cancellation handlers of the job run within, while its end waits: they must not wait for the job.
    func cancel(ownershipLost isLost: Bool = false) {
        if isLost { ownershipLost.store(true, ordering: .releasing) }
        task.withLock { state in
            switch state {
            case .running(let running): unsafe running.handle.cancel()
            case .notStarted: state = .cancelled
            case .cancelled, .ended: break
            }
        }
    }

    func makeLogger(refireCount: Int) -> Logger {
        var logger = logger
        logger[metadataKey: LoggingKeys.fireInstance] = "\(fire.id)"
        logger[metadataKey: LoggingKeys.job] = "\(fire.job.key)"
        logger[metadataKey: LoggingKeys.jobType] = "\(fire.job.type)"
        logger[metadataKey: LoggingKeys.trigger] = "\(fire.trigger.key)"
        if refireCount > 0 { logger[metadataKey: LoggingKeys.refireCount] = "\(refireCount)" }
        return logger
    }
}
