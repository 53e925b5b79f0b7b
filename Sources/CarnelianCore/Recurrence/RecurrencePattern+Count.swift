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
            if isUnlimited { return slots(before: upper) - slots(before: lower) }
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
        // Whether slots lie alike on all days.
        let repeatsDaily = slotLength == 86_400 || 86_400 % (slotLength * Int64(parts.draft.interval)) == 0
        var wholeDay: Int?
        var count = 0
        var next = nextDay(from: firstDay)
        while count <= limit, let day = next, day <= lastDay {
            if day > firstDay && day < lastDay {
                if !(repeatsDaily && wholeDay != nil) { wholeDay = number(day, 86_400) }
                count += wholeDay ?? 0
            } else {
                count += number(day, day == lastDay ? Int(upper - Int64(day) * 86_400) : 86_400)
                if day == firstDay { count -= number(day, Int(lower - Int64(day) * 86_400)) }
            }
            next = nextDay(from: day + 1)
        }
        return count
    }

    /// Daily rules: how many times of a day lie before a time of day.
    private func numberInDay(before time: Int) -> Int {
        choice.number(before: time == 86_400 ? times.count : times.number(before: time), of: times.count)
    }

    /// Rules that count hours, minutes or seconds: how many times of a day that counts lie before a time of day.
    ///
    /// The times of a day before the start are counted too; the caller takes differences.
    private func numberInSlots(day: Int, before time: Int) -> Int {
        let draft = parts.draft
        let midnight = Int64(day) * 86_400
        if slotLength == 3_600 { return numberInSlots(0..<86_400, of: midnight, before: time) }
        var number = 0
        for hour in 0..<24 where hour * 3_600 < time && (draft.hours.isEmpty || draft.hours.contains(hour)) {
            let begin = hour * 3_600
            guard slotLength == 1 else {
                number += numberInSlots(begin..<begin + 3_600, of: midnight, before: time)
                continue
            }
            for minute in 0..<60 where draft.minutes.isEmpty || draft.minutes.contains(minute) {
                let begin = begin + minute * 60
                guard begin < time else { break }
                number += numberInSlots(begin..<begin + 60, of: midnight, before: time)
            }
        }
        return number
    }

    /// The same of the slots that begin within one stretch of the day, slot by slot.
    private func numberInSlots(_ stretch: Range<Int>, of midnight: Int64, before time: Int) -> Int {
        let draft = parts.draft
        let length = Int(slotLength)
        let slotSize = choice.number(before: times.count, of: times.count)
        let end = min(stretch.upperBound, time)
        let unit = slotLength == 3_600 ? draft.hours : slotLength == 60 ? draft.minutes : draft.wholeSeconds
        let size = slotLength == 3_600 ? 24 : 60
        if draft.interval == 1 && slotLength == 1 {
            let seconds =
                unit.isEmpty ? end - stretch.lowerBound : unit.number(below: min(60, end - stretch.lowerBound))
            return max(0, seconds) * slotSize
        }
        var number = 0
        var begin = Int(alignedSlot(from: midnight + Int64(stretch.lowerBound)) * slotLength - midnight)
        while begin < end {
            if unit.isEmpty || unit.contains(begin / length % size) { number += cut(begin, at: time, slotSize) }
            begin += length * draft.interval
        }
        return number
    }

    /// How many of the times of the slot that begins at `begin` lie before `time`.
    private func cut(_ begin: Int, at time: Int, _ slotSize: Int) -> Int {
        time - begin >= Int(slotLength)
            ? slotSize : choice.number(before: times.number(before: time - begin), of: times.count)
    }

    /// Whether no part limits the slots.
    private var isUnlimited: Bool {
        let draft = parts.draft
        let allowsAllDays =
            months.isEmpty && weekdays.isEmpty && draft.ordinalDays.isEmpty && monthDays == nil
            && draft.yearDays.isEmpty
        return allowsAllDays && draft.hours.isEmpty && (slotLength == 3_600 || draft.minutes.isEmpty)
            && (slotLength > 1 || draft.seconds.isEmpty)
    }

    /// Without limits: how many times from the start's slot on lie before a time.
    private func slots(before local: Int64) -> Int {
        let first = startSecond.flooredQuotient(by: slotLength)
        let slot = local.flooredQuotient(by: slotLength)
        let interval = Int64(parts.draft.interval)
        let slotSize = choice.number(before: times.count, of: times.count)
        let whole = Int((slot - first + interval - 1) / interval)
        guard (slot - first) % interval == 0 else { return whole * slotSize }
        return whole * slotSize
            + choice.number(
                before: times.number(before: Int(local - slot * slotLength)), of: times.count)
    }
}
