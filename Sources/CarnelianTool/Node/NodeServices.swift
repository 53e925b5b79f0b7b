import Carnelian
import CarnelianCore
import ServiceLifecycle

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Says on standard output that the node takes triggers, once.
struct StartAnnouncement: Service {
    private let instance: InstanceID
    private let events: AsyncStream<SchedulerEvent>

    /// Listens from now on.
    init(_ scheduler: Scheduler) {
        instance = scheduler.instanceID
        events = scheduler.events()
    }

    func run() async throws {
        for await event in events.cancelOnGracefulShutdown() {
            guard case .status(.running) = event else { continue }
            let line: JSONValue = ["event": "started", "instance": .string(instance.rawValue)]
            StandardStream.output.writeLine(line.text)
            return
        }
    }
}

/// A scheduler whose jobs may ignore their cancellation at shutdown: the process then ends without them, and the other
/// nodes take over as after a crash.
struct LimitedScheduler: Service {
    private let scheduler: Scheduler
    private let events: AsyncStream<SchedulerEvent>

    /// Listens from now on.
    init(_ scheduler: Scheduler) {
        self.scheduler = scheduler
        events = scheduler.events()
    }

    func run() async throws {
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { await watch() }
            // Its events end with it.
            try await scheduler.run()
        }
    }

    private func watch() async {
        for await event in events {
            guard case .shutdownOverdue(let fires) = event else { continue }
            let jobs = Set(fires.map(\.job.key.description)).sorted().joined(separator: ", ")
            StandardStream.error.writeLine(
                "carnelian: jobs ignore their cancellation and are left to the other nodes: \(jobs)")
            exit(1)
        }
    }
}

/// Ends after a while, and the node with it.
struct RunLimit: Service {
    let duration: Duration

    func run() async throws {
        await cancelWhenGracefulShutdown {
            try? await Task.sleep(for: duration)
        }
    }
}
