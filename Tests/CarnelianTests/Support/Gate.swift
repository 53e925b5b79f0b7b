import Dispatch
import Synchronization

/// Blocks threads, as a job that calls blocking code does, until a test opens it.
final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let waiting = Atomic(0)

    /// How many threads have come so far.
    var blocked: Int { waiting.load(ordering: .acquiring) }

    /// Keeps the calling thread until the gate is open.
    func block() {
        waiting.add(1, ordering: .acquiringAndReleasing)
        semaphore.wait()
        semaphore.signal()
    }

    /// Lets everyone pass, now and later.
    func open() {
        semaphore.signal()
    }
}
