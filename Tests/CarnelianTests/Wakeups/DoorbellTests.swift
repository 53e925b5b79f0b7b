import Carnelian
import CarnelianCore
import CarnelianTesting
import Testing

/// The bell that wakes a loop.
@Suite(.timeLimit(.minutes(5))) struct DoorbellTests {
    @Test func aRingBeforeTheWaitIsRemembered() async {
        let bell = Doorbell()
        bell.ring()
        bell.ring()
        await bell.wait()
    }

    @Test func aRingEndsTheWait() async {
        let bell = Doorbell()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await bell.wait() }
            group.addTask { bell.ring() }
        }
    }

    @Test func cancellationEndsTheWait() async {
        let bell = Doorbell()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await bell.wait() }
            group.cancelAll()
        }
    }

    @Test func aDeadlineEndsTheWait() async throws {
        let clock = VirtualClock(startingAt: Timestamp(milliseconds: 0))
        let bell = Doorbell()
        let woken = Recorder<Timestamp>()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await bell.wait(until: Timestamp(milliseconds: 100), by: clock)
                woken.record(clock.now())
            }
            try await clock.waitForSleepers(count: 1)
            await clock.advance(to: Timestamp(milliseconds: 99))
            #expect(woken.count == 0)
            await clock.advance(to: Timestamp(milliseconds: 100))
            try await group.waitForAll()
        }
        #expect(woken.all == [Timestamp(milliseconds: 100)])
    }

    @Test func aRingEndsAWaitWithADeadline() async throws {
        let clock = VirtualClock(startingAt: Timestamp(milliseconds: 0))
        let bell = Doorbell()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await bell.wait(until: Timestamp(milliseconds: 100), by: clock) }
            try await clock.waitForSleepers(count: 1)
            bell.ring()
            try await group.waitForAll()
        }
        #expect(clock.sleepers == 0)
    }
}
