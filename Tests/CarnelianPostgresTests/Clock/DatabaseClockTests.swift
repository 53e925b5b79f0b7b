import Carnelian
import CarnelianCore
import CarnelianPostgres
import TestSupport
import Testing

/// The node's reading follows the server's clock and never runs backwards; times are in microseconds.
@Suite struct DatabaseClockTests {
    private func sample(_ server: Int64, at monotonic: Int64, uncertainty: Int64 = 0) -> ClockSample {
        ClockSample(server: server, sent: monotonic - uncertainty, received: monotonic + uncertainty)
    }

    @Test func runsAtTheServersPace() {
        let reading = ClockReading(1_000_000, at: 50)
        #expect(reading.value(at: 50) == 1_000_000)
        #expect(reading.value(at: 1_050) == 1_001_000)
    }

    @Test func jumpsForwardWhenTheServerIsAhead() {
        var reading = ClockReading(1_000_000, at: 0)
        reading.update(sample(1_600_000, at: 100_000))
        #expect(reading.value(at: 100_000) == 1_600_000)
        #expect(reading.value(at: 200_000) == 1_700_000)
    }

    @Test func slowsDownToHalfSpeedWhenTheServerIsBehind() {
        var reading = ClockReading(1_000_000, at: 0)
        reading.update(sample(900_000, at: 100_000))
        #expect(reading.value(at: 100_000) == 1_100_000)
        #expect(reading.value(at: 200_000) == 1_150_000)
        // Caught up after twice the difference.
        #expect(reading.value(at: 500_000) == 1_300_000)
        #expect(reading.value(at: 600_000) == 1_400_000)
    }

    @Test func neverRunsBackwardsWhateverIsMeasured() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<50 {
            var reading = ClockReading(5_000_000, at: 0)
            var last = reading.value(at: 0)
            for step in 1...200 {
                let now = Int64(step) * 10_000
                if step.isMultiple(of: 7) {
                    reading.update(
                        sample(5_000_000 + now + .random(in: -900_000...900_000, using: &generator), at: now))
                }
                let value = reading.value(at: now)
                #expect(value >= last)
                last = value
            }
        }
    }

    @Test func ignoresWhatIsWithinTheUncertaintyOfTheLook() {
        var reading = ClockReading(1_000_000, at: 0)
        reading.update(sample(1_100_400, at: 100_000, uncertainty: 500))
        #expect(reading.value(at: 100_000) == 1_100_000)
        reading.update(sample(1_200_600, at: 200_000, uncertainty: 500))
        #expect(reading.value(at: 200_000) == 1_200_600)
    }

    @Test func anOpenedStoreShowsTheServersTime() async throws {
        try await PostgresFixture.run { fixture in
            let before = fixture.store.clock.now()
            let server = try #require(
                try await fixture.value("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint")
            )
            let after = fixture.store.clock.now()
            let time = try #require(Int64(server))
            #expect(before.milliseconds - 20 <= time && time <= after.milliseconds + 20)
        }
    }

    @Test func sleepsUntilAnInstantOfTheServers() async throws {
        try await PostgresFixture.run { fixture in
            let clock = fixture.store.clock
            let deadline = clock.now().advanced(by: .milliseconds(30))
            try await clock.sleep(until: deadline)
            #expect(clock.now() >= deadline)
            let sleeper = Task { try await clock.sleep(for: .seconds(600)) }
            sleeper.cancel()
            await #expect(throws: CancellationError.self) { try await sleeper.value }
        }
    }
}
