#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A point on the machine's monotonic clock, in nanoseconds.
package struct MonotonicTime: Comparable, Hashable, Sendable {
    package var nanoseconds: UInt64

    package init(nanoseconds: UInt64) {
        self.nanoseconds = nanoseconds
    }

    /// Later than every other time.
    package static let never = MonotonicTime(nanoseconds: .max)

    package static var now: MonotonicTime {
        MonotonicTime(nanoseconds: clock_gettime_nsec())
    }

    package static func < (lhs: MonotonicTime, rhs: MonotonicTime) -> Bool {
        lhs.nanoseconds < rhs.nanoseconds
    }

    /// The time `duration` later; a negative duration counts as none, one that is too long as for ever.
    package func advanced(by duration: Duration) -> MonotonicTime {
        let (seconds, attoseconds) = duration.components
        guard seconds >= 0, attoseconds >= 0 else { return self }
        let (whole, overflow) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        guard !overflow else { return .never }
        let (length, carried) = whole.addingReportingOverflow(UInt64(attoseconds / 1_000_000_000))
        guard !carried else { return .never }
        let (sum, late) = nanoseconds.addingReportingOverflow(length)
        return late ? .never : MonotonicTime(nanoseconds: sum)
    }

    /// The end of the first of `count` equal parts of the time from `self` to `end`.
    package func share(of end: MonotonicTime, among count: Int) -> MonotonicTime {
        guard end > self, count > 1 else { return end }
        return MonotonicTime(nanoseconds: nanoseconds + (end.nanoseconds - nanoseconds) / UInt64(count))
    }

    /// How many whole milliseconds from `self` to `later`, rounded up so that a wait of that length is never too short.
    package func milliseconds(until later: MonotonicTime) -> Int32 {
        guard later > self else { return 0 }
        let distance = (later.nanoseconds - nanoseconds) / 1_000_000
        return Int32(clamping: distance &+ 1)
    }
}

private func clock_gettime_nsec() -> UInt64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}
