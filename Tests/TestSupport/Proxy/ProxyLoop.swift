#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The thread of a proxy: polls, and moves bytes.
struct ProxyLoop {
    private let listener: Int32
    private let wakeUp: Int32
    private let serverPort: Int
    private var links: [ProxyLink] = []
    private var cutsDone = 0
    /// More than this in a lane, and its source is left waiting.
    private static let laneLimit = 1 << 20

    init(listener: Int32, wakeUp: Int32, serverPort: Int) {
        self.listener = listener
        self.wakeUp = wakeUp
        self.serverPort = serverPort
    }

    /// Runs until `locked`, which lends the controls, returns false: the proxy is gone.
    mutating func run(_ locked: ((inout ProxyControls) -> Bool) -> Bool) {
        LoopbackSocket.makeQuick(listener)
        var milliseconds: Int32 = -1
        var isClosed = false
        while true {
            var polled = descriptors()
            unsafe poll(&polled, nfds_t(polled.count), milliseconds)
            drain(wakeUp)
            let ready = polled
            var next: ContinuousClock.Instant?
            let exists = locked { controls in
                if controls.isClosed {
                    close(listener)
                    isClosed = true
                    controls.hasClosed = true
                    return false
                }
                next = turn(ready, &controls)
                return true
            }
            guard exists else { break }
            milliseconds = next.map { Self.milliseconds(until: $0) } ?? -1
        }
        for link in links { link.cut() }
        // After an orderly end the proxy still has its pipe; otherwise nobody has.
        if !isClosed {
            close(listener)
            close(wakeUp)
        }
    }

    private mutating func turn(_ polled: [pollfd], _ controls: inout ProxyControls) -> ContinuousClock.Instant? {
        if controls.cuts != cutsDone {
            cutsDone = controls.cuts
            for link in links { link.cut() }
        }
        for (index, link) in links.enumerated() where !link.isCut {
            for (offset, direction) in TCPProxy.Direction.allCases.enumerated()
            where !link.isCut && wants(link, direction) {
                let came = polled[2 + 2 * index + offset].revents & ~Int16(POLLOUT) != 0
                if came { link.receive(direction, &controls) }
            }
        }
        accept(&controls)
        var next: ContinuousClock.Instant?
        for link in links {
            for direction in TCPProxy.Direction.allCases {
                guard let time = link.pass(direction, controls[direction]) else { continue }
                next = min(next ?? time, time)
            }
        }
        links.removeAll { $0.isCut }
        return next
    }

    private mutating func accept(_ controls: inout ProxyControls) {
        while true {
            let client = systemAccept(listener)
            guard client >= 0 else { return }
            _ = fcntl(client, F_SETFD, FD_CLOEXEC)
            controls.traffic.connections += 1
            guard !controls.refuses, let server = LoopbackSocket.connect(port: serverPort) else {
                close(client)
                continue
            }
            LoopbackSocket.makeQuick(client)
            LoopbackSocket.makeQuick(server)
            links.append(ProxyLink(client: client, server: server))
        }
    }

    /// The pipe, the listener, then client and server of each link.
    private func descriptors() -> [pollfd] {
        var polled = [pollfd(fd: wakeUp, events: Int16(POLLIN), revents: 0)]
        polled.append(pollfd(fd: listener, events: Int16(POLLIN), revents: 0))
        for link in links {
            for direction in TCPProxy.Direction.allCases {
                let opposite: TCPProxy.Direction = direction == .toServer ? .toClient : .toServer
                var events: Int16 = wants(link, direction) ? Int16(POLLIN) : 0
                // What could not be sent waits for room.
                if link[opposite].isBlocked { events |= Int16(POLLOUT) }
                polled.append(pollfd(fd: events == 0 ? -1 : link.source(direction), events: events, revents: 0))
            }
        }
        return polled
    }

    private func wants(_ link: ProxyLink, _ direction: TCPProxy.Direction) -> Bool {
        !link[direction].hasEnded && link[direction].pendingBytes < Self.laneLimit
    }

    private func drain(_ pipe: Int32) {
        var buffer = [UInt8](repeating: 0, count: 64)
        while unsafe read(pipe, &buffer, buffer.count) > 0 {}
    }

    private static func milliseconds(until time: ContinuousClock.Instant) -> Int32 {
        let left = ContinuousClock.now.duration(to: time).components
        return max(0, Int32(clamping: left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000) + 1)
    }
}

private func systemAccept(_ listener: Int32) -> Int32 {
    accept(listener, nil, nil)
}
