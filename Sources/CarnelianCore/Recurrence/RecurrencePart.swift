/// A part of a recurrence rule; the raw value is its name in the RFC.
enum RecurrencePart: String, Sendable, CaseIterable {
    case frequency = "FREQ"
    case interval = "INTERVAL"
    case count = "COUNT"
    case until = "UNTIL"
    case months = "BYMONTH"
    case weekNumbers = "BYWEEKNO"
    case yearDays = "BYYEARDAY"
    case monthDays = "BYMONTHDAY"
    case days = "BYDAY"
    case hours = "BYHOUR"
    case minutes = "BYMINUTE"
    case seconds = "BYSECOND"
    case positions = "BYSETPOS"
    case weekStart = "WKST"

    /// Where the part is forbidden, in words that say where it is allowed; nil if it fits the frequency.
    func fault(in frequency: RecurrenceRule.Frequency) -> String? {
        switch (self, frequency) {
        case (.weekNumbers, .yearly): nil
        case (.weekNumbers, _): "no BYWEEKNO; it goes with FREQ=YEARLY only"
        case (.yearDays, .daily), (.yearDays, .weekly), (.yearDays, .monthly):
            "no BYYEARDAY; it goes with FREQ=YEARLY, HOURLY, MINUTELY or SECONDLY"
        case (.monthDays, .weekly): "no BYMONTHDAY; it does not go with FREQ=WEEKLY"
        default: nil
        }
    }

    /// Whether the part is one that BYSETPOS chooses from.
    var isChoice: Bool {
        switch self {
        case .months, .weekNumbers, .yearDays, .monthDays, .days, .hours, .minutes, .seconds: true
        case .frequency, .interval, .count, .until, .positions, .weekStart: false
        }
    }
}
