/// The calendar and clock of a zone as Java's lenient `GregorianCalendar` computes with them, in milliseconds.
///
/// A reading that occurs twice means its second pass; one that a clock change skips lies as much later as the clocks jump.
struct LenientClock {
    static let day: Int64 = 86_400_000
    static let hour: Int64 = 3_600_000

    let zone: TimeZoneRules

    init(_ zone: TimeZoneRules) {
        self.zone = zone
    }

    /// What the clock reads at an instant, in milliseconds since 1970-01-01T00:00:00 there.
    func reading(at time: Int64) -> Int64 {
        time + offset(at: time)
    }

    /// The date that the clock reads at an instant, in days since 1970-01-01.
    func date(at time: Int64) -> Int64 {
        reading(at: time).flooredQuotient(by: Self.day)
    }

    /// The hour that the clock reads at an instant, 0 to 23.
    func hour(at time: Int64) -> Int64 {
        let reading = reading(at: time)
        return (reading - reading.flooredQuotient(by: Self.day) * Self.day) / Self.hour
    }

    /// The instant of a reading.
    func time(reading: Int64) -> Int64 {
        let second = reading.flooredQuotient(by: 1_000)
        return zone.latestInstant(local: second) * 1_000 + (reading - second * 1_000)
    }

    /// The instant with the hour set, everything else of the reading kept.
    func setting(hour: Int64, at time: Int64) -> Int64 {
        let reading = reading(at: time)
        return self.time(reading: reading + (hour - self.hour(at: time)) * Self.hour)
    }

    /// The instant with the time of day set, on the date that the clock reads.
    func setting(_ timeOfDay: TimeOfDay, at time: Int64) -> Int64 {
        self.time(reading: date(at: time) * Self.day + Int64(timeOfDay.seconds) * 1_000)
    }

    /// The instant some days later at the same reading.
    ///
    /// Java first keeps the offset, and if the new date has another one corrects by the difference, unless that leads to
    /// another date. Hence a skipped reading may end up before the gap.
    func adding(days: Int64, to time: Int64) -> Int64 {
        let later = time + days * Self.day
        let difference = offset(at: time) - offset(at: later)
        guard difference != 0 else { return later }
        let corrected = later + difference
        return date(at: corrected) == date(at: time) + days ? corrected : later
    }

    /// The first change of the offset after an instant; nil: none.
    func change(after time: Int64) -> Int64? {
        zone.transition(after: time.flooredQuotient(by: 1_000)).map { $0 * 1_000 }
    }

    private func offset(at time: Int64) -> Int64 {
        Int64(zone.offset(at: Timestamp(milliseconds: time))) * 1_000
    }
}
