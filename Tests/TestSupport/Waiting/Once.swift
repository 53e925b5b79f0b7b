import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A value made by blocking work, once, on a thread of its own, when it is first asked for.
final class Once<Value: Sendable>: Sendable {
    private enum State {
        case unasked
        case making([CheckedContinuation<Result<Value, any Error>, Never>])
        case made(Result<Value, any Error>)
    }

    private let state = Mutex(State.unasked)
    private let make: @Sendable () throws -> Value

    init(_ make: @escaping @Sendable () throws -> Value) {
        self.make = make
    }

    func value() async throws -> Value {
        let result = await withCheckedContinuation { continuation in
            let (isFirst, made): (Bool, Result<Value, any Error>?) = state.withLock { state in
                switch state {
                case .unasked:
                    state = .making([continuation])
                    return (true, nil)
                case .making(let others):
                    state = .making(others + [continuation])
                    return (false, nil)
                case .made(let result): return (false, result)
                }
            }
            if let made { continuation.resume(returning: made) }
            if isFirst { startThread { self.finish(Result { try self.make() }) } }
        }
        return try result.get()
    }

    private func finish(_ result: Result<Value, any Error>) {
        let waiters: [CheckedContinuation<Result<Value, any Error>, Never>] = state.withLock { state in
            defer { state = .made(result) }
            if case .making(let waiters) = state { return waiters }
            return []
        }
        for waiter in waiters { waiter.resume(returning: result) }
    }
}

/// Runs `work`, which blocks, on a thread of its own.
func onThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    let result: Result<Value, any Error> = await withCheckedContinuation { continuation in
        startThread { continuation.resume(returning: Result { try work() }) }
    }
    return try result.get()
}

func startThread(_ body: @escaping @Sendable () -> Void) {
    let box = unsafe Unmanaged.passRetained(ThreadBody(body))
    #if canImport(Glibc)
    var thread = pthread_t()
    #else
    var thread: pthread_t?
    #endif
    let code = unsafe pthread_create(&thread, nil, { unsafe runBody($0) }, box.toOpaque())
    precondition(code == 0, "the tests could start no thread: error \(code)")
    #if canImport(Glibc)
    pthread_detach(thread)
    #else
    if let thread = unsafe thread { unsafe pthread_detach(thread) }
    #endif
}

private final class ThreadBody {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) {
        self.run = run
    }
}

private func runBody(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument = unsafe argument else { return nil }
    unsafe Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run()
    return nil
}
