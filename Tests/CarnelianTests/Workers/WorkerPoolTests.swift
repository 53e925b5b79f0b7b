import Carnelian
import CarnelianCore
import TestSupport
import Testing

/// Threads for jobs.
@Suite(.timeLimit(.minutes(5))) struct WorkerPoolTests {
    @Test func workRunsAndThreadsStayWithinTheLimit() async {
        let pool = WorkerPool(name: "test", size: 3)
        let steps = Recorder<Int>()
        await withDiscardingTaskGroup { group in
            for _ in 0..<500 {
                group.addTask(executorPreference: pool) {
                    steps.record(1)
                    await Task.yield()
                    steps.record(2)
                }
            }
        }
        #expect(steps.count == 1_000)
        #expect((1...3).contains(pool.threadCount))
        pool.stop()
    }

    @Test func blockedThreadsAreJoinedByOthersUpToTheLimit() async throws {
        let pool = WorkerPool(name: "test", size: 2)
        let gate = Gate()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<2 { group.addTask(executorPreference: pool) { gate.block() } }
            try await eventually("both threads block") { gate.blocked == 2 }
            let third = Recorder<Int>()
            group.addTask(executorPreference: pool) { third.record(3) }
            #expect(pool.threadCount == 2)
            #expect(third.count == 0)
            gate.open()
            try await group.waitForAll()
            #expect(third.count == 1)
        }
        pool.stop()
    }

    @Test func threadsEndAfterStopAndLateWorkStillRuns() async throws {
        let pool = WorkerPool(name: "test", size: 2)
        await withTaskExecutorPreference(pool) { await Task.yield() }
        pool.stop()
        try await eventually("all threads ended") { pool.threadCount == 0 }
        let late = Recorder<Int>()
        await withTaskExecutorPreference(pool) { late.record(1) }
        #expect(late.count == 1)
        try await eventually("the late thread ended") { pool.threadCount == 0 }
    }

    @Test func childTasksInheritThePool() async {
        let pool = WorkerPool(name: "test", size: 1)
        await withTaskExecutorPreference(pool) {
            async let child = hasPreference()
            #expect(await child)
        }
        pool.stop()
    }

    private func hasPreference() async -> Bool {
        unsafe withUnsafeCurrentTask { unsafe $0?.unownedTaskExecutor != nil }
    }
}
