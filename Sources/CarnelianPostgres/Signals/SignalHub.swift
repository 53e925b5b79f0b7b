import Carnelian
import Synchronization

/// Hands each signal to every subscriber; a subscriber that does not look keeps the newest few.
final class SignalHub: Sendable {
    private struct State {
        var next = 0
        var isListening = false
        var subscribers: [Int: AsyncStream<StoreSignal>.Continuation] = [:]
    }

    private let state = Mutex(State())

    /// A subscription of its own; it ends when its task is cancelled.
    func subscribe() -> AsyncStream<StoreSignal> {
        let (stream, continuation) = AsyncStream.makeStream(of: StoreSignal.self, bufferingPolicy: .bufferingNewest(64))
        let number = state.withLock { state in
            state.next += 1
            state.subscribers[state.next] = continuation
            return state.next
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { $0.subscribers[number] = nil }
        }
        return stream
    }

    /// Whether signals arrive from the server, this node's own among them.
    var isListening: Bool {
        get { state.withLock { $0.isListening } }
        set { state.withLock { $0.isListening = newValue } }
    }

    /// Hands on a signal.
    func send(_ signal: StoreSignal) {
        let subscribers = state.withLock { Array($0.subscribers.values) }
        for subscriber in subscribers { subscriber.yield(signal) }
    }
}
