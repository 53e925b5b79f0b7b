/// A date and the dates so many months after it, as adding months one interval at a time gives them.
///
/// A day that a month lacks becomes its last one, and as each date follows from the one before it stays that low.
struct MonthSteps {
    /// Months since the year 0.
    let month: Int64
    let day: Int
    /// Milliseconds since midnight.
    let timeOfDay: Int64
    /// Months from step to step.
    let interval: Int64

    init(from reading: Int64, interval: Int64) {
        let days = reading.flooredQuotient(by: LenientClock.day)
        let civil = CivilDateTime(daysSinceEpoch: Int(days))
        month = Self.month(of: civil)
        day = civil.day
        timeOfDay = reading - days * LenientClock.day
        self.interval = interval
    }

    /// The reading after so many steps.
    func reading(afterSteps steps: Int64) -> Int64 {
        let (year, month) = date(afterSteps: steps)
        let days = CivilDateTime.daysSinceEpoch(year: year, month: month, day: day(afterSteps: steps))
        return Int64(days) * LenientClock.day + timeOfDay
    }

    /// How many steps lead to the month of a reading, or to the last one before it.
    func steps(toMonthOf reading: Int64) -> Int64 {
        distance(toMonthOf: reading).flooredQuotient(by: interval)
    }

    /// How many steps lead exactly to the month of a reading; nil if none do.
    func exactSteps(toMonthOf reading: Int64) -> Int64? {
        let distance = distance(toMonthOf: reading)
        return distance % interval == 0 ? distance / interval : nil
    }

    private func distance(toMonthOf reading: Int64) -> Int64 {
        let days = reading.flooredQuotient(by: LenientClock.day)
        return Self.month(of: CivilDateTime(daysSinceEpoch: Int(days))) - month
    }

    private func day(afterSteps steps: Int64) -> Int {
        var day = day
        guard day > 28, steps > 0 else { return day }
        // Within twelve steps every month of the year that is reached at all is reached.
        var february: Int64?
        for step in 1...min(12, steps) {
            let (year, month) = date(afterSteps: step)
            day = min(day, CivilDateTime.daysInMonth(month, of: year))
            if month == 2 { february = february ?? step }
        }
        guard day == 29, let february else { return day }
        // A 29 February lasts until a common year's one; leap years repeat every 400 years.
        let period = Int64(12 / gcd(12, Int(interval % 12)))
        for visit in 1...Int64(400) {
            let step = february + visit * period
            guard step <= steps else { return day }
            if !CivilDateTime.isLeap(date(afterSteps: step).year) { return 28 }
        }
        return day
    }

    private func date(afterSteps steps: Int64) -> (year: Int, month: Int) {
        let month = month + steps * interval
        let year = month.flooredQuotient(by: 12)
        return (Int(year), Int(month - year * 12) + 1)
    }

    private static func month(of date: CivilDateTime) -> Int64 {
        Int64(date.year) * 12 + Int64(date.month - 1)
    }
}

/// The greatest common divisor; that of a number and 0 is the number.
private func gcd(_ left: Int, _ right: Int) -> Int {
    right == 0 ? left : gcd(right, left % right)
}
