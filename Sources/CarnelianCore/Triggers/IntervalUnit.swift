/// What an interval counts; the raw value is Quartz's name, as stored in its tables.
///
/// Quartz's `MILLISECOND` is missing: neither of its interval triggers computes with it.
public enum IntervalUnit: String, Sendable, Hashable, CaseIterable {
    /// Exact seconds.
    case second = "SECOND"
    /// Exactly 60 seconds.
    case minute = "MINUTE"
    /// Exactly 3,600 seconds.
    case hour = "HOUR"
    /// A day of the calendar, 23 or 25 hours long where clocks change.
    case day = "DAY"
    /// Seven days of the calendar.
    case week = "WEEK"
    /// A month of the calendar.
    case month = "MONTH"
    /// A year of the calendar.
    case year = "YEAR"

    /// The unit's length in seconds; nil for days and longer, whose length varies.
    package var seconds: Int64? {
        switch self {
        case .second: 1
        case .minute: 60
        case .hour: 3_600
        case .day, .week, .month, .year: nil
        }
    }
}
