/// A recurrence rule of iCalendar (RFC 5545, section 3.3.10), as in `FREQ=MONTHLY;BYDAY=-1FR;BYHOUR=17;BYMINUTE=0;BYSECOND=0`.
///
/// All parts of the RFC are read, in any order and in any case. The rule names local times; with which it begins, and
/// what it does not say itself (the time of day, the day), it takes from the start of its trigger, the RFC's DTSTART.
///
/// Where the RFC leaves room: UNTIL is inclusive, a date as UNTIL includes the whole day, a time without `Z` is local;
/// BYDAY with numbered and plain days names days in either set; BYWEEKNO without days names the start's day of the week, and
/// of a week that reaches into another year the days of the year that is counted; the leap second 60 is read as 59.
public struct RecurrenceRule: Sendable {
    /// How long the rule's periods are.
    public enum Frequency: String, Sendable, Hashable, CaseIterable {
        /// Every so many seconds.
        case secondly = "SECONDLY"
        /// Every so many minutes.
        case minutely = "MINUTELY"
        /// Every so many hours.
        case hourly = "HOURLY"
        /// Every so many days.
        case daily = "DAILY"
        /// Every so many weeks.
        case weekly = "WEEKLY"
        /// Every so many months.
        case monthly = "MONTHLY"
        /// Every so many years.
        case yearly = "YEARLY"

        /// The calendar's name of the period.
        public var unit: IntervalUnit {
            switch self {
            case .secondly: .second
            case .minutely: .minute
            case .hourly: .hour
            case .daily: .day
            case .weekly: .week
            case .monthly: .month
            case .yearly: .year
            }
        }
    }

    /// The rule in its canonical form: names in upper case, parts in the RFC's order of evaluation, values sorted and each
    /// once, parts left out that only state a default.
    public let text: String

    /// What the parts say.
    let parts: RecurrenceParts

    /// Reads a rule, with or without `RRULE:` in front.
    ///
    /// Throws an error that names the part, the column, what was found and what was expected.
    public init(_ text: String) throws(RecurrenceParseError) {
        let parser = RecurrenceParser(text)
        parts = RecurrenceParts(try parser.parts())
        self.text = parts.canonicalText
    }

    /// How long the rule's periods are.
    public var frequency: Frequency { parts.draft.frequency }

    /// Of how many periods one counts: 1 for every one, 2 for every other, up to 2,147,483,647.
    public var interval: Int { parts.draft.interval }

    /// How often the rule fires in all; nil without COUNT.
    public var count: Int? {
        if case .count(let count) = parts.draft.end { count } else { nil }
    }

    /// What a runtime that knows calendar intervals only shows in place of the rule: the frequency's unit and the interval.
    public var quartzInterval: (unit: IntervalUnit, interval: Int) {
        (frequency.unit, interval)
    }
}

extension RecurrenceRule: Hashable {
    /// Compares canonical texts.
    public static func == (left: RecurrenceRule, right: RecurrenceRule) -> Bool {
        left.text == right.text
    }

    /// Hashes the canonical text.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(text)
    }
}

extension RecurrenceRule: CustomStringConvertible {
    /// The canonical text.
    public var description: String { text }
}
