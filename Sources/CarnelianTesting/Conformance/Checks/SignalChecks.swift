import Carnelian
import CarnelianCore
import Synchronization

/// G13: changes reach every node that listens.
extension JobStoreConformance {
    static let signals: [Check] = [
        Check("G13.1", "storing a trigger tells every subscriber") { t in
            let job = t.job(durable: true)
            try await t.store([job])
            try await t.expectScheduleSignals(subscribers: 2) { attempt in
                try await t.store([], [t.simple("t\(attempt)", of: job, at: 10)])
            }
        },
        Check("G13.2", "resuming a trigger tells every subscriber") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 1_000)])
            try await t.expectScheduleSignals(subscribers: 2) { _ in
                try await t.store.pause(.trigger(TriggerKey("trigger")))
                try await t.store.resume(.trigger(TriggerKey("trigger")))
            }
        },
        Check("G13.3", "the end of an exclusive execution tells that its siblings may go on") { t in
            let job = t.job(exclusive: true)
            try await t.store([job], [t.simple("b", of: job, at: 1, every: 1, misfire: .ignore)])
            try await t.expectScheduleSignals(subscribers: 1) { attempt in
                try await t.complete(try await t.fireOne(at: Double(attempt)))
            }
        },
        Check("G13.4", "a subscription ends with its task") { t in
            let subscription = t.store.signals()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { for await _ in subscription {} }
                group.cancelAll()
                try await group.waitForAll()
            }
        },
    ]
}

extension StoreUnderTest {
    /// How long, in real time, all signals of a check may take.
    private static let signalDeadline: Duration = .seconds(20)

    /// Repeats a change until every subscriber has heard of a schedule change; hints may be lost or late.
    func expectScheduleSignals(
        subscribers: Int, file: StaticString = #fileID, line: UInt = #line,
        after change: (_ attempt: Int) async throws -> Void
    ) async throws {
        let heard = SignalTally()
        let streams = (0..<subscribers).map { _ in store.signals() }
        let all = try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, stream) in streams.enumerated() {
                group.addTask {
                    for await signal in stream {
                        guard case .scheduleChanged = signal else { continue }
                        heard.add(number)
                        return
                    }
                }
            }
            defer { group.cancelAll() }
            let started = ContinuousClock.now
            for attempt in 1...Int.max {
                try await change(attempt)
                for _ in 0..<20 where heard.count < subscribers {
                    try await Task.sleep(for: .milliseconds(10))
                }
                if heard.count == subscribers { return true }
                if ContinuousClock.now - started > StoreUnderTest.signalDeadline { return false }
            }
            return false
        }
        try expect(all, "\(heard.count) of \(subscribers) subscribers heard of the change", file: file, line: line)
    }
}

/// Which subscribers have heard a signal.
private final class SignalTally: Sendable {
    private let numbers = Mutex<Set<Int>>([])

    var count: Int { numbers.withLock(\.count) }

    func add(_ number: Int) {
        numbers.withLock { _ = $0.insert(number) }
    }
}
