#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// One client, its server, and what is under way between them.
final class ProxyLink {
    /// Bytes that have come and may go on at `time`.
    struct Piece {
        var bytes: ArraySlice<UInt8>
        var time: ContinuousClock.Instant
    }

    struct Lane {
        var pieces: [Piece] = []
        var hasEnded = false
        var hasPassedEnd = false
        /// The target had no room.
        var isBlocked = false

        var pendingBytes: Int { pieces.reduce(0) { $0 + $1.bytes.count } }
    }

    let client: Int32
    let server: Int32
    private(set) var toServer = Lane()
    private(set) var toClient = Lane()
    private(set) var isCut = false
    private var serverSpokeLast = true
    private var recent: [UInt8] = []

    init(client: Int32, server: Int32) {
        self.client = client
        self.server = server
    }

    subscript(direction: TCPProxy.Direction) -> Lane {
        direction == .toServer ? toServer : toClient
    }

    /// The descriptor that bytes in `direction` come from.
    func source(_ direction: TCPProxy.Direction) -> Int32 { direction == .toServer ? client : server }

    func target(_ direction: TCPProxy.Direction) -> Int32 { direction == .toServer ? server : client }

    /// Both ends close now, with whatever is still under way.
    func cut() {
        guard !isCut else { return }
        isCut = true
        close(client)
        close(server)
    }

    /// Takes what has come.
    func receive(_ direction: TCPProxy.Direction, _ controls: inout ProxyControls) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe recv(source(direction), &buffer, buffer.count, 0)
        guard count != 0 else { return change(direction) { $0.hasEnded = true } }
        guard count > 0 else {
            if errno != EAGAIN, errno != EINTR { cut() }
            return
        }
        note(count, direction, &controls.traffic)
        if direction == .toClient, let good = controls.bytesUntilGarbled {
            if good < count { buffer[good] ^= 0xFF }
            controls.bytesUntilGarbled = good < count ? nil : good - count
        }
        let bytes = buffer[..<count]
        if direction == .toServer, let trigger = controls.trigger, sees(trigger.text, in: bytes) {
            controls.trigger = nil
            if trigger.passesOn { _ = push(bytes, direction) }
            return cut()
        }
        if let left = controls[direction].bytesUntilCut {
            controls[direction].bytesUntilCut = count >= left ? nil : left - count
            if count >= left {
                _ = push(bytes.prefix(left), direction)
                return cut()
            }
        }
        let time = ContinuousClock.now.advanced(by: controls[direction].delay)
        change(direction) { $0.pieces.append(Piece(bytes: bytes, time: time)) }
    }

    /// Passes on what is due; returns when the next piece is.
    func pass(_ direction: TCPProxy.Direction, _ lane: ProxyControls.Lane) -> ContinuousClock.Instant? {
        guard !isCut, !lane.isStalled else { return nil }
        while let piece = self[direction].pieces.first {
            guard piece.time <= .now else { return piece.time }
            let part = piece.bytes.prefix(lane.pieceSize ?? piece.bytes.count)
            let sent = push(part, direction)
            let isBlocked = sent <= 0
            change(direction) { $0.isBlocked = isBlocked }
            guard !isBlocked else {
                if errno != EAGAIN, errno != EINTR { cut() }
                return nil
            }
            change(direction) {
                $0.pieces[0].bytes = $0.pieces[0].bytes.dropFirst(sent)
                if $0.pieces[0].bytes.isEmpty { $0.pieces.removeFirst() }
            }
            // One at a time, with a look at the sockets in between: the other end shall see the pieces.
            if lane.pieceSize != nil { return .now }
        }
        if self[direction].hasEnded, !self[direction].hasPassedEnd {
            change(direction) { $0.hasPassedEnd = true }
            shutdown(target(direction), Int32(SHUT_WR))
            if toServer.hasPassedEnd, toClient.hasPassedEnd { cut() }
        }
        return nil
    }

    private func push(_ bytes: ArraySlice<UInt8>, _ direction: TCPProxy.Direction) -> Int {
        unsafe bytes.withUnsafeBytes { unsafe send(target(direction), $0.baseAddress, $0.count, noSignal) }
    }

    private func note(_ count: Int, _ direction: TCPProxy.Direction, _ traffic: inout TCPProxy.Traffic) {
        switch direction {
        case .toServer:
            traffic.bytesToServer += count
            traffic.packetsToServer += 1
            if serverSpokeLast { traffic.roundTrips += 1 }
            serverSpokeLast = false
        case .toClient:
            traffic.bytesToClient += count
            serverSpokeLast = true
        }
    }

    /// Whether `text` has come, also when it was split.
    private func sees(_ text: [UInt8], in bytes: ArraySlice<UInt8>) -> Bool {
        recent.append(contentsOf: bytes)
        defer { recent = Array(recent.suffix(text.count)) }
        guard recent.count >= text.count else { return false }
        return recent.indices.dropLast(text.count - 1).contains { recent[$0...].starts(with: text) }
    }

    private func change(_ direction: TCPProxy.Direction, _ body: (inout Lane) -> Void) {
        switch direction {
        case .toServer: body(&toServer)
        case .toClient: body(&toClient)
        }
    }
}

#if canImport(Glibc)
private let noSignal = Int32(MSG_NOSIGNAL)
#else
private let noSignal: Int32 = 0
#endif
