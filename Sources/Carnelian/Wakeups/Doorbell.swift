package import CarnelianCore
import Synchronization

/// Wakes one waiting loop: a ring before the wait is remembered, several rings count once.
package final class Doorbell: Sendable {
    private enum State {
        case silent
        case rung
        case waiting(CheckedContinuation<Void, Never>)
    }

    private let state = Mutex(State.silent)

    package init() {}

    /// Whether someone waits for a ring and none came yet.
    package var isAwaited: Bool {
        state.withLock { state in
            if case .waiting = state { true } else { false }
        }
    }

    /// Ends the current wait, or the next one.
    package func ring() {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard case .waiting(let continuation) = state else {
                state = .rung
                return nil
            }
            state = .silent
            return continuation
        }
        waiter?.resume()
    }

    /// Waits for a ring; returns at once when the task is cancelled.
    ///
    /// One waiter at a time.
    package func wait() async {
        await withTaskCancellationHandler {
            await suspend(unless: { Task.isCancelled })
        } onCancel: {
            dismiss()
        }
    }

    /// Waits for a ring, cancelled or not.
    ///
    /// One waiter at a time.
    package func waitUninterrupted() async {
        await suspend(unless: { false })
    }

    /// Waits for a ring, but no longer than `deadline` by `clock`, and not when the task is cancelled.
    package func wait(until deadline: Timestamp, by clock: any SchedulerClock) async {
        guard clock.now() < deadline else { return }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.wait() }
            group.addTask { try? await clock.sleep(until: deadline) }
            await group.next()
            group.cancelAll()
        }
    }

    private func suspend(unless isOver: () -> Bool) async {
        await withCheckedContinuation { continuation in
            let isRung = state.withLock { state -> Bool in
                if case .silent = state, !isOver() {
                    state = .waiting(continuation)
                    return false
                }
                state = .silent
                return true
            }
            if isRung { continuation.resume() }
        }
    }

    /// Ends a wait without leaving a ring behind.
    private func dismiss() {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard case .waiting(let continuation) = state else { return nil }
            state = .silent
            return continuation
        }
        waiter?.resume()
    }
}
