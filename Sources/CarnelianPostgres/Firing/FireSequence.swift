package import CarnelianCore
import Synchronization

/// Hands out the numbers that make a node's fire instance ids unique.
///
/// It starts at the store's time in microseconds, so that a process that starts again under the same instance id does not
/// repeat a number as long as no process uses more than a thousand a millisecond.
package final class FireSequence: Sendable {
    private let next: Mutex<Int64?> = Mutex(nil)

    package init() {}

    /// Reserves `count` consecutive numbers and returns the first.
    package func reserve(_ count: Int, now: Timestamp) -> Int64 {
        next.withLock { next in
            let first = next ?? now.milliseconds * 1_000
            next = first + Int64(count)
            return first
        }
    }
}
