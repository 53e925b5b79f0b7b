/// What a clock change does to local times that a schedule names.
public struct ClockChangeNote: Sendable, Hashable {
    /// What becomes of the times.
    public enum Effect: Sendable, Hashable {
        /// They do not occur, and do not fire.
        case skipped
        /// They do not occur, and fire at this local time instead.
        case moved(to: String)
        /// They occur, and yet fire at this local time, because clocks changed earlier: what Quartz does for intervals.
        case shifted(to: String)
        /// They occur twice; the fire is at the first pass.
        case firstPass
        /// They occur twice; the fire is at the second pass.
        case secondPass
    }

    /// What becomes of the times.
    public let effect: Effect
    /// The local time that the schedule names, or the first of several: `2027-03-28T02:30:00`.
    public let localTime: String
    /// The last of several local times; else the same as `localTime`.
    public let lastLocalTime: String
    /// How many local times the note is about.
    public let count: Int
    /// The zone whose clocks change.
    public let zone: TimeZoneRules
}

extension ClockChangeNote: CustomStringConvertible {
    /// One line: `02:30 does not exist on 2027-03-28 in Europe/Berlin: skipped`.
    public var description: String {
        let day = Self.parts(localTime).day
        let times = count == 1 ? time(localTime) : "\(time(localTime)) to \(time(lastLocalTime)) (\(count) times)"
        let place = "on \(day) in \(zone.identifier)"
        let missing = "\(times) \(count == 1 ? "does" : "do") not exist \(place)"
        switch effect {
        case .skipped: return "\(missing): skipped"
        case .moved(let to): return "\(missing): moved to \(time(to))"
        case .shifted(let to): return "\(times) \(place): shifted to \(time(to)) by a clock change"
        case .firstPass: return "\(times) occurs twice \(place): first pass"
        case .secondPass: return "\(times) occurs twice \(place): second pass"
        }
    }

    /// The time of day, without seconds that are zero; with the date if that is not the note's.
    private func time(_ localTime: String) -> String {
        let (day, time) = Self.parts(localTime)
        let short = time.hasSuffix(":00") ? String(time.dropLast(3)) : time
        return day == Self.parts(self.localTime).day ? short : "\(day) \(short)"
    }

    private static func parts(_ localTime: String) -> (day: String, time: String) {
        let parts = localTime.split(separator: "T").map(String.init)
        return (parts.first ?? "", parts.last ?? "")
    }
}
