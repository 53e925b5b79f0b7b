import ArgumentParser

/// Days by number, given as a list of single ones and ranges: `MON-FRI`, `1,15,28-31`.
package struct DayList: Sendable, Hashable {
    package var days: Set<Int>

    /// Sunday to Saturday, 1 to 7.
    package static let weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]

    /// Reads days of the week: three letters in any case or 1 (Sunday) to 7; a range may run over Saturday.
    package static func readingWeekdays(_ text: String) throws -> DayList {
        try read(text, most: 7, "days as MON-FRI or SAT,SUN, or numbers from 1 (Sunday) to 7") { word in
            weekdays.firstIndex(of: word.uppercased()).map { $0 + 1 } ?? number(word)
        }
    }

    /// Reads days of the month, 1 to 31.
    package static func readingMonthDays(_ text: String) throws -> DayList {
        try read(text, most: 31, "days from 1 to 31, as 1,15,28-31", number)
    }

    private static func read(
        _ text: String, most: Int, _ expected: String, _ day: (String) -> Int?
    ) throws -> DayList {
        var days: Set<Int> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { day(String($0)) }
            guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
                (1...most).contains(first), (1...most).contains(last)
            else { throw ValidationError("expected " + expected) }
            if first <= last {
                days.formUnion(first...last)
            } else {
                guard most == 7 else { throw ValidationError("expected " + expected) }
                days.formUnion(first...most)
                days.formUnion(1...last)
            }
        }
        return DayList(days: days)
    }

    private static func number(_ word: String) -> Int? {
        word.utf8.allSatisfy(\.isDigit) ? Int(word) : nil
    }

    /// Days of the week in words, runs of three and more shortened: `MON-FRI`, `SUN, SAT`.
    package static func words(ofWeekdays days: Set<Int>) -> String {
        words(days) { weekdays.indices.contains($0 - 1) ? weekdays[$0 - 1] : "\($0)" }
    }

    /// Days of the month, runs of three and more shortened: `1, 15, 28-31`.
    package static func words(ofMonthDays days: Set<Int>) -> String {
        words(days) { "\($0)" }
    }

    private static func words(_ days: Set<Int>, _ name: (Int) -> String) -> String {
        var words: [String] = []
        var rest = days.sorted()[...]
        while let first = rest.first {
            var last = first
            while days.contains(last + 1) { last += 1 }
            rest = rest.drop { $0 <= last }
            if last - first >= 2 {
                words.append("\(name(first))-\(name(last))")
            } else {
                words += (first...last).map(name)
            }
        }
        return words.joined(separator: ", ")
    }
}
