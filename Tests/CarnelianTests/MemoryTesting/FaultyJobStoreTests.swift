import Carnelian
import CarnelianCore
import CarnelianTesting
import Testing

@Suite struct FaultyJobStoreTests {
    private let clock: VirtualClock
    private let memory: MemoryJobStore
    private let faulty: FaultyJobStore
    private let job = JobDetail(key: JobKey("job"), type: "tests.work", isDurable: true)

    init() {
        clock = VirtualClock(startingAt: Timestamp(milliseconds: 1_767_225_600_000))
        memory = MemoryJobStore(clock: clock)
        faulty = FaultyJobStore(memory)
    }

    private func storeJob() async throws {
        try await faulty.store(jobs: [job], triggers: [], onConflict: .fail)
    }

    @Test func aFaultBeforeTheVerbChangesNothing() async throws {
        faulty.fail(.change)
        await #expect(throws: FaultyJobStore.outage) { try await storeJob() }
        #expect(try await memory.job(job.key) == nil)
        try await storeJob()
        #expect(try await memory.job(job.key) == job)
        #expect(faulty.calls(of: .change) == 2)
    }

    @Test func aFaultAfterTheVerbLeavesItsEffect() async throws {
        let error = CarnelianError(.storeFailure, "the answer was lost")
        faulty.fail(.change, .after, with: error)
        await #expect(throws: error) { try await storeJob() }
        #expect(try await memory.job(job.key) == job)
    }

    @Test func faultsAreCountedAndConcernTheirVerbAlone() async throws {
        faulty.fail(.read, times: 2)
        for _ in 0..<2 {
            await #expect(throws: FaultyJobStore.outage) { try await faulty.nodes() }
            #expect(try await faulty.nextDueTime(for: []) == nil)
        }
        #expect(try await faulty.nodes().isEmpty)
    }

    @Test func aStoreThatIsDownFailsEveryVerbUntilItIsUp() async throws {
        faulty.isDown = true
        await #expect(throws: FaultyJobStore.outage) { try await storeJob() }
        await #expect(throws: FaultyJobStore.outage) { try await faulty.open() }
        faulty.isDown = false
        try await storeJob()
    }

    @Test func aStalledStoreAnswersWhenItGoesOn() async throws {
        faulty.stall()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await storeJob() }
            while faulty.calls(of: .change) == 0 { await Task.yield() }
            for _ in 0..<100 { await Task.yield() }
            #expect(try await memory.job(job.key) == nil)
            faulty.unstall()
            try await group.waitForAll()
        }
        #expect(try await memory.job(job.key) == job)
    }

    @Test func withoutFaultsItConforms() async throws {
        let failures = try await JobStoreConformance { clock in FaultyJobStore(MemoryJobStore(clock: clock)) }.run()
        #expect(failures.isEmpty)
    }

    @Test func aSchedulerRunsEveryFireThroughOutages() async throws {
        let record = Record()
        try await withTestCluster(of: 1) {
            JobRegistration("tests.work") { context in
                record.add("\(context.scheduledFireTime.milliseconds / 1_000 % 3_600)")
            }
        } perform: { cluster in
            let start = cluster.clock.now().advanced(by: .seconds(10))
            let trigger = Trigger(
                key: TriggerKey("t"), job: job.key, kind: .every(.seconds(10), times: 12), startTime: start
            )
            try await cluster.store.store(jobs: [job], triggers: [trigger], onConflict: .fail)
            for verb in [FaultyJobStore.Verb.turn, .complete, .nextDueTime, .checkIn, .sweepMisfires] {
                let calls = cluster[0].store.calls(of: verb)
                cluster[0].store.fail(verb, times: 2)
                await cluster.clock.advance(by: .seconds(24))
                #expect(cluster[0].store.calls(of: verb) > calls + 2)
            }
            await cluster.clock.advance(by: .seconds(30))
        }
        #expect(record.all == (1...12).map { "\($0 * 10)" })
    }
}
