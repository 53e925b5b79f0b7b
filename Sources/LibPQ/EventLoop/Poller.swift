#if os(Linux)
import CLibPQ
import Glibc

/// epoll, and an eventfd by which other threads end its wait.
struct Poller: Sendable {
    private let epoll: Int32
    private let wakeup: Int32
    private static let wakeupIdentifier = UInt64.max

    init() throws(PQError) {
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard epoll >= 0 else { throw .systemCall("epoll_create1", errno) }
        wakeup = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        guard wakeup >= 0 else {
            let code = errno
            close(epoll)
            throw .systemCall("eventfd", code)
        }
        // Edge-triggered, so that nobody has to read the counter.
        guard
            control(EPOLL_CTL_ADD, wakeup, EPOLLIN.rawValue | EPOLLET.rawValue, Self.wakeupIdentifier)
        else {
            let code = errno
            closeDescriptors()
            throw .systemCall("epoll_ctl", code)
        }
    }

    func closeDescriptors() {
        close(epoll)
        close(wakeup)
    }

    func add(_ descriptor: Int32, identifier: UInt64, writing: Bool) throws(PQError) {
        guard control(EPOLL_CTL_ADD, descriptor, interest(writing), identifier) else {
            throw .systemCall("epoll_ctl", errno)
        }
    }

    func modify(_ descriptor: Int32, identifier: UInt64, writing: Bool) {
        _ = control(EPOLL_CTL_MOD, descriptor, interest(writing), identifier)
    }

    func remove(_ descriptor: Int32) {
        _ = control(EPOLL_CTL_DEL, descriptor, 0, 0)
    }

    /// Ends the current wait, or the next one.
    ///
    /// Any thread may call it.
    func wake() {
        _ = eventfd_write(wakeup, 1)
    }

    /// Waits for at most `milliseconds` (-1: until something happens) and names each descriptor that is ready.
    ///
    /// What it is ready for is found out by trying: input, room, the end of the stream and errors come alike.
    func wait(milliseconds: Int32, _ handle: (_ identifier: UInt64) -> Void) {
        let capacity = 64
        unsafe withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: capacity) { buffer in
            let count = unsafe epoll_wait(epoll, buffer.baseAddress, Int32(capacity), milliseconds)
            guard count > 0 else { return }
            for index in 0..<Int(count) {
                let identifier = unsafe buffer[index].data.u64
                if identifier != Self.wakeupIdentifier { handle(identifier) }
            }
        }
    }

    private func interest(_ writing: Bool) -> UInt32 {
        EPOLLIN.rawValue | EPOLLRDHUP.rawValue | (writing ? EPOLLOUT.rawValue : 0)
    }

    private func control(_ operation: Int32, _ descriptor: Int32, _ events: UInt32, _ identifier: UInt64) -> Bool {
        var event = unsafe epoll_event()
        unsafe event.events = events
        unsafe event.data.u64 = identifier
        return unsafe epoll_ctl(epoll, operation, descriptor, &event) == 0
    }
}
#endif
