import CarnelianCore
import Foundation

/// The zones of the tz database, one for each history of offsets.
enum EveryZone {
    static let distinct: [TimeZoneRules] = {
        var histories: Set<[Int64]> = []
        return TimeZone.knownTimeZoneIdentifiers.compactMap { try? TimeZoneRules($0) }.filter { zone in
            let offsets = zone.transitions.map { zone.local(utc: $0) - $0 }
            return histories.insert([zone.local(utc: 0)] + zone.transitions + offsets).inserted
        }
    }()

    /// 2100-01-01T00:00:00Z in seconds since the epoch.
    static let year2100: Int64 = 4_102_444_800
}
