import Dispatch
import LibPQ
import TestSupport
import Testing

/// Queries from tasks that prefer an executor of their own, as the code of jobs does: such a task leaves the loop's thread
/// at each await, and an answer can come before it is back.
@Suite struct TaskExecutorTests {
    private final class Threads: TaskExecutor {
        private let queue = DispatchQueue(label: "tests.threads", attributes: .concurrent)

        func enqueue(_ job: consuming ExecutorJob) {
            let job = UnownedJob(job)
            queue.async { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
        }
    }

    @Test func noAnswerIsMissed() async throws {
        var configuration = try PQConfiguration(try await TestPostgres.shared.conninfo())
        // A missed answer shows as this deadline.
        configuration.statementTimeout = .seconds(20)
        let pool = PQPool(configuration, size: 4)
        let threads = Threads()
        let sum = try await withThrowingTaskGroup(of: Int64.self) { group in
            for _ in 0..<8 {
                group.addTask(executorPreference: threads) {
                    var sum: Int64 = 0
                    for number in 1...250 {
                        sum += try await pool.withConnection { connection in
                            try await connection.transaction { transaction, _ in
                                try await transaction.query("SELECT $1::int8", [.int8(Int64(number))]).rows[0].int64(0)
                            }
                        }
                    }
                    return sum
                }
            }
            return try await group.reduce(0, +)
        }
        await pool.close()
        #expect(sum == 8 * 31_375)
    }
}
