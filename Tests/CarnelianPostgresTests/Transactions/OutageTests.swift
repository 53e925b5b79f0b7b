import Carnelian
import CarnelianCore
import CarnelianPostgres
import LibPQ
import TestSupport
import Testing

/// Whatever is cut when: a verb happens whole or not at all, and the store goes on.
@Suite struct OutageTests {
    /// What passes on the wire while a batch is stored, and whether the server still gets it.
    static let cuts: [(text: String, passingItOn: Bool)] =
        [
            "store_lock", "catalog_lock_jobs", "catalog_write_jobs", "catalog_write_triggers", "store_notify",
            "libpq_commit",
        ]
        .flatMap { [($0, false), ($0, true)] }

    @Test(arguments: cuts)
    func aBatchIsStoredWholeOrNotAtAll(cut: (text: String, passingItOn: Bool)) async throws {
        try await PostgresFixture.run { fixture in
            let proxy = try TCPProxy(to: try await TestPostgres.shared.port())
            let database = try #require(try await fixture.value("SELECT current_database()"))
            let store = try fixture.anotherStore {
                $0.url = "host=127.0.0.1 port=\(proxy.port) user=postgres dbname=\(database)"
            }
            try await store.open()
            proxy.cut(when: cut.text, passingItOn: cut.passingItOn)
            let jobs = (0..<5).map { JobDetail.sample("j\($0)") }
            let triggers = (0..<5).map { Trigger.sample("t\($0)", of: "j\($0)") }
            do {
                try await store.store(jobs: jobs, triggers: triggers, onConflict: .replace)
                #expect(try await fixture.store.triggers(matching: .group(.any)).count == 5)
            } catch let error as CarnelianError {
                // Only where nobody can know whether it was committed is it not tried again.
                #expect(error.code == .storeUnavailable)
                #expect(cut.text == "libpq_commit")
            }
            // The server may be about to commit: one look at both tables.
            let counts = try await fixture.rows(
                "SELECT (SELECT count(*) FROM qrtz_triggers) AS t, (SELECT count(*) FROM qrtz_job_details) AS j"
            )
            #expect(counts == [["0", "0"]] || counts == [["5", "5"]])
            try await store.store(jobs: jobs, triggers: triggers, onConflict: .replace)
            #expect(try await store.triggers(matching: .group(.any)).count == 5)
            await store.close()
            proxy.close()
        }
    }

    @Test func aRestartedServerIsFoundAgain() async throws {
        let server = try await TestPostgres.start()
        var configuration = PostgresJobStore.Configuration(url: try await server.conninfo(), schedulerName: "restart")
        configuration.connectTimeout = .seconds(5)
        _ = try await Migrator(configuration, logger: PostgresFixture.quiet).migrate()
        let store = try PostgresJobStore(configuration, logger: PostgresFixture.quiet)
        try await store.open()
        let signals = store.signals()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await store.run() }
            defer { group.cancelAll() }
            var heard = signals.makeAsyncIterator()
            #expect(await heard.next() == .scheduleChanged(earliest: nil))
            try await store.store(jobs: [.sample("j")], triggers: [.sample("t", of: "j")], onConflict: .fail)
            try await server.stop(.immediate)
            await #expect { try await store.nodes() } throws: { error in
                (error as? CarnelianError)?.code == .storeUnavailable
            }
            try await server.start()
            try await eventually("the store answers again") {
                try await store.trigger(TriggerKey("t"))?.state == .waiting
            }
            // The listener says "look again" once it is back.
            var isBack = false
            while !isBack, let signal = await heard.next() {
                isBack = signal == .scheduleChanged(earliest: nil)
            }
            #expect(isBack)
            try await store.pause(.all)
            #expect(try await store.trigger(TriggerKey("t"))?.state == .paused)
        }
        await store.close()
        try await server.stop(.immediate)
    }
}
