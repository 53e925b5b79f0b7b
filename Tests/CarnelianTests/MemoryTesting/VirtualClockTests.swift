import Carnelian
import CarnelianCore
import CarnelianTesting
import Synchronization
import Testing

@Suite struct VirtualClockTests {
    private static let start = Timestamp(milliseconds: 1_767_225_600_000)
    private let clock = VirtualClock(startingAt: start)

    private func at(_ seconds: Int) -> Timestamp {
        Self.start.advanced(by: .seconds(seconds))
    }

    @Test func standsStillUntilAdvanced() async throws {
        #expect(clock.now() == at(0))
        await clock.advance(by: .seconds(5))
        #expect(clock.now() == at(5))
        await clock.advance(to: at(3))
        #expect(clock.now() == at(5))
        try await clock.advance(to: "2026-01-01T01:01:00+01:00")
        #expect(clock.now() == at(60))
    }

    @Test func refusesATimeThatCannotBeRead() async throws {
        let error = await #expect(throws: CarnelianError.self) { try await clock.advance(to: "tomorrow") }
        #expect(error?.code == .invalidSyntax)
    }

    @Test func aDeadlineThatHasPassedDoesNotSleep() async throws {
        try await clock.sleep(until: at(0))
        try await clock.sleep(until: at(-5))
        #expect(clock.sleepers == 0)
    }

    @Test func wakesEachSleeperAtItsDeadlineInOrder() async throws {
        let wakes = Record()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for seconds in [30, 10, 20, 40] {
                group.addTask {
                    try await clock.sleep(until: at(seconds))
                    wakes.add("\(seconds) at \(clock.now().milliseconds - Self.start.milliseconds)")
                }
            }
            try await clock.waitForSleepers(count: 4)
            #expect(clock.nextDeadline == at(10))
            await clock.advance(to: at(35))
            #expect(wakes.all == ["10 at 10000", "20 at 20000", "30 at 30000"])
            #expect(clock.sleepers == 1)
            await clock.advance(by: .seconds(5))
            try await group.waitForAll()
        }
        #expect(wakes.all.count == 4)
    }

    @Test func aLoopRunsOnceForEveryPeriodThatPasses() async throws {
        let wakes = Record()
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                while true {
                    try await clock.sleep(for: .seconds(7))
                    wakes.add("\((clock.now().milliseconds - Self.start.milliseconds) / 1_000)")
                }
            }
            try? await clock.waitForSleepers(count: 1)
            await clock.advance(by: .seconds(7 * 500 + 3))
            group.cancelAll()
        }
        #expect(wakes.all == (1...500).map { "\($0 * 7)" })
    }

    @Test func twoLoopsTakeTurnsByTheirDeadlines() async throws {
        let wakes = Record()
        await withThrowingTaskGroup(of: Void.self) { group in
            for period in [2, 3] {
                group.addTask {
                    while true {
                        try await clock.sleep(for: .seconds(period))
                        // A loop that does some work between its wake-up and its next sleep.
                        for _ in 0..<5 { await Task.yield() }
                        wakes.add("\(period)@\((clock.now().milliseconds - Self.start.milliseconds) / 1_000)")
                    }
                }
            }
            try? await clock.waitForSleepers(count: 2)
            await clock.advance(by: .seconds(5))
            group.cancelAll()
        }
        #expect(wakes.all == ["2@2", "3@3", "2@4"])
    }

    @Test func aCancelledSleeperThrows() async throws {
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await clock.sleep(until: at(10)) }
            try? await clock.waitForSleepers(count: 1)
            group.cancelAll()
            await #expect(throws: CancellationError.self) { try await group.waitForAll() }
        }
        #expect(clock.sleepers == 0)
        await withThrowingTaskGroup(of: Void.self) { group in
            group.cancelAll()
            group.addTask { try await clock.sleep(until: at(10)) }
            group.addTask { try await clock.waitForSleepers(count: 1) }
            for _ in 0..<2 { await #expect(throws: CancellationError.self) { try await group.next() } }
        }
    }

    @Test func aStepConditionHoldsTheClockUntilItsWorkIsDone() async throws {
        let clock = VirtualClock(startingAt: Self.start, patience: .seconds(60))
        let work = Work()
        let times = Record()
        clock.addStepCondition { work.isDone }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await clock.sleep(until: at(1))
                work.isDone = false
                for _ in 0..<200 { await Task.yield() }
                times.add("\(clock.now() == at(1))")
                work.isDone = true
                try await clock.sleep(until: at(100))
            }
            group.addTask {
                for second in 1...99 { try await clock.sleep(until: at(second)) }
                try await clock.sleep(until: at(100))
            }
            try await clock.waitForSleepers(count: 2)
            await clock.advance(to: at(99))
            group.cancelAll()
            while await group.nextResult() != nil {}
        }
        #expect(times.all == ["true"])
    }
}

private final class Work: Sendable {
    private let done = Mutex(true)
    var isDone: Bool {
        get { done.withLock { $0 } }
        set { done.withLock { $0 = newValue } }
    }
}

/// What happened, in order.
final class Record: Sendable {
    private let entries = Mutex<[String]>([])
    var all: [String] { entries.withLock { $0 } }
    func add(_ entry: String) { entries.withLock { $0.append(entry) } }
}
