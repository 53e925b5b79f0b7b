import ArgumentParser
package import CarnelianCore

/// A number of units, as `2 weeks`.
package struct CalendarSteps: Sendable, Hashable {
    package var count: Int
    package var unit: IntervalUnit

    /// Reads `2 weeks`, `15 minutes` or `month`.
    package static func reading(_ text: String) throws -> CalendarSteps {
        let words = text.split(separator: " ")
        let mistake = ValidationError(
            "expected a number and a unit, as '2 weeks' or '1 month'; units are "
                + IntervalUnit.allCases.map { $0.rawValue.lowercased() }.joined(separator: ", "))
        guard (1...2).contains(words.count), let unit = words.last.flatMap({ IntervalUnit(named: String($0)) }) else {
            throw mistake
        }
        guard words.count == 2 else { return CalendarSteps(count: 1, unit: unit) }
        guard words[0].utf8.allSatisfy(\.isDigit), let count = Int32(words[0]) else { throw mistake }
        return CalendarSteps(count: Int(count), unit: unit)
    }

    /// `2 weeks`, `month`.
    package var words: String {
        let name = unit.rawValue.lowercased()
        return count == 1 ? name : "\(count) \(name)s"
    }
}
