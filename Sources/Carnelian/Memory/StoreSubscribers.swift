package import CarnelianCore
import Synchronization

/// What changed during a verb, for the hints that follow it.
package struct StoreNews: Sendable {
    /// The earliest fire time among the triggers that became claimable; nil if none did.
    package private(set) var earliest: Timestamp?
    /// Whether nodes joined, left or failed.
    package var clusterChanged = false
    /// Whether executions were asked to end.
    package var interruptRequested = false

    package init() {}

    package mutating func claimable(at time: Timestamp) {
        earliest = min(earliest ?? time, time)
    }

    package var signals: [StoreSignal] {
        var signals: [StoreSignal] = []
        if let earliest { signals.append(.scheduleChanged(earliest: earliest)) }
        if clusterChanged { signals.append(.clusterChanged) }
        if interruptRequested { signals.append(.interruptRequested) }
        return signals
    }
}

/// Those who listen to a store's hints: a slow one loses the oldest, never holds up the store.
package final class StoreSubscribers: Sendable {
    private static let bufferedSignals = 16

    private struct State {
        var nextID = 0
        var continuations: [Int: AsyncStream<StoreSignal>.Continuation] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    package func subscribe() -> AsyncStream<StoreSignal> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: StoreSignal.self, bufferingPolicy: .bufferingNewest(StoreSubscribers.bufferedSignals)
        )
        let id = state.withLock { state in
            state.nextID += 1
            state.continuations[state.nextID] = continuation
            return state.nextID
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.state.withLock { $0.continuations.removeValue(forKey: id) }
        }
        return stream
    }

    package func send(_ news: StoreNews) {
        let signals = news.signals
        guard !signals.isEmpty else { return }
        let continuations = state.withLock { Array($0.continuations.values) }
        for continuation in continuations {
            for signal in signals { continuation.yield(signal) }
        }
    }
}
