import CarnelianCore

/// A cron rule as text and as a predicate on local times, both made from the same choices.
struct WalkedRule {
    typealias Test = (CivilDateTime) -> Bool

    let text: String
    private let tests: [Test]

    func matches(local: Int64) -> Bool {
        let civil = CivilDateTime(localSeconds: local)
        return tests.allSatisfy { $0(civil) }
    }

    static var everyHalfHour: WalkedRule {
        WalkedRule(text: "0 0/30 * * * ?", tests: [{ $0.minute % 30 == 0 && $0.second == 0 }])
    }

    /// A rule of the dialect; with `bothDays` one that names days in either day field.
    static func random(
        using random: inout SeededGenerator, secondsToo: Bool, everyDay: Bool = false, bothDays: Bool = false
    ) -> WalkedRule {
        let seconds = secondsToo ? field(0...59, using: &random) : ("0", { $0 == 0 })
        let minutes = field(0...59, using: &random)
        let hours = Bool.random(using: &random) ? ("*", { _ in true }) : field(0...23, using: &random)
        let months = everyDay || Bool.random(using: &random) ? ("*", { _ in true }) : field(1...12, using: &random)
        var (days, week, day): (String, String, Test) = ("*", "?", { _ in true })
        if !everyDay { (days, week, day) = dayRule(Int.random(in: 0..<9, using: &random), using: &random) }
        if bothDays {
            let (month, _, inMonth) = dayRule([0, 2, 3, 4, 5, 6].randomElement(using: &random) ?? 0, using: &random)
            let (_, weekdays, inWeek) = dayRule([1, 7, 8].randomElement(using: &random) ?? 1, using: &random)
            (days, week) = (month, weekdays)
            if month == "*" {
                day = inWeek
            } else {
                day = weekdays == "*" ? inMonth : { inMonth($0) || inWeek($0) }
            }
        }
        return WalkedRule(
            text: "\(seconds.0) \(minutes.0) \(hours.0) \(days) \(months.0) \(week)",
            tests: [
                { seconds.1($0.second) }, { minutes.1($0.minute) }, { hours.1($0.hour) }, day, { months.1($0.month) },
            ]
        )
    }

    private static func field(
        _ range: ClosedRange<Int>, using random: inout SeededGenerator
    ) -> (String, (Int) -> Bool) {
        let first = Int.random(in: range, using: &random)
        let last = Int.random(in: range, using: &random)
        let step = Int.random(in: 1...max(1, range.upperBound / 2), using: &random)
        func inRange(_ value: Int) -> Bool {
            first <= last ? first <= value && value <= last : value >= first || value <= last
        }
        switch Int.random(in: 0..<6, using: &random) {
        case 0: return ("*", { _ in true })
        case 1: return ("\(first)", { $0 == first })
        case 2: return ("\(first),\(last)", { $0 == first || $0 == last })
        case 3: return ("\(first)-\(last)", inRange)
        case 4: return ("*/\(step)", { ($0 - range.lowerBound) % step == 0 })
        default: return ("\(first)/\(step)", { $0 >= first && ($0 - first) % step == 0 })
        }
    }

    private static func dayRule(_ kind: Int, using random: inout SeededGenerator) -> (String, String, Test) {
        let number = Int.random(in: 1...31, using: &random)
        let weekday = Int.random(in: 1...7, using: &random)
        let ordinal = Int.random(in: 1...5, using: &random)
        func length(_ date: CivilDateTime) -> Int { CivilDateTime.daysInMonth(date.month, of: date.year) }
        switch kind {
        case 0:
            let (text, matches) = field(1...31, using: &random)
            return (text, "?", { matches($0.day) })
        case 1:
            let (text, matches) = field(1...7, using: &random)
            return ("?", text, { matches($0.weekday) })
        case 2: return ("L", "?", { $0.day == length($0) })
        case 3: return ("L-\(ordinal)", "?", { $0.day == length($0) - ordinal })
        case 4: return ("LW", "?", { $0.day == nearestWeekday(to: length($0), in: $0) })
        case 5:
            // Days that every month has: what happens to the others has vectors of its own.
            let day = min(number, 28)
            return ("\(day)W", "?", { $0.day == nearestWeekday(to: day, in: $0) })
        case 6: return ("L-\(ordinal)W", "?", { $0.day == nearestWeekday(to: length($0) - ordinal, in: $0) })
        case 7: return ("?", "\(weekday)L", { $0.weekday == weekday && $0.day + 7 > length($0) })
        default: return ("?", "\(weekday)#\(ordinal)", { $0.weekday == weekday && ($0.day - 1) / 7 + 1 == ordinal })
        }
    }

    /// The weekday of the month at the least distance; a Saturday or Sunday has just one.
    private static func nearestWeekday(to day: Int, in date: CivilDateTime) -> Int? {
        (1...CivilDateTime.daysInMonth(date.month, of: date.year))
            .filter { (2...6).contains(CivilDateTime(year: date.year, month: date.month, day: $0).weekday) }
            .min { abs($0 - day) < abs($1 - day) }
    }
}
