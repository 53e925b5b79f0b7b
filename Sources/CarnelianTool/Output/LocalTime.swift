package import CarnelianCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Times for people.
package enum LocalTime {
    /// ISO 8601 in the zone's local time with its offset, without a zero fraction: `2026-11-22T09:30:00+01:00`.
    package static func text(_ time: Timestamp, in zone: TimeZoneRules) -> String {
        let offset = zone.offset(at: time)
        let shifted = Timestamp(milliseconds: time.milliseconds + Int64(offset) * 1_000).description.dropLast()
        let local = shifted.hasSuffix(".000") ? String(shifted.dropLast(4)) : String(shifted)
        guard offset != 0 else { return local + "Z" }
        let minutes = abs(offset) / 60
        return local + (offset < 0 ? "-" : "+") + twoDigits(minutes / 60) + ":" + twoDigits(minutes % 60)
    }

    /// UTC to the second: `2026-11-22 13:57:00Z`.
    package static func short(_ time: Timestamp) -> String {
        let text = time.description
        return String(text.prefix(19)).replacing("T", with: " ") + "Z"
    }

    /// How far away a time is: `in 4 s`, `2 min ago`, `now`.
    package static func distance(of time: Timestamp, from now: Timestamp) -> String {
        let milliseconds = time.milliseconds - now.milliseconds
        let words = length(milliseconds: abs(milliseconds))
        if abs(milliseconds) < 100 { return "now" }
        return milliseconds > 0 ? "in " + words : words + " ago"
    }

    /// A length of time in its largest fitting unit.
    package static func length(milliseconds: Int64) -> String {
        switch milliseconds {
        case ..<1_000: "\(milliseconds) ms"
        case ..<10_000: "\(milliseconds / 1_000).\(milliseconds % 1_000 / 100) s"
        case ..<120_000: "\(milliseconds / 1_000) s"
        case ..<7_200_000: "\(milliseconds / 60_000) min"
        case ..<172_800_000: "\(milliseconds / 3_600_000) h"
        default: "\(milliseconds / 86_400_000) d"
        }
    }

    /// A length of time as the tool reads it, nothing rounded: `90s`, `1500ms`, `2h`.
    package static func exactLength(milliseconds: Int64) -> String {
        let units: [(Int64, String)] = [(3_600_000, "h"), (60_000, "m"), (1_000, "s")]
        for (unit, suffix) in units where milliseconds != 0 && milliseconds % unit == 0 {
            return "\(milliseconds / unit)\(suffix)"
        }
        return "\(milliseconds)ms"
    }

    /// A duration as the tool reads it.
    package static func exactLength(_ duration: Duration) -> String {
        exactLength(milliseconds: duration.wholeMilliseconds)
    }

    static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}

/// The time now by this machine's clock: for what the tool shows, and for schedules that start now.
package func currentTime() -> Timestamp {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
}
