extension RecurrencePattern {
    /// The days of a month that every part about days names, as bits 1 to 31; `base` is the day before the month.
    func days(ofMonth month: Int, of year: Int, base: Int) -> UInt32 {
        guard months.isEmpty || months.contains(month) else { return 0 }
        let draft = parts.draft
        let length = CivilDateTime.daysInMonth(month, of: year)
        var bits: UInt64 = (2 << UInt64(length)) - 2
        if let monthDays {
            // -1 is the last day: bit n of the negative numbers becomes bit length + 1 - n.
            let fromBack = Self.reversed(monthDays.negative[0]) >> UInt64(62 - length)
            bits &= monthDays.positive[0] | fromBack
        }
        if !weekdays.isEmpty || !draft.ordinalDays.isEmpty {
            bits &= namedWeekdays(month: month, of: year, base: base, length: length)
        }
        if !draft.yearDays.isEmpty || !draft.weekNumbers.isEmpty {
            let before = base - CivilDateTime.daysSinceEpoch(year: year, month: 1, day: 1) + 1
            bits &= draft.yearDays.isEmpty ? .max : yearDays(before: before, length: length, of: year)
            bits &= draft.weekNumbers.isEmpty ? .max : weekNumbers(before: before, base: base, length: length, of: year)
        }
        return UInt32(truncatingIfNeeded: bits)
    }

    /// The weekdays with and without ordinals.
    private func namedWeekdays(month: Int, of year: Int, base: Int, length: Int) -> UInt64 {
        let firstWeekday = CivilDateTime.weekday(daysSinceEpoch: base + 1)
        // A week that begins on the month's first weekday, then that week five times over.
        let week = weekdays.bits >> 1
        let turn = UInt64(firstWeekday - 1)
        let rotated = (week >> turn | week << (7 - turn)) & 0x7F
        var bits = (rotated | rotated << 7 | rotated << 14 | rotated << 21 | rotated << 28) << 1
        for day in parts.draft.ordinalDays {
            let date: Int
            if parts.draft.frequency == .yearly && parts.draft.months.isEmpty {
                let newYear = CivilDateTime.daysSinceEpoch(year: year, month: 1, day: 1)
                let yearLength = CivilDateTime.isLeap(year) ? 366 : 365
                let dayOfYear = Self.day(
                    day, firstWeekday: CivilDateTime.weekday(daysSinceEpoch: newYear), length: yearLength)
                date = dayOfYear == 0 ? 0 : newYear - 1 + dayOfYear - base
            } else {
                date = Self.day(day, firstWeekday: firstWeekday, length: length)
            }
            if (1...length).contains(date) { bits |= 1 << UInt64(date) }
        }
        return bits
    }

    /// The n-th weekday of a stretch of days, counted from 1; 0 if it has none.
    private static func day(_ day: RecurrenceParts.OrdinalDay, firstWeekday: Int, length: Int) -> Int {
        let first = 1 + (day.weekday - firstWeekday + 7) % 7
        let number = day.ordinal > 0 ? day.ordinal - 1 : (length - first) / 7 + 1 + day.ordinal
        let date = first + number * 7
        return number >= 0 && date <= length ? date : 0
    }

    private func yearDays(before: Int, length: Int, of year: Int) -> UInt64 {
        let yearLength = CivilDateTime.isLeap(year) ? 366 : 365
        var bits: UInt64 = 0
        for date in 1...length where parts.draft.yearDays.names(before + date, of: yearLength) {
            bits |= 1 << UInt64(date)
        }
        return bits
    }

    /// The days in the weeks that BYWEEKNO names; a week belongs to the year that holds its fourth day.
    private func weekNumbers(before: Int, base: Int, length: Int, of year: Int) -> UInt64 {
        let yearLength = CivilDateTime.isLeap(year) ? 366 : 365
        var bits: UInt64 = 0
        for first in stride(from: firstDayOfWeek(base + 1) - base, through: length, by: 7) {
            // The fourth day's number in its year, from 0.
            var fourth = before + first + 2
            var length = yearLength
            if fourth < 0 {
                length = CivilDateTime.isLeap(year - 1) ? 366 : 365
                fourth += length
            } else if fourth >= yearLength {
                fourth -= yearLength
                length = CivilDateTime.isLeap(year + 1) ? 366 : 365
            }
            let number = fourth / 7 + 1
            guard parts.draft.weekNumbers.names(number, of: number + (length - 1 - fourth) / 7) else { continue }
            bits |= first >= 0 ? 0x7F << UInt64(first) : 0x7F >> UInt64(-first)
        }
        return bits
    }

    private static func reversed(_ bits: UInt64) -> UInt64 {
        var bits = bits.byteSwapped
        bits = (bits & 0x0F0F_0F0F_0F0F_0F0F) << 4 | (bits >> 4) & 0x0F0F_0F0F_0F0F_0F0F
        bits = (bits & 0x3333_3333_3333_3333) << 2 | (bits >> 2) & 0x3333_3333_3333_3333
        return (bits & 0x5555_5555_5555_5555) << 1 | (bits >> 1) & 0x5555_5555_5555_5555
    }

    /// How many days lie between the days that count, before other parts limit them: the interval of a daily rule, else 1.
    private var dayStep: Int {
        parts.draft.frequency == .daily ? parts.draft.interval : 1
    }

    /// The first day at or after `day` that every part about days names; nil after the last year.
    func nextDay(from day: Int) -> Int? {
        let step = dayStep
        func aligned(_ day: Int) -> Int {
            startDay + (max(day, startDay) - startDay + step - 1) / step * step
        }
        var day = aligned(day)
        while Int64(day) * 86_400 <= last {
            let civil = CivilDateTime(daysSinceEpoch: day)
            let base = day - civil.day
            var bits = days(ofMonth: civil.month, of: civil.year, base: base) & (.max << UInt32(civil.day))
            while bits != 0 {
                let match = base + bits.trailingZeroBitCount
                if (match - startDay) % step == 0 { return match }
                bits &= bits - 1
            }
            day = aligned(startOfMonth(after: civil))
        }
        return nil
    }

    /// The first day of the next month that BYMONTH does not rule out.
    private func startOfMonth(after civil: CivilDateTime) -> Int {
        let month = months.isEmpty ? civil.month % 12 + 1 : months.next(from: civil.month + 1) ?? months.first
        return CivilDateTime.daysSinceEpoch(
            year: month > civil.month ? civil.year : civil.year + 1, month: month, day: 1)
    }
}
