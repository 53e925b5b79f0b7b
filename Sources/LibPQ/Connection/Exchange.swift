/// How far one operation's waiting has come.
struct Exchange {
    /// Why an operation is broken off before the server has answered.
    enum Interruption {
        case deadline, cancelled

        func error(_ configuration: PQConfiguration, _ what: String) -> PQError {
            switch self {
            case .deadline: .deadline(configuration.statementTimeout, what)
            case .cancelled: PQError(.cancelled, "\(what) was cancelled")
            }
        }
    }

    /// When the next patience ends: the operation's, then that of its cancellation.
    var deadline: MonotonicTime
    var isCancellable: Bool
    var isFlushed = false
    private(set) var interruption: Interruption?
    /// The cancellation was not heeded either.
    private(set) var isGivenUp = false
    /// Set, on the loop, once the server has been told.
    let cancelDelivery = CancelDelivery()

    init(deadline: MonotonicTime, isCancellable: Bool) {
        self.deadline = deadline
        self.isCancellable = isCancellable
    }

    /// The wait ended early.
    ///
    /// True when the server must now be told to cancel.
    mutating func interrupt(_ reason: Interruption, patience: Duration) -> Bool {
        guard interruption == nil else {
            isGivenUp = true
            return false
        }
        interruption = reason
        isCancellable = false
        deadline = MonotonicTime.now.advanced(by: patience)
        return true
    }
}

/// Whether a cancellation has reached the server.
// Touched on the loop's thread only.
final class CancelDelivery: @unchecked Sendable {
    var isUnderWay = false
}
