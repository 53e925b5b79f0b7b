/// What the wall clock of a zone shows at an instant, and where other readings of that day lie.
struct WallClockReading {
    let zone: TimeZoneRules
    /// Milliseconds since the epoch.
    let time: Int64
    /// The reading in local seconds.
    let local: Int64
    /// The day shown, counted from 1970-01-01.
    let day: Int64

    /// Reads the clock; beyond 270,000 years from 1970 it stands still.
    init(of instant: Int64, in zone: TimeZoneRules) {
        self.zone = zone
        time = min(max(instant, -Self.furthest), Self.furthest)
        local = zone.local(utc: time.flooredQuotient(by: 1_000))
        day = local.flooredQuotient(by: 86_400)
    }

    private static let furthest: Int64 = 8_640_000_000_000_000

    /// When the clock shows a time of this day, in milliseconds since the epoch; see `latestInstant(local:)`.
    func instant(millisecondOfDay: Int) -> Int64 {
        let (second, millisecond) = millisecondOfDay.quotientAndRemainder(dividingBy: 1_000)
        return zone.latestInstant(local: day * 86_400 + Int64(second)) * 1_000 + Int64(millisecond)
    }

    /// When the clock shows a later reading, in milliseconds since the epoch, or when the zone's offset changes, if that is sooner.
    func next(local later: Int64) -> Int64 {
        let second = time.flooredQuotient(by: 1_000)
        let next = second + (later - local)
        return min(next, zone.transition(after: second) ?? next) * 1_000
    }
}

extension TimeZoneRules {
    /// The instant of a reading as Java's calendars have it, in seconds since the epoch.
    ///
    /// Of a reading that occurs twice, the second; one that a clock change skips comes as much later as the clock jumps.
    func latestInstant(local: Int64) -> Int64 {
        let transitions = table.transitions
        var low = 0
        var high = transitions.count
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle] + Int64(table.offsets[middle + 1]) <= local {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return local - Int64(table.offsets[low])
    }

    /// The first change of the offset after a second since the epoch.
    func transition(after second: Int64) -> Int64? {
        let transitions = table.transitions
        var low = 0
        var high = transitions.count
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle] <= second {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low < transitions.count ? transitions[low] : nil
    }
}
