import CarnelianCore

/// Which calls of a faulty store fail, and who waits while it is stalled.
struct FaultPlan: Sendable {
    typealias Continuation = CheckedContinuation<Void, any Error>

    struct Fault: Sendable {
        var moment: FaultyJobStore.Moment
        var error: CarnelianError
    }

    var isDown = false
    var isStalled = false
    private(set) var calls: [FaultyJobStore.Verb: Int] = [:]
    private var planned: [FaultyJobStore.Verb: [Fault]] = [:]
    private var waiters: [Int: Continuation] = [:]
    private var lastWaiter = 0

    mutating func plan(
        _ verb: FaultyJobStore.Verb, _ moment: FaultyJobStore.Moment, times: Int, _ error: CarnelianError
    ) {
        guard times > 0 else { return }
        planned[verb, default: []] += Array(repeating: Fault(moment: moment, error: error), count: times)
    }

    /// Counts a call and returns the fault that was planned for it.
    mutating func next(_ verb: FaultyJobStore.Verb) -> Fault? {
        calls[verb, default: 0] += 1
        guard let fault = planned[verb]?.first else { return nil }
        planned[verb]?.removeFirst()
        return fault
    }

    mutating func makeWaiterID() -> Int {
        lastWaiter += 1
        return lastWaiter
    }

    /// Registers a waiter, or returns it where it need not wait.
    mutating func wait(_ id: Int, _ continuation: Continuation, isCancelled: Bool) -> Continuation? {
        guard isStalled, !isCancelled else { return continuation }
        waiters[id] = continuation
        return nil
    }

    mutating func giveUp(_ id: Int) -> Continuation? {
        waiters.removeValue(forKey: id)
    }

    mutating func unstall() -> [Continuation] {
        isStalled = false
        defer { waiters = [:] }
        return Array(waiters.values)
    }
}
