/// One week, month or year of a recurrence: the days in it that count.
struct RecurrencePeriod {
    /// The days as stretches of up to 32: bit n of a stretch is the day `n` after its base.
    private var days = SIMD16<UInt32>()
    private var bases = SIMD16<Int32>()
    private var stretches = 0
    /// How many days count.
    private(set) var dayCount = 0

    /// Adds days that come after those added before.
    mutating func append(_ bits: UInt32, base: Int) {
        guard bits != 0 else { return }
        days[stretches] = bits
        bases[stretches] = Int32(base)
        stretches += 1
        dayCount += bits.nonzeroBitCount
    }

    /// How many times of the period lie before a local time.
    func number(before local: Int64, _ times: RecurrenceTimes) -> Int {
        let day = Int(local.flooredQuotient(by: 86_400))
        var number = 0
        for index in 0..<stretches {
            let offset = day - Int(bases[index])
            guard offset < 32 else {
                number += days[index].nonzeroBitCount * times.count
                continue
            }
            guard offset >= 0 else { break }
            number += (days[index] & (1 << UInt32(offset) - 1)).nonzeroBitCount * times.count
            if days[index] >> UInt32(offset) & 1 == 1 {
                number += times.number(before: Int(local - Int64(day) * 86_400))
            }
        }
        return number
    }

    /// The time at a place from 0 on, in local seconds.
    func time(at place: Int, _ times: RecurrenceTimes) -> Int64 {
        var dayPlace = place / times.count
        var index = 0
        while dayPlace >= days[index].nonzeroBitCount {
            dayPlace -= days[index].nonzeroBitCount
            index += 1
        }
        let day = Int(bases[index]) + CronSet(bits: UInt64(days[index])).member(dayPlace)
        return Int64(day) * 86_400 + Int64(times[place % times.count])
    }
}

extension RecurrencePattern {
    /// The number of the first period that counts and does not end before a day, and whether the day is in it.
    ///
    /// Periods are numbered from that of the start, 0.
    func alignedPeriod(from day: Int) -> (index: Int, isWithin: Bool) {
        let number: Int
        switch parts.draft.frequency {
        case .yearly: number = CivilDateTime(daysSinceEpoch: day).year - start.year
        case .monthly:
            let civil = CivilDateTime(daysSinceEpoch: day)
            number = (civil.year - start.year) * 12 + civil.month - start.month
        default: number = (firstDayOfWeek(day) - firstDayOfWeek(startDay)) / 7
        }
        let interval = parts.draft.interval
        let aligned = (number + interval - 1) / interval * interval
        return (aligned, aligned == number)
    }

    /// The period of a number; nil after the last year.
    func period(at index: Int) -> RecurrencePeriod? {
        var period = RecurrencePeriod()
        switch parts.draft.frequency {
        case .yearly:
            let year = start.year + index
            guard year <= CronYears.range.upperBound else { return nil }
            for month in 1...12 where months.isEmpty || months.contains(month) {
                let base = CivilDateTime.daysSinceEpoch(year: year, month: month, day: 1) - 1
                period.append(days(ofMonth: month, of: year, base: base), base: base)
            }
        case .monthly:
            let number = start.month - 1 + index
            let (year, month) = (start.year + number / 12, number % 12 + 1)
            guard year <= CronYears.range.upperBound else { return nil }
            let base = CivilDateTime.daysSinceEpoch(year: year, month: month, day: 1) - 1
            period.append(days(ofMonth: month, of: year, base: base), base: base)
        default:
            let base = firstDayOfWeek(startDay) + index * 7
            guard Int64(base) * 86_400 <= last else { return nil }
            period.append(daysOfWeek(base: base), base: base)
        }
        return period
    }

    /// The days of the week from `base` on that count, bit 0 the first.
    private func daysOfWeek(base: Int) -> UInt32 {
        var bits: UInt32 = 0
        for offset in 0..<7 {
            let isNamed = weekdays.contains((parts.draft.weekStart + offset - 1) % 7 + 1)
            guard isNamed else { continue }
            if months.isEmpty || months.contains(CivilDateTime(daysSinceEpoch: base + offset).month) {
                bits |= 1 << UInt32(offset)
            }
        }
        return bits
    }

    /// The day with which the week of a day begins.
    func firstDayOfWeek(_ day: Int) -> Int {
        day - (CivilDateTime.weekday(daysSinceEpoch: day) - parts.draft.weekStart + 7) % 7
    }
}
