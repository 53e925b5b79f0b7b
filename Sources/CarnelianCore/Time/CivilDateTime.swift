/// A date and a time of day on the proleptic Gregorian calendar, in no zone: pure integer arithmetic.
///
/// "Local seconds" below are the seconds from 1970-01-01T00:00:00 to this wall-clock reading, as if it were UTC.
package struct CivilDateTime: Sendable, Hashable {
    /// The year, astronomical numbering.
    package var year: Int
    /// The month, 1 to 12.
    package var month: Int
    /// The day of the month, 1 to 31.
    package var day: Int
    /// The hour, 0 to 23.
    package var hour: Int
    /// The minute, 0 to 59.
    package var minute: Int
    /// The second, 0 to 59.
    package var second: Int

    package init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    /// The reading that lies `localSeconds` after 1970-01-01T00:00:00.
    package init(localSeconds: Int64) {
        let days = localSeconds.flooredQuotient(by: 86_400)
        let rest = Int(localSeconds - days * 86_400)
        self.init(daysSinceEpoch: Int(days))
        hour = rest / 3_600
        minute = rest / 60 % 60
        second = rest % 60
    }

    /// Midnight of the day that lies `days` after 1970-01-01.
    package init(daysSinceEpoch days: Int) {
        // Years counted from March, so that the leap day is the last of its year; eras of 400 years (146,097 days).
        let shifted = days + 719_468
        let era = shifted.flooredQuotient(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        self.init(
            year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0),
            month: month,
            day: dayOfYear - (153 * marchMonth + 2) / 5 + 1
        )
    }

    /// Seconds from 1970-01-01T00:00:00 to this reading.
    package var localSeconds: Int64 {
        Int64(daysSinceEpoch) * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
    }

    /// Days from 1970-01-01 to this day.
    package var daysSinceEpoch: Int {
        Self.daysSinceEpoch(year: year, month: month, day: day)
    }

    /// The day of the week, numbered as Quartz does: 1 = Sunday to 7 = Saturday.
    package var weekday: Int {
        Self.weekday(daysSinceEpoch: daysSinceEpoch)
    }

    /// Days from 1970-01-01 to the given day.
    package static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
        let marchYear = month <= 2 ? year - 1 : year
        let era = marchYear.flooredQuotient(by: 400)
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The day of the week of a day counted from 1970-01-01 (a Thursday): 1 = Sunday to 7 = Saturday.
    package static func weekday(daysSinceEpoch days: Int) -> Int {
        let shifted = days + 4
        return shifted - shifted.flooredQuotient(by: 7) * 7 + 1
    }

    /// How many days the month has.
    package static func daysInMonth(_ month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Whether the year has a 29 February.
    package static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }
}

extension CivilDateTime: Comparable {
    /// Earlier comes first.
    package static func < (left: CivilDateTime, right: CivilDateTime) -> Bool {
        left.localSeconds < right.localSeconds
    }
}

extension BinaryInteger {
    /// The quotient rounded toward negative infinity; the divisor is positive.
    package func flooredQuotient(by divisor: Self) -> Self {
        let quotient = self / divisor
        return quotient * divisor > self ? quotient - 1 : quotient
    }
}
