extension PQConnection {
    /// Starts listening on `channel`, whose name is taken as it is, upper case included.
    package func listen(_ channel: String) async throws(PQError) {
        try await query("LISTEN \(Self.quoted(channel))")
    }

    /// Stops listening on `channel`.
    package func unlisten(_ channel: String) async throws(PQError) {
        try await query("UNLISTEN \(Self.quoted(channel))")
    }

    /// The next notification, in the order of arrival; nil when none came within `deadline` (nil: wait on).
    ///
    /// It may wait beside other operations, one listener at a time. Throws `.connectionLost` as soon as the connection
    /// is gone, once what had arrived has been fetched, and `.cancelled`.
    package func nextNotification(deadline: Duration? = nil) async throws(PQError) -> PQNotification? {
        guard !wire.listening.isWaiting else {
            throw PQError(.misuse, "somebody waits for this connection's notifications already")
        }
        let end = deadline.map { MonotonicTime.now.advanced(by: $0) } ?? .never
        while true {
            wire.listening.clear()
            if let notification = wire.popNotification() { return notification }
            if let loss = wire.loss { throw loss }
            guard !Task.isCancelled else { throw PQError(.cancelled, "waiting for a notification was cancelled") }
            switch await wire.listening.wait(until: end, cancellable: true) {
            case .ready: continue
            case .deadline: return wire.popNotification()
            case .cancelled: throw PQError(.cancelled, "waiting for a notification was cancelled")
            }
        }
    }

    /// Whether a task waits in `nextNotification`.
    package var isAwaitingNotification: Bool { wire.listening.isWaiting }

    /// Every notification from now on; ends with an error when the connection is lost.
    package nonisolated func notifications() -> PQNotifications {
        PQNotifications(connection: self)
    }

    /// `name` as an SQL identifier.
    package static func quoted(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}

/// The notifications of one connection, as a sequence.
package struct PQNotifications: AsyncSequence, Sendable {
    package typealias Element = PQNotification
    package typealias Failure = PQError

    let connection: PQConnection

    package func makeAsyncIterator() -> Iterator {
        Iterator(connection: connection)
    }

    package struct Iterator: AsyncIteratorProtocol {
        let connection: PQConnection

        package mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(PQError) -> PQNotification? {
            try await connection.nextNotification(deadline: nil)
        }
    }
}
