import CarnelianCore

/// Rules whose local times are plain to see, and where they fire around one clock change, second by second.
enum ModelledRecurrence: String, CaseIterable {
    case daily = "FREQ=DAILY;BYHOUR=0,1,2,3,23;BYMINUTE=0,10,30,50;BYSECOND=0"
    case sevenMinutes = "FREQ=MINUTELY;INTERVAL=7"
    case hourly = "FREQ=HOURLY;BYMINUTE=15,45;BYSECOND=0"
    case seconds = "FREQ=SECONDLY;INTERVAL=127"

    /// Whether the rule names a local time, counted from a start at a full minute.
    private func names(_ local: Int64, from start: Int64) -> Bool {
        let time = (local % 86_400 + 86_400) % 86_400
        let (hour, minute) = (time / 3_600, time / 60 % 60)
        switch self {
        case .daily: return time % 60 == 0 && [0, 1, 2, 3, 23].contains(hour) && [0, 10, 30, 50].contains(minute)
        case .sevenMinutes: return time % 60 == 0 && (local - start) % 420 == 0
        case .hourly: return time % 60 == 0 && (minute == 15 || minute == 45)
        case .seconds: return (local - start) % 127 == 0
        }
    }

    /// The seconds of a window that fire; no other change lies near.
    func fires(
        in zone: TimeZoneRules, over transition: Int64, _ window: ClosedRange<Int64>, from start: Int64,
        _ policy: ClockChangePolicy?
    ) -> [Int64] {
        let startLocal = zone.local(utc: start)
        let before = zone.local(utc: transition - 1) - (transition - 1)
        let after = zone.local(utc: transition) - transition
        let overlap = policy?.overlap ?? (self == .daily ? .first : .both)
        return window.filter { second in
            let offset = second < transition ? before : after
            if names(second + offset, from: startLocal) {
                // A reading has another pass as far away as the clocks were set back.
                let isFirst = second < transition && second >= transition - (before - after)
                let isSecond = second >= transition && second < transition + (before - after)
                if !(isFirst && overlap == .second) && !(isSecond && overlap == .first) { return true }
            }
            guard second >= transition, second < transition + (after - before) else { return false }
            switch policy?.gap {
            case nil: return names(second + before, from: startLocal)
            case .skip: return false
            case .fireAtTransition:
                let gap = transition + before..<transition + after
                return second == transition && gap.contains { names($0, from: startLocal) }
            }
        }
    }
}
