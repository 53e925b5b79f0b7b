import CLibPQ
import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// One thread that is both the executor of its connections and their poller.
///
/// A connection's code runs where its socket is watched: a query costs one switch to this thread and one back, and
/// no `PGconn` is ever touched by two threads at once.
package final class PQEventLoop: SerialExecutor {
    /// The loop that is used where none is named.
    ///
    /// It lives as long as the process.
    package static let shared = PQEventLoop()

    private enum Entry {
        case job(UnownedJob)
        case work(@Sendable () -> Void)
        case stop
    }

    private struct Inbox: Sendable {
        var entries: [Entry] = []
        var isAsleep = false
        var hasStopped = false
    }

    private let inbox = Mutex(Inbox())
    private let threadID = Atomic<UInt>(0)
    private let opened: Result<Poller, PQError>
    /// Belongs to the loop's thread.
    private let watched = WatchList()

    /// Starts the loop's thread.
    ///
    /// A system that has no descriptor or thread left shows in the first `connect`.
    package init() {
        do throws(PQError) {
            let poller = try Poller()
            opened = .success(poller)
        } catch {
            opened = .failure(error)
            return
        }
        startThread(named: "carnelian-pq") { self.run() }
    }

    /// Ends the loop's thread.
    ///
    /// Its connections must have been closed: nothing of theirs runs afterwards.
    package func stop() {
        append(.stop)
    }

    /// Throws when the loop could not be started.
    func requireStarted() throws(PQError) {
        _ = try opened.get()
    }

    // MARK: Executor

    package func enqueue(_ job: consuming ExecutorJob) {
        append(.job(UnownedJob(job)))
    }

    package func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        unsafe UnownedSerialExecutor(ordinary: self)
    }

    package func isIsolatingCurrentContext() -> Bool? {
        isOnLoop
    }

    package func checkIsolated() {
        precondition(isOnLoop, "this code belongs to the thread of its PQEventLoop")
    }

    // MARK: Work from any thread

    /// Runs `work` on the loop's thread, after what was handed over before.
    func post(_ work: @escaping @Sendable () -> Void) {
        append(.work(work))
    }

    private var isOnLoop: Bool {
        threadID.load(ordering: .relaxed) == currentThreadID()
    }

    private func append(_ entry: Entry) {
        let mustWake = inbox.withLock { inbox in
            // Nobody would ever run it; what it holds is let go here.
            guard !inbox.hasStopped else { return false }
            inbox.entries.append(entry)
            defer { inbox.isAsleep = false }
            return inbox.isAsleep
        }
        if mustWake, !isOnLoop, case .success(let poller) = opened { poller.wake() }
    }

    // MARK: For the loop's thread alone

    /// Watches `descriptor` and calls `onReady` each time that it can be read (or, while asked for, written).
    func watch(_ descriptor: Int32, onReady: @escaping () -> Void) throws(PQError) -> WatchList.Identifier {
        let identifier = watched.insert(onReady)
        do throws(PQError) {
            try opened.get().add(descriptor, identifier: identifier, writing: false)
        } catch {
            watched.remove(identifier)
            throw error
        }
        return identifier
    }

    /// Asks to be told, or not to be told, when `descriptor` can be written.
    func setWriting(_ writing: Bool, _ descriptor: Int32, _ identifier: WatchList.Identifier) {
        if case .success(let poller) = opened {
            poller.modify(descriptor, identifier: identifier, writing: writing)
        }
    }

    /// Stops watching.
    ///
    /// `descriptor` is nil when it has been closed already.
    func unwatch(_ descriptor: Int32?, _ identifier: WatchList.Identifier) {
        watched.remove(identifier)
        if let descriptor, case .success(let poller) = opened { poller.remove(descriptor) }
    }

    /// Sets or moves a timer.
    func arm(_ timer: LoopTimer, at deadline: MonotonicTime) {
        watched.timers.arm(timer, at: deadline)
    }

    private func run() {
        threadID.store(currentThreadID(), ordering: .relaxed)
        guard case .success(let poller) = opened else { return }
        var batch: [Entry] = []
        var roundsWithoutPoll = 0
        while true {
            inbox.withLock { inbox in
                swap(&inbox.entries, &batch)
                inbox.isAsleep = batch.isEmpty
            }
            let isIdle = batch.isEmpty
            for entry in batch {
                switch entry {
                case .job(let job): unsafe job.runSynchronously(on: asUnownedSerialExecutor())
                case .work(let work): work()
                case .stop:
                    inbox.withLock { inbox in
                        inbox.hasStopped = true
                        inbox.entries = []
                    }
                    poller.closeDescriptors()
                    return
                }
            }
            batch.removeAll(keepingCapacity: true)
            // What was just run has often queued more; sockets get their turn all the same.
            roundsWithoutPoll += 1
            if !isIdle, roundsWithoutPoll < 16 { continue }
            roundsWithoutPoll = 0
            poller.wait(milliseconds: isIdle ? millisecondsToNextTimer() : 0) { identifier in
                watched.handler(identifier)?()
            }
            fireTimers()
        }
    }

    private func millisecondsToNextTimer() -> Int32 {
        guard let next = watched.timers.next else { return -1 }
        return MonotonicTime.now.milliseconds(until: next)
    }

    private func fireTimers() {
        guard watched.timers.next != nil else { return }
        let now = MonotonicTime.now
        while let due = watched.timers.popDue(at: now) { due.fire() }
    }
}
