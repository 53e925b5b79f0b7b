import Carnelian
import CarnelianCore
import ServiceLifecycle

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

/// Ends after a while, and the node with it.
struct RunLimit: Service {
    let duration: Duration

    func run() async throws {
        await cancelWhenGracefulShutdown {
            try? await Task.sleep(for: duration)
        }
    }
}
