/// The one place where a task waits on its loop: for its socket, a deadline or its own cancellation.
// Touched on the loop's thread only; a cancellation reaches it through `post`.
@safe
final class LoopWaiter: @unchecked Sendable {
    enum Wake: Sendable { case ready, deadline, cancelled }

    private let loop: PQEventLoop
    private var continuation: UnsafeContinuation<Wake, Never>?
    private var waits: UInt64 = 0
    private var isReady = false
    /// Whether a task is on its way to its wait.
    ///
    /// Under a task executor that way can lead off the loop and back, so that a deadline, a cancellation or a signal can
    /// be there before it.
    private var isEntering = false
    private var early: Wake?
    private var timer: LoopTimer?

    init(on loop: PQEventLoop) {
        self.loop = loop
    }

    /// Whether a task waits here now.
    var isWaiting: Bool { unsafe continuation != nil }

    /// Lets the waiting task go on; with nobody waiting, the next wait returns at once.
    func signal() {
        if unsafe continuation == nil { isReady = true } else { resume(.ready) }
    }

    /// Forgets an earlier signal: call it before looking at what the signal is about.
    func clear() {
        isReady = false
    }

    /// Waits for `signal()`, one task at a time.
    ///
    /// `isolation` is an actor of this loop.
    func wait(
        until deadline: MonotonicTime, cancellable: Bool, isolation: isolated any Actor = #isolation
    ) async -> Wake {
        if isReady {
            isReady = false
            return .ready
        }
        waits += 1
        let number = waits
        isEntering = true
        early = nil
        loop.arm(deadlineTimer(), at: deadline)
        guard cancellable else { return await suspend(isolation) }
        return await withTaskCancellationHandler {
            // By its capture of the actor the closure stays on the loop.
            await suspend(isolation)
        } onCancel: {
            loop.post { self.cancel(number) }
        }
    }

    private func suspend(_ isolation: isolated any Actor) async -> Wake {
        await unsafe withUnsafeContinuation(isolation: isolation) { continuation in
            isEntering = false
            if let wake = takeEarlyWake() {
                timer?.disarm()
                unsafe continuation.resume(returning: wake)
            } else {
                unsafe self.continuation = continuation
            }
        }
    }

    /// What came while the task was on its way here.
    private func takeEarlyWake() -> Wake? {
        if isReady {
            isReady = false
            return .ready
        }
        return early
    }

    private func cancel(_ number: UInt64) {
        if waits == number { resume(.cancelled) }
    }

    private func resume(_ wake: Wake) {
        guard let waiting = unsafe continuation else {
            if isEntering, early == nil { early = wake }
            return
        }
        unsafe continuation = nil
        timer?.disarm()
        unsafe waiting.resume(returning: wake)
    }

    private func deadlineTimer() -> LoopTimer {
        if let timer { return timer }
        let made = LoopTimer { [weak self] in self?.resume(.deadline) }
        timer = made
        return made
    }
}
