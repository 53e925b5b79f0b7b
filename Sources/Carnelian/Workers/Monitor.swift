#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A lock with a condition that threads wait for; also the lock of state that every worker touches at each fire.
///
/// On Linux `Synchronization.Mutex` hands itself over to the longest waiter, which makes more workers than cores wait for
/// each other's turn at every fire (measured: four times the processor time); a POSIX mutex lets whoever runs take it.
// `state` is touched only while `mutex` is locked; both C objects live at fixed addresses until deinit.
@safe final class Monitor<State>: @unchecked Sendable {
    private var state: State
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>

    init(_ state: sending State) {
        self.state = state
        unsafe mutex = .allocate(capacity: 1)
        unsafe condition = .allocate(capacity: 1)
        unsafe pthread_mutex_init(mutex, nil)
        unsafe pthread_cond_init(condition, nil)
    }

    deinit {
        unsafe pthread_mutex_destroy(mutex)
        unsafe pthread_cond_destroy(condition)
        unsafe mutex.deallocate()
        unsafe condition.deallocate()
    }

    /// Runs `body` while it alone holds the state.
    func withLock<Result>(_ body: (inout State) -> Result) -> Result {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return body(&state)
    }

    /// Blocks the thread until `body`, tried now and after each signal, returns a value.
    func wait<Result>(for body: (inout State) -> Result?) -> Result {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        while true {
            if let result = body(&state) { return result }
            unsafe pthread_cond_wait(condition, mutex)
        }
    }

    /// Wakes one waiting thread.
    func signal() {
        unsafe pthread_cond_signal(condition)
    }

    /// Wakes every waiting thread.
    func broadcast() {
        unsafe pthread_cond_broadcast(condition)
    }
}
