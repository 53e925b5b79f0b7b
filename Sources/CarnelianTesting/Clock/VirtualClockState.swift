import CarnelianCore

/// Who sleeps by a virtual clock, and who waits for sleepers.
struct VirtualClockState: Sendable {
    typealias Continuation = CheckedContinuation<Void, any Error>

    /// A continuation with what it is to receive; run outside the lock.
    struct Resumption: Sendable {
        var continuation: Continuation
        var isCancelled = false

        func run() {
            if isCancelled {
                continuation.resume(throwing: CancellationError())
            } else {
                continuation.resume()
            }
        }
    }

    struct Sleeper: Sendable {
        var deadline: Timestamp
        /// The job that sleeps, if it is one.
        var job: Int?
        var continuation: Continuation
    }

    struct Waiter: Sendable {
        var count: Int
        var continuation: Continuation
    }

    var now: Timestamp
    /// How often the clock was used: two equal readings mean that nobody used it between them.
    var uses = 0
    /// What must hold before the clock moves.
    var conditions: [@Sendable () -> Bool] = []
    /// A step waited for conditions or jobs until its patience ran out, and they have not come about since.
    var isWaitingInVain = false
    private(set) var sleepers: [Int: Sleeper] = [:]
    /// How many tasks sleep that are not jobs: the loops around the clock.
    private(set) var loops = 0
    /// The jobs that run, each with how many of its tasks sleep by the clock.
    private var jobs: [Int: Int] = [:]
    private var waiters: [Int: Waiter] = [:]
    private var cancelled: Set<Int> = []
    private var lastID = 0

    init(now: Timestamp) {
        self.now = now
    }

    var earliest: Timestamp? {
        sleepers.values.lazy.map(\.deadline).min()
    }

    mutating func beginJob() -> Int {
        let id = makeID()
        jobs[id] = 0
        return id
    }

    mutating func endJob(_ id: Int) {
        uses += 1
        jobs[id] = nil
    }

    /// Whether every job that runs sleeps by the clock.
    var areJobsAsleep: Bool { jobs.values.allSatisfy { $0 > 0 } }

    mutating func makeID() -> Int {
        uses += 1
        lastID += 1
        return lastID
    }

    /// Registers a sleeper, or returns what to resume: the sleeper itself if it need not sleep.
    mutating func sleep(
        _ id: Int, until deadline: Timestamp, job: Int?, _ continuation: Continuation
    ) -> [Resumption] {
        uses += 1
        if cancelled.contains(id) { return [Resumption(continuation: continuation, isCancelled: true)] }
        guard deadline > now else { return [Resumption(continuation: continuation)] }
        sleepers[id] = Sleeper(deadline: deadline, job: job, continuation: continuation)
        count(1, job: job)
        let satisfied = waiters.filter { $0.value.count <= sleepers.count }
        for waiter in satisfied.keys { waiters[waiter] = nil }
        return satisfied.values.map { Resumption(continuation: $0.continuation) }
    }

    /// Registers a waiter for sleepers, or returns it to be resumed.
    mutating func wait(_ id: Int, for count: Int, _ continuation: Continuation) -> [Resumption] {
        if cancelled.contains(id) { return [Resumption(continuation: continuation, isCancelled: true)] }
        guard sleepers.count < count else { return [Resumption(continuation: continuation)] }
        waiters[id] = Waiter(count: count, continuation: continuation)
        return []
    }

    /// Takes out a sleeper or waiter whose task was cancelled; one that has not registered yet finds that when it does.
    mutating func cancel(_ id: Int) -> [Resumption] {
        uses += 1
        guard
            let continuation = (removeSleeper(id)?.continuation)
                ?? (waiters.removeValue(forKey: id)?.continuation)
        else {
            cancelled.insert(id)
            return []
        }
        return [Resumption(continuation: continuation, isCancelled: true)]
    }

    /// Moves to a deadline and takes out those who wake then, in the order in which they fell asleep.
    mutating func wake(at deadline: Timestamp) -> [Resumption] {
        now = max(now, deadline)
        uses += 1
        let due = sleepers.filter { $0.value.deadline <= now }
            .sorted { ($0.value.deadline, $0.key) < ($1.value.deadline, $1.key) }
        for (id, _) in due { _ = removeSleeper(id) }
        return due.map { Resumption(continuation: $0.value.continuation) }
    }

    private mutating func removeSleeper(_ id: Int) -> Sleeper? {
        guard let sleeper = sleepers.removeValue(forKey: id) else { return nil }
        count(-1, job: sleeper.job)
        return sleeper
    }

    private mutating func count(_ change: Int, job: Int?) {
        if let job { jobs[job]? += change } else { loops += change }
    }

    /// Forgets a sleeper or waiter that has returned, in case its task was cancelled just then.
    mutating func forget(_ id: Int) {
        cancelled.remove(id)
    }
}

extension [VirtualClockState.Resumption] {
    func run() {
        for resumption in self { resumption.run() }
    }
}
