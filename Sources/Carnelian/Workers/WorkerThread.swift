#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// One operating system thread of a worker pool.
enum WorkerThread {
    private final class Body {
        let name: String
        let run: @Sendable () -> Void

        init(name: String, run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }

    /// Starts a detached thread that runs `body` and ends with it.
    ///
    /// A machine that cannot start another thread is out of resources: the process ends, as when memory runs out.
    static func start(name: String, _ body: @escaping @Sendable () -> Void) {
        // The thread takes over the reference.
        let context = unsafe Unmanaged.passRetained(Body(name: name, run: body)).toOpaque()
        #if canImport(Darwin)
        var thread: pthread_t?
        let status = unsafe pthread_create(&thread, nil, { unsafe WorkerThread.main($0) }, context)
        if let thread = unsafe thread { unsafe pthread_detach(thread) }
        #else
        var thread = pthread_t()
        let status = unsafe pthread_create(&thread, nil, { unsafe WorkerThread.main($0!) }, context)
        if status == 0 { pthread_detach(thread) }
        #endif
        precondition(status == 0, "pthread_create failed with \(status)")
    }

    private static func main(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        let body = unsafe Unmanaged<Body>.fromOpaque(context).takeRetainedValue()
        #if canImport(Darwin)
        // Glibc's function of this name is hidden behind a GNU macro that Swift's module does not set.
        unsafe pthread_setname_np(body.name)
        #endif
        body.run()
        return nil
    }
}
