extension CronFields {
    /// From 1969-12-31T00:00:00Z, before the first year in every zone, to 2200-01-02T00:00:00Z, after the last.
    private static let instants: ClosedRange<Int64> = -86_400...7_258_204_800

    /// The first fire time after an instant; without a policy as Quartz finds it.
    ///
    /// As Quartz: skipped readings do not fire, repeated ones at their second pass. The search goes on from what the clock
    /// reads just after the instant: of a reading that lies before that, the second pass to come is passed over.
    func next(after: Timestamp, in zone: TimeZoneRules, clockChanges: ClockChangePolicy?) -> Timestamp? {
        let second = max(Self.instants.lowerBound, after.milliseconds.flooredQuotient(by: 1_000) + 1)
        guard second <= Self.instants.upperBound else { return nil }
        guard let clockChanges else { return next(fromLocal: zone.local(utc: second), in: zone) }
        let search = WallClockSearch(zone: zone, policy: clockChanges)
        let time = search.first(after: second * 1_000 - 1) { reading in
            firstMatch(fromLocal: -(-reading).flooredQuotient(by: 1_000)).map { $0 * 1_000 }
        }
        return time.map(Timestamp.init(milliseconds:))
    }

    private func next(fromLocal start: Int64, in zone: TimeZoneRules) -> Timestamp? {
        var local = start
        while let match = firstMatch(fromLocal: local) {
            switch zone.instants(local: match) {
            case .once(let utc), .twice(_, let utc): return Timestamp(milliseconds: utc * 1_000)
            case .gap(_, let end): local = end
            }
        }
        return nil
    }

    /// The first local time at or after `local` (local seconds) that every field names.
    func firstMatch(fromLocal local: Int64) -> Int64? {
        let start = CivilDateTime(localSeconds: local)
        let firstOfDay = hours.first * 3_600 + minutes.first * 60 + seconds.first
        var (year, month, day) = (start.year, start.month, start.day)
        var time = firstOfDay
        if let sameDay = timeOfDay(hour: start.hour, minute: start.minute, second: start.second) {
            time = sameDay
        } else {
            // Past the end of a month no day is found, and the search goes on with the next month.
            day += 1
        }
        while let matchingYear = years.next(from: year) {
            if matchingYear != year { (year, month, day, time) = (matchingYear, 1, 1, firstOfDay) }
            while let matchingMonth = months.next(from: month) {
                if matchingMonth != month { (month, day, time) = (matchingMonth, 1, firstOfDay) }
                if let matchingDay = days.set(month: month, of: year).next(from: day) {
                    let days = CivilDateTime.daysSinceEpoch(year: year, month: month, day: matchingDay)
                    return Int64(days) * 86_400 + Int64(matchingDay == day ? time : firstOfDay)
                }
                (month, day, time) = (month + 1, 1, firstOfDay)
            }
            (year, month, day, time) = (year + 1, 1, 1, firstOfDay)
        }
        return nil
    }

    /// The first matching second of the day at or after a time of day.
    private func timeOfDay(hour: Int, minute: Int, second: Int) -> Int? {
        guard let matchingHour = hours.next(from: hour) else { return nil }
        if matchingHour > hour { return matchingHour * 3_600 + minutes.first * 60 + seconds.first }
        if let matchingMinute = minutes.next(from: minute) {
            if matchingMinute > minute { return hour * 3_600 + matchingMinute * 60 + seconds.first }
            if let matchingSecond = seconds.next(from: second) {
                return hour * 3_600 + minute * 60 + matchingSecond
            }
            if let laterMinute = minutes.next(from: minute + 1) {
                return hour * 3_600 + laterMinute * 60 + seconds.first
            }
        }
        guard let laterHour = hours.next(from: hour + 1) else { return nil }
        return laterHour * 3_600 + minutes.first * 60 + seconds.first
    }
}
