public import Carnelian
package import CarnelianCore
package import LibPQ
import Logging
import ServiceLifecycle

extension PostgresJobStore {
    /// Hints that come from any node's changes while `run()` runs, this one's included.
    public func signals() -> AsyncStream<StoreSignal> {
        signalHub.subscribe()
    }

    /// Listens for changes until graceful shutdown or cancellation, connecting again whenever the connection is lost.
    ///
    /// Without notifications it just waits.
    public func run() async throws {
        try await cancelWhenGracefulShutdown {
            do {
                if self.configuration.usesNotifications {
                    try await self.listen()
                } else {
                    while true { try await Task.sleep(for: .seconds(3_600)) }
                }
            } catch is CancellationError {}
        }
    }

    /// The step that wakes the scheduler's nodes when the transaction commits; nil where notifications are off.
    package func notifyStep(earliest: Timestamp?) -> PQStep? {
        notifyStep(.scheduleChanged(earliest: earliest))
    }

    func notifyStep(_ signal: StoreSignal) -> PQStep? {
        guard configuration.usesNotifications else { return nil }
        return step(EmbeddedSQL.storeNotify, [.text(channel.name), .text(SignalChannel.payload(of: signal))])
    }

    /// Tells this process at once what it changed itself, where the server does not.
    func announce(earliest: Timestamp?) {
        guard !signalHub.isListening else { return }
        signalHub.send(.scheduleChanged(earliest: earliest))
    }

    private var channel: SignalChannel {
        SignalChannel(schedulerName: schedulerName, prefix: names.prefix)
    }

    private func listen() async throws {
        let policy = RetryPolicy(attempts: .max, firstDelay: .milliseconds(100), longestDelay: .seconds(5))
        var failures = 0
        while true {
            do {
                try await listenOnce { failures = 0 }
            } catch {
                try Task.checkCancellation()
                failures += 1
                logger.info("the listener lost its connection", metadata: ["error": "\(error)"])
                if let delay = policy.delay(after: failures, random: .random(in: 0..<1)) {
                    try await Task.sleep(for: delay)
                }
            }
        }
    }

    /// Listens on one connection until it is lost.
    private func listenOnce(onConnected: () -> Void) async throws {
        let connection = try await PQConnection.connect(listening)
        do {
            try await connection.listen(channel.name)
            onConnected()
            signalHub.isListening = true
            defer { signalHub.isListening = false }
            // What was said while nobody listened is not known.
            signalHub.send(.scheduleChanged(earliest: nil))
            while true {
                guard let notification = try await connection.nextNotification(deadline: .seconds(30)) else {
                    // A server that is gone without a word shows by this.
                    try await connection.query("SELECT 1")
                    continue
                }
                signalHub.send(SignalChannel.signal(of: notification.payload))
            }
        } catch {
            await connection.close()
            throw error
        }
    }
}
