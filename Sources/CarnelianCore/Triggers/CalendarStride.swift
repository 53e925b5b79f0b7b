/// The distance from date to date of a calendar interval in days or longer units.
enum CalendarStride {
    case days(Int64)
    case months(Int64)

    /// Nil for units shorter than a day and for more than 10,000 years.
    init?(_ interval: Int, _ unit: IntervalUnit) {
        let interval = Int64(interval)
        switch unit {
        case .second, .minute, .hour: return nil
        case .day: self = .days(interval)
        case .week: self = .days(interval * 7)
        case .month: self = .months(interval)
        case .year: self = .months(interval * 12)
        }
        switch self {
        case .days(let days): guard days <= 3_652_425 else { return nil }
        case .months(let months): guard months <= 120_000 else { return nil }
        }
    }

    /// The first reading at or after one, of those at whole steps from the first reading, beginning with a given step.
    func reading(atOrAfter reading: Int64, from first: Int64, notBeforeStep firstStep: Int64) -> Int64 {
        switch self {
        case .days(let days):
            let length = days * LenientClock.day
            let steps = max(firstStep, (reading - first + length - 1).flooredQuotient(by: length))
            return first + steps * length
        case .months(let months):
            let series = MonthSteps(from: first, interval: months)
            var steps = max(firstStep, series.steps(toMonthOf: reading))
            while series.reading(afterSteps: steps) < reading { steps += 1 }
            return series.reading(afterSteps: steps)
        }
    }
}
