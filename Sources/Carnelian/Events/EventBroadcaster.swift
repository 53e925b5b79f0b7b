import Synchronization

/// Hands each event to every subscription; a subscriber that lags loses its oldest events, never the scheduler's time.
final class EventBroadcaster: Sendable {
    private struct State {
        var subscriptions: [Int: AsyncStream<SchedulerEvent>.Continuation] = [:]
        var nextID = 0
        var isFinished = false
    }

    private let state = Mutex(State())
    private let count = Atomic(0)

    /// A subscription of its own that holds up to `capacity` events.
    func subscribe(capacity: Int) -> AsyncStream<SchedulerEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: SchedulerEvent.self, bufferingPolicy: .bufferingNewest(max(1, capacity))
        )
        let id = state.withLock { state -> Int? in
            guard !state.isFinished else { return nil }
            state.nextID += 1
            state.subscriptions[state.nextID] = continuation
            count.store(state.subscriptions.count, ordering: .relaxed)
            return state.nextID
        }
        guard let id else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in self?.unsubscribe(id) }
        return stream
    }

    /// Whether anybody listens; cheap, so that nobody builds events for nobody.
    var hasSubscribers: Bool { count.load(ordering: .relaxed) > 0 }

    func emit(_ event: @autoclosure () -> SchedulerEvent) {
        guard hasSubscribers else { return }
        let event = event()
        let subscriptions = state.withLock { Array($0.subscriptions.values) }
        for subscription in subscriptions { subscription.yield(event) }
    }

    /// Ends every subscription.
    func finish() {
        let subscriptions = state.withLock { state in
            state.isFinished = true
            return Array(state.subscriptions.values)
        }
        for subscription in subscriptions { subscription.finish() }
    }

    private func unsubscribe(_ id: Int) {
        state.withLock { state in
            state.subscriptions[id] = nil
            count.store(state.subscriptions.count, ordering: .relaxed)
        }
    }
}
