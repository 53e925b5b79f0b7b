/// A deadline that is moved far more often than it is met.
///
/// Moving it later, or dropping it, costs nothing: its entry in the queue stays and is put right when it comes up.
/// Belongs to the loop's thread.
package final class LoopTimer {
    package fileprivate(set) var deadline: MonotonicTime?
    fileprivate var queuedAt: MonotonicTime?
    private let action: () -> Void

    package init(_ action: @escaping () -> Void) {
        self.action = action
    }

    /// Forgets the deadline.
    package func disarm() {
        deadline = nil
    }

    fileprivate func fire() {
        deadline = nil
        action()
    }
}

/// The timers of one loop, earliest first.
package struct TimerQueue {
    private var heap: [(time: MonotonicTime, timer: LoopTimer)] = []

    package init() {}

    /// When the queue must be looked at again.
    package var next: MonotonicTime? { heap.first?.time }

    package mutating func arm(_ timer: LoopTimer, at deadline: MonotonicTime) {
        timer.deadline = deadline
        guard deadline != .never else { return }
        if let queued = timer.queuedAt, queued <= deadline { return }
        push(deadline, timer)
    }

    /// Takes out one timer that is due at `now`; call it until it returns nil, and `fire` what it returns.
    package mutating func popDue(at now: MonotonicTime) -> Due? {
        while let first = heap.first, first.time <= now {
            removeFirst()
            let timer = first.timer
            // An entry that a later, earlier one has replaced.
            guard timer.queuedAt == first.time else { continue }
            timer.queuedAt = nil
            guard let deadline = timer.deadline else { continue }
            if deadline <= now { return Due(timer: timer) }
            if deadline != .never { push(deadline, timer) }
        }
        return nil
    }

    package struct Due {
        fileprivate let timer: LoopTimer

        package func fire() { timer.fire() }
    }

    private mutating func push(_ time: MonotonicTime, _ timer: LoopTimer) {
        timer.queuedAt = time
        heap.append((time, timer))
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].time < heap[parent].time else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    private mutating func removeFirst() {
        let last = heap.removeLast()
        guard !heap.isEmpty else { return }
        heap[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && heap[child].time < heap[least].time {
                least = child
            }
            guard least != parent else { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
