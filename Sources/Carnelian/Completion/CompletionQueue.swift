import CarnelianCore

/// Ends of executions on their way to the store.
final class CompletionQueue: Sendable {
    private struct State {
        var waiting: [Completion] = []
        var isFinished = false
    }

    /// Rung when something waits.
    let bell = Doorbell()
    private let state = Monitor(State())

    func add(_ completion: Completion) {
        let isFirst = state.withLock { state in
            state.waiting.append(completion)
            return state.waiting.count == 1
        }
        if isFirst { bell.ring() }
    }

    /// Nothing more will come.
    func finish() {
        state.withLock { $0.isFinished = true }
        bell.ring()
    }

    /// Whether nothing more will come.
    var isFinished: Bool { state.withLock { $0.isFinished } }

    /// Everything that waits, in order; nil: nothing waits and nothing will.
    func takeAll() -> [Completion]? {
        state.withLock { state in
            if state.waiting.isEmpty, state.isFinished { return nil }
            defer { state.waiting = [] }
            return state.waiting
        }
    }
}
