extension RecurrencePattern {
    /// How many times of the recurrence lie from `lower` to before `upper`; stops counting when there are more than `limit`.
    func count(from lower: Int64, to upper: Int64, limit: Int) -> Int {
        let lower = max(lower, startSecond)
        let upper = min(upper, last + 1)
        guard lower < upper else { return 0 }
        switch parts.draft.frequency {
        case .weekly, .monthly, .yearly: return countInPeriods(from: lower, to: upper, limit: limit)
        case .daily: return countInDays(from: lower, to: upper, limit: limit) { _, time in numberInDay(before: time) }
        case .secondly, .minutely, .hourly:
            if namesAllDays { return countInSlots(from: lower, to: upper) }
            return countInDays(from: lower, to: upper, limit: limit, numberInSlots)
        }
    }

    /// How many times there can be at most from `lower` to before `upper`, by their density alone.
    func mostTimes(from lower: Int64, to upper: Int64) -> Int64 {
        // Every slot holds at most all its times; slots of days are taken to follow each other without a gap.
        let step = slotLength < 86_400 ? slotLength * Int64(parts.draft.interval) : slotLength
        return ((upper - lower) / step + 2) * Int64(times.count)
    }

    private func countInPeriods(from lower: Int64, to upper: Int64, limit: Int) -> Int {
        var (index, isWithin) = alignedPeriod(from: Int(lower.flooredQuotient(by: 86_400)))
        var count = 0
        while count <= limit, let period = period(at: index) {
            let size = period.dayCount * times.count
            let end = period.number(before: upper, times)
            count += choice.number(before: end, of: size)
            if isWithin { count -= choice.number(before: period.number(before: lower, times), of: size) }
            if end < size { break }
            index += parts.draft.interval
            isWithin = false
        }
        return count
    }

    /// Counts by days; `number` says how many times of a day that counts lie before a time of day.
    private func countInDays(
        from lower: Int64, to upper: Int64, limit: Int, _ number: (_ day: Int, _ time: Int) -> Int
    ) -> Int {
        let (firstDay, lastDay) = (Int(lower.flooredQuotient(by: 86_400)), Int(upper.flooredQuotient(by: 86_400)))
        // Days on which slots lie alike hold the same number: how many, where it is known; -1 where it is not.
        var known = SIMD64<Int32>(repeating: -1)
        var count = 0
        var next = nextDay(from: firstDay)
        while count <= limit, let day = next, day <= lastDay {
            if day > firstDay && day < lastDay {
                let phase = phase(of: day)
                let wholeDay = phase.map { Int(known[$0]) } ?? -1
                if wholeDay >= 0 {
                    count += wholeDay
                } else {
                    let wholeDay = number(day, 86_400)
                    if let phase { known[phase] = Int32(wholeDay) }
                    count += wholeDay
                }
            } else {
                count += number(day, day == lastDay ? Int(upper - Int64(day) * 86_400) : 86_400)
                if day == firstDay { count -= number(day, Int(lower - Int64(day) * 86_400)) }
            }
            next = nextDay(from: day + 1)
        }
        return count
    }

    /// How slots lie on a day, as a number up to 63 that is the same for days alike; nil if there are more ways than that.
    private func phase(of day: Int) -> Int? {
        let interval = slotLength < 86_400 ? Int64(parts.draft.interval) : 1
        if 86_400 % (slotLength * interval) == 0 { return 0 }
        guard interval <= 64 else { return nil }
        let slots = Int64(day) * 86_400 / slotLength - startSecond.flooredQuotient(by: slotLength)
        return Int(slots.flooredRemainder(by: interval))
    }

    /// Daily rules: how many times of a day lie before a time of day.
    private func numberInDay(before time: Int) -> Int {
        choice.number(before: time == 86_400 ? times.count : times.number(before: time), of: times.count)
    }
}
