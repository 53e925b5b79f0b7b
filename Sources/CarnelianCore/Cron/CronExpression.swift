/// A schedule of local times in Quartz's cron dialect.
///
/// Six or seven fields: seconds, minutes, hours, day of month, month, day of week, and optionally year (1970 to 2199).
/// Lists, ranges (also across the end of a field, as `22-2`), steps, names, and for days `?`, `L`, `L-n`, `LW`, `nW`,
/// `nL` and `n#k`. Exactly one of the two day fields is `?`, unless both are asked for.
public struct CronExpression: Sendable, Hashable {
    /// The expression in Quartz's dialect, in upper case with single spaces: what Quartz's `CRON_EXPRESSION` column holds.
    ///
    /// Of an expression that Quartz's dialect cannot say in one: the text that was read (see `quartzTexts`).
    public let text: String

    /// What the fields name.
    let fields: CronFields

    /// Reads an expression in Quartz's dialect; names in any case.
    ///
    /// With `allowingBothDays` (an extension; default: false) both day fields may name days: a day counts that is in
    /// either of them, as in Unix cron (`0 0 12 13 * FRI`: each 13th and each Friday). A field that is just `*` names none
    /// of its own then. Quartz's tables cannot hold such a schedule in one trigger; see `quartzTexts`.
    ///
    /// Throws an error that names field, column, what was found and what was expected.
    public init(_ text: String, allowingBothDays: Bool = false) throws(CronParseError) {
        (self.text, fields) = try CronParser(text).quartzExpression(allowingBothDays: allowingBothDays)
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
        fields.next(after: after, in: zone, clockChanges: clockChanges)
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
    var days = CronDays.month(.numbers(CronSet(CronField.daysOfMonth.range)))
    var months = CronSet(CronField.months.range)
    var years = CronYears.all
}
