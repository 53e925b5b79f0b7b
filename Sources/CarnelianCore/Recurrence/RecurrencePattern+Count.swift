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
        let slotSize = choice.number(before: times.count, of: times.count)
        let midnight = Int64(day) * 86_400
        let length = Int(slotLength)
        // The whole slots before the time, then the one that it cuts.
        var number = 0
        for hour in 0..<24 where draft.hours.isEmpty || draft.hours.contains(hour) {
            let begin = hour * 3_600
            guard begin < time else { break }
            if length == 3_600 {
                if isAligned(midnight + Int64(begin)) { number += cut(begin, at: time, slotSize) }
                continue
            }
            for minute in 0..<60 where draft.minutes.isEmpty || draft.minutes.contains(minute) {
                let begin = begin + minute * 60
                guard begin < time else { break }
                if length == 60 {
                    if isAligned(midnight + Int64(begin)) { number += cut(begin, at: time, slotSize) }
                    continue
                }
                let allowed = draft.seconds.isEmpty ? CronSet(bits: 1 << 60 - 1) : draft.wholeSeconds
                let seconds = allowed.number(below: min(60, time - begin))
                if draft.interval == 1 {
                    number += seconds * slotSize
                } else if seconds > 0 {
                    let phase = (midnight + Int64(begin) - startSecond).flooredRemainder(by: Int64(draft.interval))
                    var second = phase == 0 ? 0 : Int64(draft.interval) - phase
                    while second < min(60, Int64(time - begin)) {
                        if allowed.contains(Int(second)) { number += slotSize }
                        second += Int64(draft.interval)
                    }
                }
            }
        }
        return number
    }

    /// How many of the times of the slot that begins at `begin` lie before `time`.
    private func cut(_ begin: Int, at time: Int, _ slotSize: Int) -> Int {
        time - begin >= Int(slotLength)
            ? slotSize : choice.number(before: times.number(before: time - begin), of: times.count)
    }

    /// Whether a slot of the recurrence begins at a time at which a slot can begin.
    private func isAligned(_ begin: Int64) -> Bool {
        let first = startSecond.flooredQuotient(by: slotLength)
        return (begin / slotLength - first).flooredRemainder(by: Int64(parts.draft.interval)) == 0
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
