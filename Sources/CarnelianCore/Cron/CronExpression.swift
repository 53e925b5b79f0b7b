/// A schedule of local times in Quartz's cron dialect.
///
/// Six or seven fields: seconds, minutes, hours, day of month, month, day of week, and optionally year (1970 to 2199).
/// Lists, ranges (also across the end of a field, as `22-2`), steps, names, and for days `?`, `L`, `L-n`, `LW`, `nW`,
/// `nL` and `n#k`. Exactly one of the two day fields is `?`.
public struct CronExpression: Sendable, Hashable {
    /// The expression in Quartz's dialect, in upper case with single spaces: what Quartz's `CRON_EXPRESSION` column holds.
    ///
    /// Of a Unix expression that Quartz's dialect cannot say in one expression: the Unix text (see `quartzTexts`).
    public let text: String

    /// What the fields name.
    let fields: CronFields

    /// Reads an expression in Quartz's dialect; names in any case.
    ///
    /// Throws an error that names field, column, what was found and what was expected.
    public init(_ text: String) throws(CronParseError) {
        let parser = CronParser(text)
        fields = try parser.quartzFields()
        self.text = parser.normalizedText
    }

    /// The schedule's first fire time after an instant; nil if there is none until the year 2199.
    ///
    /// Times have whole seconds: the result is at or after the first full second after `after`, milliseconds dropped.
    /// `clockChanges` says what becomes of local times that a clock change skips or repeats. Nil, the default: what
    /// Quartz does. Skipped times do not fire; repeated ones fire at their second pass, and from an instant within the
    /// first pass those that the clock has not yet read.
    public func next(
        after: Timestamp, in zone: TimeZoneRules, clockChanges: ClockChangePolicy? = nil
    ) -> Timestamp? {
        guard let clockChanges else { return fields.next(after: after, in: zone) }
        return fields.next(after: after, in: zone, under: clockChanges)
    }

    init(text: String, fields: CronFields) {
        self.text = text
        self.fields = fields
    }
}

extension CronExpression: CustomStringConvertible {
    /// The text.
    public var description: String { text }
}

/// The values that a cron expression's fields name.
struct CronFields: Sendable, Hashable {
    var seconds = CronSet(0...0)
    var minutes = CronSet(CronField.minutes.range)
    var hours = CronSet(CronField.hours.range)
    var days = CronDays.month(CronSet(CronField.daysOfMonth.range))
    var months = CronSet(CronField.months.range)
    var years = CronYears.all
}
