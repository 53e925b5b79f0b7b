import Carnelian
import Logging
import ServiceLifecycle

/// Fires a closure every second on the in-memory store, three times, then stops by itself.
@main
struct HelloCron {
    static func main() async throws {
        var logger = Logger(label: "hello-cron")
        logger.logLevel = .warning
        let (fires, fired) = AsyncStream<Timestamp>.makeStream()
        let scheduler = try Scheduler(store: MemoryJobStore(), logger: logger) {
            JobRegistration("hello") { context in
                print("Hello at \(context.scheduledFireTime)")
                fired.yield(context.scheduledFireTime)
            }
        }
        try await scheduler.schedule("hello", on: .cron("* * * * * ?"))
        let group = ServiceGroup(services: [scheduler], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var seen = 0
            for await _ in fires {
                seen += 1
                if seen == 3 { break }
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }
}
