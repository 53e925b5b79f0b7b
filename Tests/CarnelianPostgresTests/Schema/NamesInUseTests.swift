import Carnelian
import CarnelianCore
import CarnelianPostgres
import TestSupport
import Testing

/// Every verb works on tables of another prefix in another schema.
@Suite struct NamesInUseTests {
    @Test func aPrefixAndASchemaOfOnesOwn() async throws {
        try await PostgresFixture.run {
            $0.tablePrefix = "APP_"
            $0.schema = "Jobs"
        } _: { fixture in
            let store = fixture.store
            let job = JobDetail.sample("j", durable: true)
            try await store.store(jobs: [job], triggers: [.sample("t", of: "j")], onConflict: .fail)
            #expect(try await fixture.value("SELECT count(*) FROM \"Jobs\".app_triggers") == "1")
            try await store.pause(.all)
            try await store.resume(.all)
            var other = Trigger.sample("u", of: "j")
            other.priority = 7
            #expect(try await store.replaceTrigger(TriggerKey("t"), with: other))
            let node = CheckIn(
                instance: "a", now: store.clock.now(), interval: .seconds(7), grace: .seconds(7), previous: nil
            )
            #expect(try await store.checkIn(node).nodes.map(\.instance) == ["a"])
            let turn = Turn(
                instance: "a", now: store.clock.now(), types: [job.type], limit: 10,
                horizon: other.startTime.advanced(by: .seconds(1)), misfireBefore: store.clock.now()
            )
            let claims = try await store.turn(turn).claimed
            #expect(claims.map(\.trigger.key) == [other.key])
            try await store.release(claims.map(\.id), by: "a")
            try await store.leave("a")
            #expect(try await store.removeTriggers([other.key]) == [other.key])
            #expect(try await store.removeJobs([job.key]) == [job.key])
            try await store.clear()
        }
    }
}
