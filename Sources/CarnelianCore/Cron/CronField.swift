/// One field of a cron expression: its place, its name and the values it may hold.
enum CronField: Int, Sendable, CaseIterable {
    case seconds, minutes, hours, daysOfMonth, months, daysOfWeek, years

    /// The name in error messages.
    var name: String {
        switch self {
        case .seconds: "seconds"
        case .minutes: "minutes"
        case .hours: "hours"
        case .daysOfMonth: "day of month"
        case .months: "month"
        case .daysOfWeek: "day of week"
        case .years: "year"
        }
    }

    /// The values that the field may hold.
    var range: ClosedRange<Int> {
        switch self {
        case .seconds, .minutes: 0...59
        case .hours: 0...23
        case .daysOfMonth: 1...31
        case .months: 1...12
        case .daysOfWeek: 1...7
        case .years: CronYears.range
        }
    }

    /// The values' names, in the order of the values from the range's first on.
    var names: [String] {
        switch self {
        case .months: Self.monthNames
        case .daysOfWeek: Self.dayNames
        default: []
        }
    }

    /// The value of a name in upper case.
    func value(named name: String) -> Int? {
        names.firstIndex(of: name).map { $0 + range.lowerBound }
    }

    static let monthNames = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
    static let dayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]
}
