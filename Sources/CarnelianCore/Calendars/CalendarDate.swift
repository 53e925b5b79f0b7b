/// A date on the Gregorian calendar, in no zone.
public struct CalendarDate: Sendable, Hashable {
    /// The year, 1970 to 2199.
    public let year: Int
    /// The month, 1 to 12.
    public let month: Int
    /// The day of the month, 1 to 31.
    public let day: Int

    /// Creates a date; throws `.invalidValue` if there is no such day from 1970 to 2199.
    public init(year: Int, month: Int, day: Int) throws(CarnelianError) {
        guard (1970...2199).contains(year), (1...12).contains(month),
            (1...CivilDateTime.daysInMonth(month, of: year)).contains(day)
        else {
            throw CarnelianError(
                .invalidValue, "year \(year), month \(month), day \(day) is no date from 1970-01-01 to 2199-12-31")
        }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads `YYYY-MM-DD`; throws `.invalidSyntax` for anything else and `.invalidValue` for a day that does not exist.
    public init(_ text: String) throws(CarnelianError) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy { $0.decimalDigit != nil } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { throw CarnelianError(.invalidSyntax, "\"\(text)\" is no date; expected YYYY-MM-DD") }
        try self.init(year: year, month: month, day: day)
    }

    var localSeconds: Int64 {
        Int64(CivilDateTime.daysSinceEpoch(year: year, month: month, day: day)) * 86_400
    }
}

extension CalendarDate: Comparable {
    /// Earlier comes first.
    public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

extension CalendarDate: CustomStringConvertible {
    /// `YYYY-MM-DD`.
    public var description: String { "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))" }
}
