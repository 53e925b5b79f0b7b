import Carnelian
import Testing

/// One outage is told once when it begins and once when it ends.
@Suite struct StoreHealthTests {
    private let start = ContinuousClock.now

    @Test func anOutageBeginsOnceAndEndsOnce() {
        var health = StoreHealth()
        let outage1 = health.succeeded(.turn, at: start)
        #expect(outage1 == nil)
        let begins2 = health.failed(.turn, at: start)
        #expect(begins2)
        let begins3 = health.failed(.turn, at: start.advanced(by: .seconds(1)))
        #expect(!begins3)
        let begins4 = health.failed(.checkIn, at: start.advanced(by: .seconds(2)))
        #expect(!begins4)
        #expect(health.isFailing)
        let outage5 = health.succeeded(.turn, at: start.advanced(by: .seconds(3)))
        #expect(outage5 == .seconds(3))
        #expect(!health.isFailing)
        let outage6 = health.succeeded(.checkIn, at: start.advanced(by: .seconds(4)))
        #expect(outage6 == nil)
    }

    @Test func aVerbThatNeverFailedDoesNotEndAnOutage() {
        var health = StoreHealth()
        let begins7 = health.failed(.checkIn, at: start)
        #expect(begins7)
        let outage8 = health.succeeded(.turn, at: start)
        #expect(outage8 == nil)
        #expect(health.isFailing)
    }
}
