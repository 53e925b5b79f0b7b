extension ExclusionCalendar {
    /// What one calendar of a chain excludes; days and times are those of the wall clock in the calendar's zone.
    public enum Rule: Sendable, Hashable {
        /// Nothing: a link that only has a base or a description (Quartz's `BaseCalendar`).
        case none
        /// These days in every year (`AnnualCalendar`); 29 February counts in leap years alone.
        case annual(Set<MonthDay>)
        /// The seconds that an expression names, each for its whole 1,000 milliseconds (`CronCalendar`).
        ///
        /// Where clocks are set back, a wall-clock second is excluded in both passes or in neither.
        case cron(CronExpression)
        /// A part of every day (`DailyCalendar`).
        case daily(DailyRange)
        /// The days that begin at these instants (`HolidayCalendar`).
        ///
        /// A day is excluded if its first millisecond is a member, as the calendar's zone has it. So with the process's zone the
        /// members are meant for processes in the zone that they were made in. Where a clock change skips midnight, the day begins
        /// as much later as the clock jumps; where it repeats midnight, at the second pass.
        case holiday(Set<Timestamp>)
        /// These days of every month, 1 to 31 (`MonthlyCalendar`).
        case monthly(Set<Int>)
        /// These days of every week, 1 = Sunday to 7 = Saturday (`WeeklyCalendar`).
        case weekly(Set<Int>)
    }

    /// A day of the year: month 1 to 12 and day of the month 1 to 31.
    public struct MonthDay: Sendable, Hashable {
        /// The month, 1 to 12.
        public var month: Int
        /// The day of the month, 1 to 31.
        public var day: Int

        /// Creates a day of the year; ranges are checked by the calendar that uses it.
        public init(month: Int, day: Int) {
            self.month = month
            self.day = day
        }
    }

    /// A part of the day that a calendar excludes, or with `isInverted` the part that it leaves over.
    ///
    /// Both ends belong to the range. As in Quartz, a calendar that is not inverted also excludes the first and the last
    /// millisecond of every day. An end that a clock change skips comes as much later as the clock jumps; one that it
    /// repeats is at the second pass.
    public struct DailyRange: Sendable, Hashable {
        /// The first millisecond of the range, counted from 00:00:00 on the wall clock.
        public var start: Int
        /// The last millisecond of the range, counted from 00:00:00 on the wall clock; after `start`.
        public var end: Int
        /// Whether the rest of the day is excluded and not the range.
        public var isInverted: Bool

        /// Creates a range in milliseconds from 00:00:00, 0 to 86,399,999; checked by the calendar that uses it.
        public init(start: Int, end: Int, isInverted: Bool = false) {
            self.start = start
            self.end = end
            self.isInverted = isInverted
        }
    }
}

extension ExclusionCalendar.Rule {
    /// Throws `.invalidValue` for what Quartz's calendar of the kind cannot hold.
    func validate() throws(CarnelianError) {
        switch self {
        case .none, .holiday:
            return
        case .annual(let days):
            for day in days where !day.isPossible {
                throw CarnelianError(
                    .invalidValue, "annual calendar: month \(day.month), day \(day.day) is no day of a year")
            }
        case .cron(let expression):
            guard expression.quartzText != nil else {
                throw CarnelianError(
                    .invalidValue,
                    "cron calendar: Quartz's dialect cannot say \"\(expression)\" in one expression; "
                        + "expected one that restricts days of the month or of the week, not both")
            }
        case .daily(let range):
            let day = 0...86_399_999
            guard day.contains(range.start), day.contains(range.end), range.start < range.end else {
                throw CarnelianError(
                    .invalidValue,
                    "daily calendar: the range from \(range.start) to \(range.end) milliseconds of the day; "
                        + "expected a start before the end, both from 0 to 86399999")
            }
        case .monthly(let days):
            for day in days where !(1...31).contains(day) {
                throw CarnelianError(.invalidValue, "monthly calendar: day \(day); expected days from 1 to 31")
            }
        case .weekly(let days):
            for day in days where !(1...7).contains(day) {
                throw CarnelianError(
                    .invalidValue, "weekly calendar: day \(day); expected days from 1 (Sunday) to 7 (Saturday)")
            }
        }
    }
}

extension ExclusionCalendar.MonthDay {
    /// Whether a leap year has the day.
    fileprivate var isPossible: Bool {
        (1...12).contains(month) && (1...CivilDateTime.daysInMonth(month, of: 2000)).contains(day)
    }
}
