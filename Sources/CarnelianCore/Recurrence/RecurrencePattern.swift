/// A recurrence rule laid on its first local time: what it names on a calendar without a zone.
///
/// All times are local seconds (see `CivilDateTime`), whole days are counted from 1970-01-01.
struct RecurrencePattern: Sendable {
    let parts: RecurrenceParts
    /// The local time from which the rule counts, the RFC's DTSTART.
    let start: CivilDateTime
    let startSecond: Int64
    let startDay: Int
    /// No time after this one counts: the end of the year 2199, or of the rule.
    let last: Int64

    /// The times within a slot: within a day, or within the hour, minute or second of a rule that counts those.
    let times: RecurrenceTimes
    let choice: RecurrenceChoice
    /// The days of the months that count, where the rule names any.
    let monthDays: SignedSet?
    let weekdays: CronSet
    let months: CronSet

    /// The last year that is searched, as for cron expressions.
    private static let lastYear = CronYears.range.upperBound
    /// How long a slot is.
    let slotLength: Int64

    init(_ parts: RecurrenceParts, from startSecond: Int64) {
        let draft = parts.draft
        let start = CivilDateTime(localSeconds: startSecond)
        self.parts = parts
        self.start = start
        self.startSecond = startSecond
        startDay = start.daysSinceEpoch
        let end = CivilDateTime(year: Self.lastYear + 1, month: 1, day: 1).localSeconds - 1
        last =
            switch draft.end {
            case .never, .count, .untilUTC: end
            case .untilDay(let day): min(end, Int64(day) * 86_400 + 86_399)
            case .untilLocal(let local): min(end, local)
            }
        let frequency = draft.frequency
        slotLength = frequency.unit.seconds ?? 86_400
        times = Self.times(of: draft, from: start)
        choice = RecurrenceChoice(draft.positions)

        // What the rule leaves open comes from the start.
        let namesDays = !draft.weekdays.isEmpty || !draft.ordinalDays.isEmpty
        let namesDates = !draft.monthDays.isEmpty || !draft.yearDays.isEmpty
        var (months, weekdays) = (draft.months, draft.weekdays)
        var monthDays = draft.monthDays.isEmpty ? nil : draft.monthDays
        if !namesDays && !namesDates {
            switch (frequency, draft.weekNumbers.isEmpty) {
            case (.weekly, _), (.yearly, false): weekdays.insert(start.weekday)
            case (.monthly, _), (.yearly, true):
                var day = SignedSet()
                day.insert(start.day)
                monthDays = day
                if frequency == .yearly && months.isEmpty { months.insert(start.month) }
            case (.daily, _), (.hourly, _), (.minutely, _), (.secondly, _): break
            }
        }
        (self.months, self.weekdays, self.monthDays) = (months, weekdays, monthDays)
    }

    private static func times(of draft: RecurrenceParts.Draft, from start: CivilDateTime) -> RecurrenceTimes {
        let zero = CronSet(0...0)
        func filled(_ set: CronSet, _ value: Int) -> CronSet {
            set.isEmpty ? CronSet(value...value) : set
        }
        let seconds = draft.frequency == .secondly ? zero : filled(draft.wholeSeconds, start.second)
        let minutes = [.secondly, .minutely].contains(draft.frequency) ? zero : filled(draft.minutes, start.minute)
        let hours = draft.frequency.unit.seconds != nil ? zero : filled(draft.hours, start.hour)
        return RecurrenceTimes(hours: hours, minutes: minutes, seconds: seconds)
    }

    /// The first time of the recurrence at or after a local time; nil if there is none.
    func first(from local: Int64) -> Int64? {
        let from = max(local, startSecond)
        guard from <= last else { return nil }
        let time =
            switch parts.draft.frequency {
            case .secondly, .minutely, .hourly: firstInSlots(from: from)
            case .daily: firstInDays(from: from)
            case .weekly, .monthly, .yearly: firstInPeriods(from: from)
            }
        guard let time, time <= last else { return nil }
        return time
    }

    /// Daily rules: every day that counts has the same times.
    private func firstInDays(from: Int64) -> Int64? {
        let today = Int(from.flooredQuotient(by: 86_400))
        guard let day = nextDay(from: today) else { return nil }
        if day == today {
            let passed = times.number(before: Int(from - Int64(today) * 86_400))
            if let place = choice.first(from: passed, of: times.count) {
                return Int64(day) * 86_400 + Int64(times[place])
            }
        }
        guard let place = choice.first(from: 0, of: times.count),
            let later = day == today ? nextDay(from: today + 1) : day
        else { return nil }
        return Int64(later) * 86_400 + Int64(times[place])
    }

    /// Rules whose periods are weeks, months and years.
    private func firstInPeriods(from: Int64) -> Int64? {
        var (index, isWithin) = alignedPeriod(from: Int(from.flooredQuotient(by: 86_400)))
        let interval = parts.draft.interval
        while let period = period(at: index) {
            let count = period.dayCount * times.count
            let passed = isWithin ? period.number(before: from, times) : 0
            if let place = choice.first(from: passed, of: count) { return period.time(at: place, times) }
            index += interval
            isWithin = false
        }
        return nil
    }
}

extension RecurrenceParts.Draft {
    /// The seconds with a leap second read as the one before it.
    var wholeSeconds: CronSet {
        seconds.contains(60) ? CronSet(bits: seconds.bits & (1 << 60 - 1) | 1 << 59) : seconds
    }
}
