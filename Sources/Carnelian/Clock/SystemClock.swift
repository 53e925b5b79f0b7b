public import CarnelianCore

#if canImport(Darwin)
private import Darwin
#elseif canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#endif

/// The machine's clock: read once from the wall, then moved on by the monotonic clock.
///
/// A step of the wall clock after start (by an operator or a time service) moves nothing.
public struct SystemClock: SchedulerClock {
    private let anchor: Timestamp
    private let started: ContinuousClock.Instant

    /// Creates a clock that shows the wall time of this moment.
    public init() {
        anchor = SystemClock.wallTime()
        started = ContinuousClock.now
    }

    /// The time now, in whole milliseconds.
    public func now() -> Timestamp {
        anchor.advanced(by: ContinuousClock.now - started)
    }

    /// Returns at or after `deadline`, or at once if it has passed.
    /// - Throws: `CancellationError` when the task is cancelled.
    public func sleep(until deadline: Timestamp) async throws {
        let instant = started.advanced(by: anchor.duration(to: deadline))
        try await Task.sleep(until: instant, clock: .continuous)
    }

    private static func wallTime() -> Timestamp {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
