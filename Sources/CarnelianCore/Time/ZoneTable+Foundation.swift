import Foundation

// The only file of this module that asks Foundation for time zones; `FoundationEssentials` knows none.
extension ZoneTable {
    /// Nil for an identifier that names no zone.
    convenience init?(identifier: String) {
        if ["UTC", "GMT", "GMT0"].contains(identifier) {
            self.init(fixedOffset: 0)
            return
        }
        if identifier.hasPrefix("GMT") {
            guard let offset = Self.customOffset(identifier.dropFirst(3)) else { return nil }
            self.init(fixedOffset: offset)
            return
        }
        // Only identifiers of the tz database count: no lower-case guesses, no "UTC+2".
        guard !identifier.contains(where: { $0 == "+" || $0.isWhitespace }) || identifier.hasPrefix("Etc/"),
            let zone = TimeZone(identifier: identifier)
        else { return nil }
        var transitions: [Int64] = []
        var offsets = [zone.secondsFromGMT(for: Date(timeIntervalSince1970: 0))]
        var instant = Date(timeIntervalSince1970: 0)
        let end = Date(timeIntervalSince1970: Self.lastSecond)
        while let next = zone.nextDaylightSavingTimeTransition(after: instant), next > instant, next < end {
            instant = next
            let offset = zone.secondsFromGMT(for: next)
            guard offset != offsets[offsets.count - 1] else { continue }
            transitions.append(Int64(next.timeIntervalSince1970.rounded(.down)))
            offsets.append(offset)
        }
        self.init(transitions: transitions, offsets: offsets)
    }

    /// 2200-12-31T00:00:00Z: a year past the last that a cron expression may name.
    private static let lastSecond = 7_289_568_000.0

    /// Java's custom identifiers after `GMT`: a sign, then `h`, `hh`, `hmm`, `hhmm`, `h:mm` or `hh:mm`.
    private static func customOffset(_ text: Substring) -> Int? {
        guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
        let digits = text.dropFirst()
        let parts = digits.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0.decimalDigit != nil } }) else { return nil }
        let hours: Int?
        let minutes: Int?
        switch (parts.count, digits.utf8.count) {
        case (1, 1...2): (hours, minutes) = (Int(digits), 0)
        case (1, 3...4): (hours, minutes) = (Int(digits.dropLast(2)), Int(digits.suffix(2)))
        case (2, 4...5) where parts[1].utf8.count == 2: (hours, minutes) = (Int(parts[0]), Int(parts[1]))
        default: return nil
        }
        guard let hours, let minutes, hours < 24, minutes < 60 else { return nil }
        return (sign == "-" ? -1 : 1) * (hours * 3_600 + minutes * 60)
    }
}

extension ZoneTable {
    /// The identifier of the process's zone.
    static var processIdentifier: String { TimeZone.current.identifier }
}

extension TimeZoneRules {
    /// The version of the tz database whose zones this process knows, as `2025b`.
    package static var dataVersion: String { TimeZone.timeZoneDataVersion }
}
