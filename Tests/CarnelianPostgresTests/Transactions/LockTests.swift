import Carnelian
import CarnelianCore
import CarnelianPostgres
import LibPQ
import TestSupport
import Testing

/// The lock rows lock, whatever happened to them.
@Suite struct LockTests {
    @Test func aLockRowThatIsGoneIsMadeAgainBeforeAnythingIsDone() async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.sql.execute("DELETE FROM qrtz_locks")
            try await fixture.store.store(jobs: [.sample("j", durable: true)], triggers: [], onConflict: .fail)
            #expect(try await fixture.value("SELECT count(*) FROM qrtz_locks") == "2")
            #expect(try await fixture.store.job(JobKey("j")) != nil)
        }
    }

    @Test func sixteenStoresOpenAtOnceOnEmptyTables() async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.sql.execute("DELETE FROM qrtz_locks")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<16 {
                    let store = try fixture.anotherStore()
                    group.addTask {
                        try await store.open()
                        _ = try await store.locked { try await $0.query("SELECT 1").rows.count }
                        await store.close()
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await fixture.value("SELECT count(*) FROM qrtz_locks") == "2")
        }
    }

    @Test func whoHoldsTheLockIsAlone() async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.sql.execute("CREATE TABLE counter (n int); INSERT INTO counter VALUES (0)")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await fixture.store.locked { transaction in
                            let n = try await transaction.query("SELECT n FROM counter").rows[0].int(0)
                            try await transaction.query("UPDATE counter SET n = $1", [.int4(Int32(n + 1))])
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await fixture.value("SELECT n FROM counter") == "20")
        }
    }

    @Test(arguments: ["serializable", "repeatable read"])
    func theServersDefaultIsolationDoesNotMatter(isolation: String) async throws {
        try await PostgresFixture.run { fixture in
            let database = try #require(try await fixture.value("SELECT current_database()"))
            try await fixture.sql.execute(
                "ALTER DATABASE \(database) SET default_transaction_isolation = '\(isolation)'"
            )
            let store = try fixture.anotherStore()
            let found = try await store.locked {
                try await $0.query("SELECT current_setting('transaction_isolation')").rows[0].string(0)
            }
            #expect(found == "read committed")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<20 {
                    group.addTask {
                        try await store.store(
                            jobs: [.sample("j")], triggers: [.sample("t\(index)", of: "j")], onConflict: .replace
                        )
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await store.triggers(matching: .job(JobKey("j"))).count == 20)
            await store.close()
        }
    }

    @Test func deadlocksAreTriedAgain() async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.sql.execute(
                "CREATE TABLE pair (id int PRIMARY KEY, n int); INSERT INTO pair VALUES (1, 0), (2, 0)")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for order in [[1, 2], [2, 1], [1, 2], [2, 1]] {
                    group.addTask {
                        try await fixture.store.transaction { transaction, _ in
                            for id in order {
                                try await transaction.query(
                                    "UPDATE pair SET n = n + 1 WHERE id = $1", [.int4(Int32(id))])
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await fixture.value("SELECT sum(n) FROM pair") == "8")
        }
    }

    @Test func anUnreachableServerIsSaidToBeUnavailable() async throws {
        var configuration = PostgresJobStore.Configuration(url: "host=127.0.0.1 port=1 password=sesame-open")
        configuration.connectTimeout = .seconds(2)
        #expect(!"\(configuration)".contains("sesame") && !String(reflecting: configuration).contains("sesame"))
        let store = try PostgresJobStore(configuration, logger: PostgresFixture.quiet)
        await #expect { try await store.pausedGroups() } throws: { error in
            (error as? CarnelianError)?.code == .storeUnavailable && !"\(error)".contains("sesame")
        }
    }
}
