extension RecurrencePattern {
    /// Rules that count hours, minutes or seconds: all other parts limit their slots, shorter units fill them.
    ///
    /// Goes from slot to slot by arithmetic; a slot that a part rules out moves on to the next time that it allows.
    func firstInSlots(from: Int64) -> Int64? {
        var from = from
        var misses = 0
        while from <= last {
            let slot = alignedSlot(from: from)
            let begin = slot * slotLength
            if let later = nextAllowed(after: begin) {
                from = later
            } else {
                let passed = from > begin ? times.number(before: Int(from - begin)) : 0
                if let place = choice.first(from: passed, of: times.count) { return begin + Int64(times[place]) }
                // All slots hold the same times.
                guard choice.first(from: 0, of: times.count) != nil else { return nil }
                from = begin + slotLength
            }
            misses += 1
            if misses == 1_000 && !reachesAllowedTime { return nil }
        }
        return nil
    }

    /// The first slot of the recurrence that ends after a time, other parts left aside.
    private func alignedSlot(from local: Int64) -> Int64 {
        let first = startSecond.flooredQuotient(by: slotLength)
        let interval = Int64(parts.draft.interval)
        let passed = local.flooredQuotient(by: slotLength) - first
        return first + (passed + interval - 1).flooredQuotient(by: interval) * interval
    }

    /// Nil if the parts allow a slot that begins at a time, else the next time at which they may allow one.
    private func nextAllowed(after begin: Int64) -> Int64? {
        let draft = parts.draft
        let day = Int(begin.flooredQuotient(by: 86_400))
        let midnight = Int64(day) * 86_400
        guard let allowedDay = nextDay(from: day) else { return .max }
        if allowedDay != day { return Int64(allowedDay) * 86_400 }
        let time = Int(begin - midnight)
        let (hour, minute) = (time / 3_600, time / 60 % 60)
        if !draft.hours.isEmpty && !draft.hours.contains(hour) {
            return midnight + Int64(draft.hours.next(from: hour).map { $0 * 3_600 } ?? 86_400)
        }
        guard slotLength < 3_600 else { return nil }
        if !draft.minutes.isEmpty && !draft.minutes.contains(minute) {
            return midnight + Int64(hour * 3_600 + (draft.minutes.next(from: minute) ?? 60) * 60)
        }
        guard slotLength == 1, !draft.seconds.isEmpty, !draft.wholeSeconds.contains(time % 60) else { return nil }
        return begin + Int64((draft.wholeSeconds.next(from: time % 60) ?? 60) - time % 60)
    }

    /// Whether any slot of the recurrence, on whatever day, begins at a time of day that the parts allow.
    private var reachesAllowedTime: Bool {
        let draft = parts.draft
        // Slots come round to every time of day that differs from the start's by a multiple of this.
        let step = Self.commonDivisor(Int64(parts.draft.interval) * slotLength, 86_400)
        let start = (startSecond.flooredQuotient(by: slotLength) * slotLength).flooredRemainder(by: step)
        for time in stride(from: start, to: 86_400, by: Int64.Stride(step)) {
            let (hour, minute) = (Int(time) / 3_600, Int(time) / 60 % 60)
            guard draft.hours.isEmpty || draft.hours.contains(hour) else { continue }
            guard slotLength == 3_600 || draft.minutes.isEmpty || draft.minutes.contains(minute) else { continue }
            guard slotLength > 1 || draft.seconds.isEmpty || draft.wholeSeconds.contains(Int(time) % 60) else {
                continue
            }
            return true
        }
        return false
    }

    static func commonDivisor(_ first: Int64, _ second: Int64) -> Int64 {
        second == 0 ? first : commonDivisor(second, first % second)
    }
}

extension Int64 {
    /// What a quotient rounded toward negative infinity leaves; 0 or more.
    func flooredRemainder(by divisor: Int64) -> Int64 {
        self - flooredQuotient(by: divisor) * divisor
    }
}
