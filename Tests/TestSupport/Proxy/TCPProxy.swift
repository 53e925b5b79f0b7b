import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Stands between a client and its server, and fails on request.
///
/// One thread moves the bytes; what a test asks for holds from the next byte on.
package final class TCPProxy: Sendable {
    package enum Direction: Sendable, CaseIterable { case toServer, toClient }

    /// What has passed so far, over all connections.
    package struct Traffic: Sendable {
        /// Connections that clients have made.
        package var connections = 0
        package var bytesToServer = 0
        package var bytesToClient = 0
        /// Pieces that came from clients: without a delay, one for each time that a client sent something.
        package var packetsToServer = 0
        /// How often a client spoke after its server had.
        package var roundTrips = 0
    }

    /// The port on 127.0.0.1 that clients connect to.
    package let port: Int
    private let controls = Mutex(ProxyControls())
    private let wakeUp: [Int32]

    /// Starts a proxy for the server at `serverPort` of 127.0.0.1.
    package init(to serverPort: Int) throws {
        var ends: [Int32] = [0, 0]
        guard unsafe pipe(&ends) == 0 else { throw ServerError("no pipe could be made") }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        wakeUp = ends
        let listener = try LoopbackSocket.listen(port: 0)
        port = listener.port
        let readEnd = ends[0]
        startThread { [weak self] in
            var loop = ProxyLoop(listener: listener.descriptor, wakeUp: readEnd, serverPort: serverPort)
            loop.run { work in
                guard let self else { return false }
                return self.controls.withLock { work(&$0) }
            }
        }
    }

    deinit {
        if controls.withLock({ $0.hasClosed }) {
            systemClose(wakeUp[0])
        } else {
            // The thread finds the proxy gone, and closes the rest.
            unsafe write(wakeUp[1], "x", 1)
        }
        systemClose(wakeUp[1])
    }

    /// Ends the proxy, and returns once nobody can connect to its port any more.
    package func close() {
        change { $0.isClosed = true }
        while !controls.withLock({ $0.hasClosed }) { sched_yield() }
    }

    // MARK: Failing

    /// Cuts every connection that there is.
    package func cutAll() {
        change { $0.cuts += 1 }
    }

    /// Closes new connections at once, or stops doing so.
    package func refuse(_ refuses: Bool) {
        change { $0.refuses = refuses }
    }

    /// Lets nothing through, but keeps the connections; what comes meanwhile is passed on after `resume`.
    package func stall(_ directions: [Direction] = Direction.allCases) {
        change { for direction in directions { $0[direction].isStalled = true } }
    }

    package func resume() {
        change { for direction in Direction.allCases { $0[direction].isStalled = false } }
    }

    /// Holds each piece for `duration` before it goes on.
    package func delay(_ duration: Duration, _ directions: [Direction] = Direction.allCases) {
        change { for direction in directions { $0[direction].delay = duration } }
    }

    /// Sends on at most `count` bytes at a time (nil: what there is).
    package func split(_ count: Int?, _ directions: [Direction] = Direction.allCases) {
        change { for direction in directions { $0[direction].pieceSize = count } }
    }

    /// Cuts the connection on which `count` more bytes have passed in `direction`; the rest is lost.
    package func cut(after count: Int, _ direction: Direction) {
        change { $0[direction].bytesUntilCut = count }
    }

    /// Cuts the connection on which `text` has come from the client: after passing it on, with the answer lost, or before.
    package func cut(when text: String, passingItOn: Bool) {
        change { $0.trigger = ProxyControls.Trigger(text: Array(text.utf8), passesOn: passingItOn) }
    }

    /// Changes the byte that comes from the server after `offset` more.
    package func garble(at offset: Int) {
        change { $0.bytesUntilGarbled = offset }
    }

    // MARK: Watching

    package var traffic: Traffic { controls.withLock { $0.traffic } }

    package func resetTraffic() {
        change { $0.traffic = Traffic() }
    }

    private func change(_ body: (inout ProxyControls) -> Void) {
        controls.withLock { body(&$0) }
        unsafe write(wakeUp[1], "x", 1)
    }
}

// The proxy's own method has the name of the system's function.
private func systemClose(_ descriptor: Int32) { close(descriptor) }

/// What the tests have asked of a proxy, and what it has seen.
struct ProxyControls: Sendable {
    struct Lane: Sendable {
        var isStalled = false
        var delay: Duration = .zero
        var pieceSize: Int?
        var bytesUntilCut: Int?
    }

    struct Trigger: Sendable {
        var text: [UInt8]
        var passesOn: Bool
    }

    var toServer = Lane()
    var toClient = Lane()
    var refuses = false
    /// How many bytes from the server are still good.
    var bytesUntilGarbled: Int?
    var trigger: Trigger?
    /// How often `cutAll` was asked for.
    var cuts = 0
    var traffic = TCPProxy.Traffic()
    var isClosed = false
    var hasClosed = false

    subscript(direction: TCPProxy.Direction) -> Lane {
        get { direction == .toServer ? toServer : toClient }
        set {
            switch direction {
            case .toServer: toServer = newValue
            case .toClient: toClient = newValue
            }
        }
    }
}
