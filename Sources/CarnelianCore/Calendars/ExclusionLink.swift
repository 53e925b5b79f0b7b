/// One calendar of a chain, without its base.
struct ExclusionLink: Sendable, Hashable {
    var rule: ExclusionCalendar.Rule
    var zone: TimeZoneRules?
    var description: String?

    /// Until when a time is excluded: a millisecond after `time` before which nothing is included; nil if `time` is included.
    ///
    /// The end need not be included itself. With `isWanted` false it may be any number.
    func exclusionEnd(at time: Int64, isWanted: Bool) -> Int64? {
        if case .none = rule { return nil }
        let reading = WallClockReading(of: time, in: zone ?? .process)
        switch rule {
        case .none:
            return nil
        case .annual(let days):
            let date = CivilDateTime(daysSinceEpoch: Int(reading.day))
            return reading.dayEnd(if: days.contains(.init(month: date.month, day: date.day)), isWanted)
        case .holiday(let starts):
            let start = Timestamp(milliseconds: reading.instant(millisecondOfDay: 0))
            return reading.dayEnd(if: starts.contains(start), isWanted)
        case .monthly(let days):
            return reading.dayEnd(
                if: days.contains(CivilDateTime(daysSinceEpoch: Int(reading.day)).day), isWanted)
        case .weekly(let days):
            return reading.dayEnd(
                if: days.contains(CivilDateTime.weekday(daysSinceEpoch: Int(reading.day))), isWanted)
        case .daily(let range):
            return range.exclusionEnd(at: reading, isWanted: isWanted)
        case .cron(let expression):
            return expression.exclusionEnd(at: reading, isWanted: isWanted)
        }
    }
}

extension WallClockReading {
    fileprivate func dayEnd(if isExcluded: Bool, _ isWanted: Bool) -> Int64? {
        guard isExcluded else { return nil }
        return isWanted ? next(local: (day + 1) * 86_400) : time
    }
}

extension ExclusionCalendar.DailyRange {
    fileprivate func exclusionEnd(at reading: WallClockReading, isWanted: Bool) -> Int64? {
        let first = reading.instant(millisecondOfDay: start)
        let last = reading.instant(millisecondOfDay: end)
        // Quartz compares with the ends of the day exclusively, so both are excluded.
        let dayStart = reading.instant(millisecondOfDay: 0)
        let dayEnd = reading.instant(millisecondOfDay: 86_399_999)
        func isIncluded(_ time: Int64) -> Bool {
            isInverted
                ? first <= time && time <= last
                : dayStart < time && time < first || last < time && time < dayEnd
        }
        guard !isIncluded(reading.time) else { return nil }
        guard isWanted else { return reading.time }
        let tomorrow = reading.next(local: (reading.day + 1) * 86_400)
        var earliest = tomorrow
        for time in [first, last + 1, dayStart + 1] where reading.time < time && time < earliest && isIncluded(time) {
            earliest = time
        }
        return earliest
    }
}

extension CronExpression {
    fileprivate func exclusionEnd(at reading: WallClockReading, isWanted: Bool) -> Int64? {
        let second = reading.zone.latestInstant(local: reading.local)
        let before = Timestamp(milliseconds: (second - 1) * 1_000)
        guard next(after: before, in: reading.zone)?.milliseconds == second * 1_000 else { return nil }
        return isWanted ? reading.next(local: fields.runEnd(local: reading.local)) : reading.time
    }
}

extension CronFields {
    /// A later reading before which every second matches, if `local` does; found by the finest field that leaves values out.
    fileprivate func runEnd(local: Int64) -> Int64 {
        let units = [(seconds, Int64(1), Int64(60)), (minutes, 60, 60), (hours, 3_600, 24)]
        for (set, length, count) in units where set.count < Int(count) {
            let unit = local.flooredQuotient(by: length)
            let value = unit - unit.flooredQuotient(by: count) * count
            let gap = Int64(CronSet(bits: ~set.bits).next(from: Int(value)) ?? Int(count))
            return (unit - value + min(gap, count)) * length
        }
        return (local.flooredQuotient(by: 86_400) + 1) * 86_400
    }
}
