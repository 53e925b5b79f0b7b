/// What the parts of a recurrence rule say; one immutable object that copies of the rule share.
final class RecurrenceParts: Sendable {
    /// Where the recurrence ends.
    enum End: Sendable, Hashable {
        case never
        /// After so many fires.
        case count(Int)
        /// After the last second of this day, local time (days since the epoch).
        case untilDay(Int)
        /// After this local time (local seconds).
        case untilLocal(Int64)
        /// After this instant (seconds since the epoch).
        case untilUTC(Int64)
    }

    /// `2MO`, `-1FR`: the n-th weekday of a month or a year.
    struct OrdinalDay: Sendable, Hashable {
        /// 1 to 53 from the front, -1 to -53 from the back.
        var ordinal: Int
        /// 1 = Sunday to 7 = Saturday.
        var weekday: Int
    }

    /// The parts as they are read.
    struct Draft: Sendable {
        var frequency = RecurrenceRule.Frequency.daily
        var interval = 1
        var end = End.never
        /// 0 to 60; 60, a leap second, is read as 59.
        var seconds = CronSet()
        var minutes = CronSet()
        var hours = CronSet()
        /// Days of the week without an ordinal, 1 = Sunday to 7 = Saturday.
        var weekdays = CronSet()
        /// In order of ordinal and weekday, each once.
        var ordinalDays: [OrdinalDay] = []
        var monthDays = SignedSet()
        var yearDays = SignedSet()
        var weekNumbers = SignedSet()
        var months = CronSet()
        var positions = SignedSet()
        /// The day a week begins with, 1 = Sunday to 7 = Saturday.
        var weekStart = 2
    }

    let draft: Draft

    init(_ draft: Draft) {
        self.draft = draft
    }
}
