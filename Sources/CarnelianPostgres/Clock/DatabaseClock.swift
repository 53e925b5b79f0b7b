import Carnelian
import CarnelianCore
import Metrics
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The server's clock as this node estimates it from its monotonic clock: the one clock of a cluster on PostgreSQL.
///
/// Until it has been measured for the first time it shows the node's wall clock, which is used for nothing else than a
/// metric.
final class DatabaseClock: SchedulerClock {
    private let origin = ContinuousClock.now
    private let reading = Mutex<ClockReading?>(nil)
    private let wallClockOffset = Gauge(label: "carnelian.wall_clock.offset")

    func now() -> Timestamp {
        let microseconds = reading.withLock { $0?.value(at: monotonic) } ?? Self.wallClock
        return Timestamp(milliseconds: microseconds / 1_000)
    }

    func sleep(until deadline: Timestamp) async throws {
        while true {
            let remaining = now().duration(to: deadline)
            guard remaining > .zero else { return try Task.checkCancellation() }
            // A look at the clock at least every minute: a measurement may have moved it.
            try await Task.sleep(for: min(remaining, .seconds(60)))
        }
    }

    /// Whether the server's clock has been looked at.
    var isMeasured: Bool { reading.withLock { $0 != nil } }

    /// Monotonic time in microseconds.
    var monotonic: Int64 {
        let (seconds, attoseconds) = (ContinuousClock.now - origin).components
        return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }

    /// Takes in the best of some looks at the server's clock.
    func update(_ samples: [ClockSample]) {
        guard let best = samples.min(by: { $0.uncertainty < $1.uncertainty }) else { return }
        let shown = reading.withLock { reading in
            if reading == nil {
                reading = ClockReading(best.server, at: best.monotonic)
            } else {
                reading?.update(best)
            }
            return reading?.target(at: monotonic)
        }
        if let shown { wallClockOffset.record(Double(Self.wallClock - shown) / 1_000_000) }
    }

    private static var wallClock: Int64 {
        Int64(Date().timeIntervalSince1970 * 1_000_000)
    }
}
