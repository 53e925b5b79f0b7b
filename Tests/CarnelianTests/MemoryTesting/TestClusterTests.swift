import Carnelian
import CarnelianCore
import CarnelianTesting
import Synchronization
import Testing

@Suite struct TestClusterTests {
    private func oneShots(_ count: Int, from start: Timestamp, job: JobDetail) -> [Trigger] {
        (0..<count).map { number in
            Trigger(
                key: TriggerKey("t\(number)"), job: job.key, kind: .once,
                startTime: start.advanced(by: .milliseconds(100 * number + 1))
            )
        }
    }

    @Test func threeNodesRunEachFireOnce() async throws {
        let record = Record()
        try await withTestCluster(of: 3) {
            JobRegistration("tests.work") { record.add($0.trigger.key.name) }
        } perform: { cluster in
            let job = JobDetail(key: JobKey("job"), type: "tests.work")
            try await cluster.store.store(
                jobs: [job], triggers: oneShots(200, from: cluster.clock.now(), job: job), onConflict: .fail
            )
            await cluster.clock.advance(by: .seconds(40))
            #expect(try await cluster.store.triggers(matching: .group(.any)).isEmpty)
            #expect(try await cluster.store.nodes().map(\.instance) == ["node-0", "node-1", "node-2"])
        }
        #expect(record.all.count == 200)
        #expect(Set(record.all).count == 200)
    }

    @Test func aKilledNodesExecutionRunsAgainOnAPeerAndOnlyThere() async throws {
        let record = Record()
        let waiting = Mutex<VirtualClock?>(nil)
        try await withTestCluster(of: 2) {
            JobRegistration("tests.work") { context in
                record.add("\(context.instanceID) \(context.isRecovering)")
                // The first run waits for a time that its node does not live to see.
                guard !context.isRecovering, let clock = waiting.withLock({ $0 }) else { return }
                try await clock.sleep(for: .seconds(3_600))
            }
        } perform: { cluster in
            waiting.withLock { $0 = cluster.clock }
            let job = JobDetail(key: JobKey("job"), type: "tests.work", requestsRecovery: true)
            try await cluster.store.store(
                jobs: [job], triggers: oneShots(1, from: cluster.clock.now(), job: job), onConflict: .fail
            )
            await cluster.clock.advance(by: .seconds(1))
            let victim = try #require(cluster.nodes.first { !$0.scheduler.executing.isEmpty })
            let peer = try #require(cluster.nodes.first { $0 !== victim })
            victim.kill()
            await cluster.clock.advance(by: .seconds(60))
            #expect(record.all == ["\(victim.scheduler.instanceID) false", "\(peer.scheduler.instanceID) true"])
            #expect(try await cluster.store.nodes().map(\.instance) == [peer.scheduler.instanceID])
            #expect(try await cluster.store.fireInstances().isEmpty)
            #expect(try await cluster.store.triggers(matching: .group(.any)).isEmpty)
        }
    }

    @Test func aStalledNodeLosesWhatItHeldAndComesBack() async throws {
        try await withTestCluster(of: 2) {
            JobRegistration("tests.work") { _ in }
        } perform: { cluster in
            await cluster.clock.advance(by: .seconds(20))
            let events = cluster[0].scheduler.events()
            cluster[0].stall()
            await cluster.clock.advance(by: .seconds(60))
            let meanwhile = try await cluster.store.nodes().map(\.instance)
            #expect(meanwhile == ["node-1"])
            cluster[0].unstall()
            await cluster.clock.advance(by: .seconds(60))
            let afterwards = try await cluster.store.nodes().map(\.instance)
            #expect(afterwards == ["node-0", "node-1"])
            // A killed node's events end, so the search does too.
            cluster[0].kill()
            let learned = await events.contains { if case .wasRecovered = $0 { true } else { false } }
            #expect(learned)
        }
    }

    @Test func aNodeThatJoinsLaterTakesPart() async throws {
        let record = Record()
        try await withTestCluster(of: 1) {
            JobRegistration("tests.work") { record.add("\($0.instanceID)") }
        } perform: { cluster in
            try await cluster.startNode("late")
            cluster[0].kill()
            let job = JobDetail(key: JobKey("job"), type: "tests.work")
            try await cluster.store.store(
                jobs: [job], triggers: oneShots(5, from: cluster.clock.now(), job: job), onConflict: .fail
            )
            await cluster.clock.advance(by: .seconds(30))
        }
        #expect(record.all == Array(repeating: "late", count: 5))
    }
}
