import CarnelianCore
import Synchronization

/// Wakes the acquire loop, unless it will wake early enough anyway.
final class AcquireSignal: Sendable {
    /// Why the loop woke.
    enum Reason: Sendable {
        /// Its time came, or this node did something.
        case own
        /// A schedule changed in the store: every node was told at once.
        case told
    }

    private struct State {
        var wakesAt: Timestamp?
        var isTold = false
    }

    let bell = Doorbell()
    private let state = Mutex(State())

    /// Until when the loop sleeps; nil while it works.
    var sleepsUntil: Timestamp? {
        guard bell.isAwaited else { return nil }
        return state.withLock { $0.wakesAt }
    }

    /// A trigger may be due at `earliest`; nil: now.
    func scheduleChanged(earliest: Timestamp?) {
        let rings = state.withLock { state -> Bool in
            if let earliest, let wakesAt = state.wakesAt, earliest >= wakesAt { return false }
            state.isTold = true
            return true
        }
        if rings { bell.ring() }
    }

    /// Sleeps until a ring or `deadline`; `due` is the earliest due time that the sleeper knows it will see in time.
    func sleep(until deadline: Timestamp, by clock: any SchedulerClock) async -> Reason {
        state.withLock { $0.wakesAt = deadline }
        await bell.wait(until: deadline, by: clock)
        return state.withLock { state in
            defer { state = State() }
            return state.isTold ? .told : .own
        }
    }
}
