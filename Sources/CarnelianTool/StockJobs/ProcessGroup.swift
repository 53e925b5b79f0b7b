import Dispatch
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A command's process group, so that nothing the command started outlives its cancellation.
final class ProcessGroup: Sendable {
    /// How long a group has between SIGTERM and SIGKILL.
    static let grace = Duration.seconds(2)

    private struct State {
        var leader: pid_t?
        var isTerminated = false
        var isFinished = false
    }

    private let state = Mutex(State())

    /// The group's first process runs; a termination that was asked for before happens now.
    func start(_ leader: pid_t) {
        let isTerminated = state.withLock { state in
            state.leader = leader
            return state.isTerminated
        }
        if isTerminated { terminate() }
    }

    /// Asks all processes of the group to end, and makes them end after the grace period.
    func terminate() {
        state.withLock { state in
            state.isTerminated = true
            guard let leader = state.leader, !state.isFinished else { return }
            kill(-leader, SIGTERM)
        }
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(Int(Self.grace.components.seconds))) {
            self.state.withLock { state in
                guard let leader = state.leader, !state.isFinished else { return }
                kill(-leader, SIGKILL)
            }
        }
    }

    /// The command has ended; what is left of a terminated group ends at once.
    func finish() {
        state.withLock { state in
            if let leader = state.leader, state.isTerminated { kill(-leader, SIGKILL) }
            state.isFinished = true
        }
    }
}
