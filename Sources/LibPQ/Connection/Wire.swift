import DequeModule
import Synchronization

/// A session on its loop: woken by its socket, it reads what comes, even while nobody asks.
///
/// So a lost connection is known at once, and notifications arrive on an idle one.
// Touched on its loop's thread only.
final class Wire: @unchecked Sendable {
    /// The most notifications kept for a listener that does not fetch them; the oldest go first.
    static let notificationLimit = 16_384

    let session: Session
    let loop: PQEventLoop
    /// Where the running operation waits for its socket.
    let readiness: LoopWaiter
    /// Where a listener waits.
    let listening: LoopWaiter
    private(set) var notifications = Deque<PQNotification>()
    /// Why nothing can be sent any more.
    private(set) var loss: PQError?
    /// Whether the connection could be lent to somebody now; may be read from any thread.
    let isAvailable = Atomic(false)
    private var watch: (descriptor: Int32, identifier: WatchList.Identifier)?
    private var isWriting = false
    /// An operation takes what comes; it also finds out that the stream has ended.
    var isInUse = false {
        didSet { if isAtEnd, !isInUse { closeAtEnd() } }
    }
    /// Results must be taken before an error closes the connection for good.
    private(set) var isAtEnd = false

    init(_ session: Session, on loop: PQEventLoop) {
        self.session = session
        self.loop = loop
        readiness = LoopWaiter(on: loop)
        listening = LoopWaiter(on: loop)
    }

    /// Starts watching the socket.
    func open() throws(PQError) {
        guard let descriptor = session.descriptor else {
            throw PQError(.connectionLost, "the connection was closed right after it had been made")
        }
        let identifier = try loop.watch(descriptor) { [weak self] in self?.socketIsReady() }
        watch = (descriptor, identifier)
    }

    /// Tells the poller whether this side waits for room to send.
    func setWriting(_ writing: Bool) {
        guard writing != isWriting, let watch else { return }
        isWriting = writing
        loop.setWriting(writing, watch.descriptor, watch.identifier)
    }

    /// Takes out the oldest notification.
    func popNotification() -> PQNotification? {
        notifications.popFirst()
    }

    /// Moves what libpq has parsed so far to where listeners find it.
    func collectNotifications() {
        var came = false
        while let notification = session.nextNotification() {
            if notifications.count == Self.notificationLimit { notifications.removeFirst() }
            notifications.append(notification)
            came = true
        }
        if came { listening.signal() }
    }

    /// Gives the connection up: nothing is sent or received any more, and whoever waits learns why.
    func close(_ reason: PQError) {
        guard loss == nil else { return }
        loss = reason
        isAvailable.store(false, ordering: .releasing)
        unwatch()
        session.finish()
        readiness.signal()
        listening.signal()
    }

    private func socketIsReady() {
        if !session.consumeInput() { endInput() }
        collectNotifications()
        readiness.signal()
        if isAtEnd, !isInUse { closeAtEnd() }
    }

    private func closeAtEnd() {
        close(PQError(.connectionLost, "the connection was lost: \(session.errorMessage)"))
    }

    /// The stream has ended: what had come can still be taken, and no more will.
    private func endInput() {
        isAtEnd = true
        isAvailable.store(false, ordering: .releasing)
        unwatch()
    }

    private func unwatch() {
        guard let watch else { return }
        self.watch = nil
        // libpq closes the socket when it loses the connection; the number may be another's by now.
        loop.unwatch(session.descriptor == watch.descriptor ? watch.descriptor : nil, watch.identifier)
    }
}
