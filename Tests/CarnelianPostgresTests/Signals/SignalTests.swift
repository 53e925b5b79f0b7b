import Carnelian
import CarnelianCore
import CarnelianPostgres
import LibPQ
import Synchronization
import TestSupport
import Testing

/// A change on one node is heard on the others, and only there.
@Suite struct SignalTests {
    /// What a store heard.
    private final class Ear: Sendable {
        private let heard = Mutex<[StoreSignal]>([])
        var signals: [StoreSignal] { heard.withLock { $0 } }

        func listen(to stream: AsyncStream<StoreSignal>) async {
            for await signal in stream { heard.withLock { $0.append(signal) } }
        }
    }

    /// Runs a store with its listener and hands over what it hears once it listens.
    private func listening(
        _ store: PostgresJobStore, _ body: (Ear) async throws -> Void
    ) async throws {
        let ear = Ear()
        let stream = store.signals()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await ear.listen(to: stream) }
            group.addTask { try await store.run() }
            defer { group.cancelAll() }
            try await eventually("the store listens") { ear.signals.contains(.scheduleChanged(earliest: nil)) }
            try await body(ear)
        }
    }

    @Test func aStoredTriggerIsHeardOnAnotherNodeWithItsTime() async throws {
        try await PostgresFixture.run { fixture in
            let peer = try fixture.anotherStore()
            try await listening(peer) { ear in
                let trigger = Trigger.sample("t", of: "j")
                try await fixture.store.store(jobs: [.sample("j")], triggers: [trigger], onConflict: .fail)
                try await eventually("the peer hears of the trigger", within: .seconds(10)) {
                    ear.signals.contains(.scheduleChanged(earliest: trigger.startTime))
                }
            }
            await peer.close()
        }
    }

    @Test func anotherSchedulerHearsNothing() async throws {
        try await PostgresFixture.run { fixture in
            let stranger = try fixture.anotherStore { $0.schedulerName = "stranger" }
            let peer = try fixture.anotherStore()
            try await listening(stranger) { strangersEar in
                try await listening(peer) { ear in
                    let trigger = Trigger.sample("t", of: "j")
                    try await fixture.store.store(jobs: [.sample("j")], triggers: [trigger], onConflict: .fail)
                    try await eventually("the peer hears of the trigger") {
                        ear.signals.contains(.scheduleChanged(earliest: trigger.startTime))
                    }
                    #expect(!strangersEar.signals.contains(.scheduleChanged(earliest: trigger.startTime)))
                }
            }
            await stranger.close()
            await peer.close()
        }
    }

    @Test func aRolledBackChangeIsNotHeard() async throws {
        try await PostgresFixture.run { fixture in
            let peer = try fixture.anotherStore()
            try await listening(peer) { ear in
                let first = Trigger.sample("t", of: "j", at: 1_900_000_000_000)
                let second = Trigger.sample("t", of: "j", at: 1_950_000_000_000)
                try await fixture.store.store(jobs: [.sample("j")], triggers: [first], onConflict: .fail)
                await #expect(throws: CarnelianError.self) {
                    try await fixture.store.store(jobs: [], triggers: [second], onConflict: .fail)
                }
                try await eventually("the peer hears of the first") {
                    ear.signals.contains(.scheduleChanged(earliest: first.startTime))
                }
                #expect(!ear.signals.contains(.scheduleChanged(earliest: second.startTime)))
            }
            await peer.close()
        }
    }

    @Test func aLostListenerComesBackAndSaysLookAgain() async throws {
        try await PostgresFixture.run { fixture in
            let peer = try fixture.anotherStore()
            try await listening(peer) { ear in
                let before = ear.signals.filter { $0 == .scheduleChanged(earliest: nil) }.count
                try await eventually("the listener's session is ended") {
                    let ended = try await fixture.value(
                        """
                        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                        WHERE query LIKE 'LISTEN%' AND datname = current_database()
                        """
                    )
                    return ended != "0"
                }
                try await eventually("the listener is back") {
                    ear.signals.filter { $0 == .scheduleChanged(earliest: nil) }.count > before
                }
                let trigger = Trigger.sample("t", of: "j")
                try await fixture.store.store(jobs: [.sample("j")], triggers: [trigger], onConflict: .fail)
                try await eventually("the peer hears again") {
                    ear.signals.contains(.scheduleChanged(earliest: trigger.startTime))
                }
            }
            await peer.close()
        }
    }

    @Test func withoutNotificationsEverythingElseWorks() async throws {
        try await PostgresFixture.run {
            $0.usesNotifications = false
            $0.preparesStatements = false
        } _: { fixture in
            let trigger = Trigger.sample("t", of: "j")
            var heard = fixture.store.signals().makeAsyncIterator()
            try await fixture.store.store(jobs: [.sample("j")], triggers: [trigger], onConflict: .fail)
            // What a node changed itself it need not be told by the server.
            #expect(await heard.next() == .scheduleChanged(earliest: trigger.startTime))
            try await fixture.store.pause(.all)
            try await fixture.store.resume(.all)
            #expect(try await fixture.store.trigger(TriggerKey("t"))?.state == .waiting)
            let listeners = try await fixture.value(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE query LIKE 'LISTEN%' AND datname = current_database() AND pid <> pg_backend_pid()
                """
            )
            #expect(listeners == "0")
        }
    }
}
