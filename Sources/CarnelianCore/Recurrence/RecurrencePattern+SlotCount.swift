extension RecurrencePattern {
    /// Whether every day counts.
    var namesAllDays: Bool {
        months.isEmpty && weekdays.isEmpty && parts.draft.ordinalDays.isEmpty && monthDays == nil
            && parts.draft.yearDays.isEmpty
    }

    /// Rules that count hours, minutes or seconds: how many times of a day that counts lie before a time of day.
    ///
    /// The times of a day before the start are counted too; the caller takes differences.
    func numberInSlots(day: Int, before time: Int) -> Int {
        let midnight = Int64(day) * 86_400
        let hours = parts.draft.hours
        guard !hours.isEmpty else { return countInSlots(from: midnight, to: midnight + Int64(time)) }
        var number = 0
        for hour in 0..<24 where hour * 3_600 < time && hours.contains(hour) {
            let end = min(hour * 3_600 + 3_600, time)
            number += countInSlots(from: midnight + Int64(hour) * 3_600, to: midnight + Int64(end), withinHour: true)
        }
        return number
    }

    /// How many times of slots that no part but those about days rules out lie from `lower` to before `upper`.
    func countInSlots(from lower: Int64, to upper: Int64, withinHour: Bool = false) -> Int {
        let (first, last) = (firstSlot(from: lower), firstSlot(from: upper))
        let size = choice.number(before: times.count, of: times.count)
        return size * allowedSlots(first..<last, cycle: cycle(withinHour: withinHour))
            + numberInSlot(before: upper) - numberInSlot(before: lower)
    }

    /// The number of the first slot of the recurrence (the start's is 0) that does not end before a time.
    private func firstSlot(from local: Int64) -> Int {
        let passed = local.flooredQuotient(by: slotLength) - startSecond.flooredQuotient(by: slotLength)
        let interval = Int64(parts.draft.interval)
        return Int((passed + interval - 1).flooredQuotient(by: interval))
    }

    /// How many times of the slot in which a time lies come before it.
    private func numberInSlot(before local: Int64) -> Int {
        let slot = firstSlot(from: local)
        let begin = begin(ofSlot: slot)
        guard begin < local, isAllowed(slot) else { return 0 }
        return choice.number(before: times.number(before: Int(local - begin)), of: times.count)
    }

    /// How many slots of a range have an hour, minute and second that the parts allow: these come round in cycles.
    private func allowedSlots(_ slots: Range<Int>, cycle: Int) -> Int {
        guard cycle > 1 else { return slots.isEmpty || !isAllowed(slots.lowerBound) ? 0 : slots.count }
        func number(of slots: Range<Int>) -> Int {
            slots.reduce(0) { $0 + (isAllowed($1) ? 1 : 0) }
        }
        let (cycles, rest) = slots.count.quotientAndRemainder(dividingBy: cycle)
        let partial = number(of: slots.prefix(rest))
        return cycles > 0 ? partial + cycles * number(of: slots.prefix(cycle)) : partial
    }

    /// How many times of a range are followed by another one after exactly so many seconds.
    func countRepeated(in range: Range<Int64>, after distance: Int64) -> Int {
        let isWhole = [range.lowerBound, range.upperBound, distance].allSatisfy {
            $0.flooredRemainder(by: slotLength) == 0
        }
        guard slotLength < 86_400, isWhole else {
            var count = 0
            var from = range.lowerBound
            while let time = first(from: from), time < range.upperBound {
                if first(from: time + distance) == time + distance { count += 1 }
                from = time + 1
            }
            return count
        }
        let (steps, rest) = (distance / slotLength).quotientAndRemainder(dividingBy: Int64(parts.draft.interval))
        guard rest == 0 else { return 0 }
        let slots = max(0, firstSlot(from: range.lowerBound))..<max(0, firstSlot(from: range.upperBound))
        var (day, isNamed) = (Int.min, false)
        func counts(_ slot: Int) -> Bool {
            guard isAllowed(slot), begin(ofSlot: slot) <= last else { return false }
            let ownDay = Int(begin(ofSlot: slot).flooredQuotient(by: 86_400))
            if ownDay != day { (day, isNamed) = (ownDay, nextDay(from: ownDay) == ownDay) }
            return isNamed
        }
        let number = slots.reduce(0) { $0 + (counts($1) && counts($1 + Int(steps)) ? 1 : 0) }
        return number * choice.number(before: times.count, of: times.count)
    }

    /// After how many slots what the parts allow repeats itself.
    private func cycle(withinHour: Bool) -> Int {
        let draft = parts.draft
        let period: Int64 =
            if !draft.hours.isEmpty && !withinHour {
                86_400
            } else if !draft.minutes.isEmpty && slotLength < 3_600 {
                3_600
            } else if !draft.seconds.isEmpty && slotLength == 1 {
                60
            } else {
                slotLength
            }
        let slots = period / slotLength
        return Int(slots / Self.commonDivisor(Int64(draft.interval), slots))
    }

    private func begin(ofSlot slot: Int) -> Int64 {
        (startSecond.flooredQuotient(by: slotLength) + Int64(slot) * Int64(parts.draft.interval)) * slotLength
    }

    private func isAllowed(_ slot: Int) -> Bool {
        let draft = parts.draft
        let time = Int(begin(ofSlot: slot).flooredRemainder(by: 86_400))
        if !draft.hours.isEmpty && !draft.hours.contains(time / 3_600) { return false }
        if slotLength < 3_600 && !draft.minutes.isEmpty && !draft.minutes.contains(time / 60 % 60) { return false }
        return slotLength > 1 || draft.seconds.isEmpty || draft.wholeSeconds.contains(time % 60)
    }
}
