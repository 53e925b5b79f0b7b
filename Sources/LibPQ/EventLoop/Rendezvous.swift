import Synchronization

/// Hands one value from any thread to one waiting task, unless a deadline or a cancellation comes first.
final class Rendezvous<Value: Sendable>: Sendable {
    enum Outcome: Sendable {
        case value(Value)
        case deadline
        case cancelled
    }

    private enum State {
        case open
        case waiting(CheckedContinuation<Outcome, Never>)
        case settled(Outcome)
        case taken
    }

    private let state = Mutex(State.open)

    /// Hands `value` over.
    ///
    /// False when the other side has gone: the value is then still the caller's.
    func fulfil(_ value: Value) -> Bool {
        settle(.value(value))
    }

    /// Waits for the value.
    ///
    /// Call it once.
    func wait(
        until deadline: MonotonicTime, on loop: PQEventLoop, isolation: isolated (any Actor)? = #isolation
    ) async -> Outcome {
        let alarm = Alarm { _ = self.settle(.deadline) }
        if deadline != .never { loop.post { alarm.arm(on: loop, at: deadline) } }
        defer { if deadline != .never { loop.post { alarm.disarm() } } }
        return await withTaskCancellationHandler {
            await withCheckedContinuation(isolation: isolation) { continuation in
                let settled: Outcome? = state.withLock { state in
                    guard case .settled(let outcome) = state else {
                        state = .waiting(continuation)
                        return nil
                    }
                    state = .taken
                    return outcome
                }
                if let settled { continuation.resume(returning: settled) }
            }
        } onCancel: {
            _ = settle(.cancelled)
        }
    }

    private func settle(_ outcome: Outcome) -> Bool {
        let (won, waiter): (Bool, CheckedContinuation<Outcome, Never>?) = state.withLock { state in
            switch state {
            case .open:
                state = .settled(outcome)
                return (true, nil)
            case .waiting(let continuation):
                state = .taken
                return (true, continuation)
            case .settled, .taken:
                return (false, nil)
            }
        }
        waiter?.resume(returning: outcome)
        return won
    }
}

/// A timer that is set and dropped by work posted to its loop.
// Touched on the loop's thread only, once made.
private final class Alarm: @unchecked Sendable {
    private let timer: LoopTimer

    init(_ action: @escaping @Sendable () -> Void) {
        timer = LoopTimer(action)
    }

    func arm(on loop: PQEventLoop, at deadline: MonotonicTime) {
        loop.arm(timer, at: deadline)
    }

    func disarm() {
        timer.disarm()
    }
}
