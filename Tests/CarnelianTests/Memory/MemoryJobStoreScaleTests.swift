import Carnelian
import CarnelianCore
import CarnelianTesting
import Testing

@Suite struct MemoryJobStoreScaleTests {
    /// A turn reads what it claims, not the backlog: with 20,000 triggers it costs about what it costs with 500.
    @Test func aTurnCostsTheSameBesideABacklog() async throws {
        let small = try await durationOfTurns(triggers: 500)
        let large = try await durationOfTurns(triggers: 20_000)
        #expect(large < small * 10, "500 triggers: \(small); 20,000 triggers: \(large)")
    }

    private func durationOfTurns(triggers count: Int) async throws -> Duration {
        let start = Timestamp(milliseconds: 1_767_225_600_000)
        let store = MemoryJobStore(clock: VirtualClock(startingAt: start))
        let job = JobDetail(key: JobKey("job"), type: "mine")
        let other = JobDetail(key: JobKey("other"), type: "others")
        // A third is another node's, a third was missed long ago, a third is due.
        let triggers = (0..<count).map { number in
            Trigger(
                key: TriggerKey("t\(number)"), job: number % 3 == 0 ? other.key : job.key,
                kind: .every(.seconds(3_600)),
                startTime: start.advanced(by: .seconds(number % 3 == 1 ? -600 : 0))
            )
        }
        try await store.store(jobs: [job, other], triggers: triggers, onConflict: .fail)
        let clock = ContinuousClock()
        var fastest = Duration.seconds(3_600)
        for turn in 0..<10 {
            let duration = try await clock.measure {
                let result = try await store.turn(
                    Turn(
                        instance: "node", now: start, types: ["mine"], limit: 10, horizon: start,
                        misfireBefore: start.advanced(by: .seconds(-60))
                    )
                )
                #expect(result.fired.count == 10, "Fires of turn \(turn)")
            }
            fastest = min(fastest, duration)
        }
        return fastest
    }
}
