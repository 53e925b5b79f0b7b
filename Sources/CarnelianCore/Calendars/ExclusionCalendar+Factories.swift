extension ExclusionCalendar {
    /// Excludes whole dates, as a zone's wall clock has them (Quartz's `HolidayCalendar`).
    ///
    /// - Parameters:
    ///   - dates: Dates from 1970 to 2199, in any order.
    ///   - zone: The zone of the dates; nil: the process's own. The days' first instants are fixed here, as in Quartz: a
    ///     calendar without a zone excludes nothing on a node that runs in another zone, so name one.
    ///   - base: A calendar whose exclusions count too.
    ///   - description: A text for people.
    ///
    /// Throws `.invalidValue` for more than 100 calendars in a chain.
    public static func holidays(
        _ dates: some Sequence<CalendarDate>,
        zone: TimeZoneRules? = nil,
        base: ExclusionCalendar? = nil,
        description: String? = nil
    ) throws(CarnelianError) -> ExclusionCalendar {
        let clock = zone ?? .process
        let starts = dates.map { Timestamp(milliseconds: clock.latestInstant(local: $0.localSeconds) * 1_000) }
        return try ExclusionCalendar(.holiday(Set(starts)), base: base, zone: zone, description: description)
    }

    /// Excludes days of every week (Quartz's `WeeklyCalendar`).
    ///
    /// - Parameters:
    ///   - days: Days from 1 = Sunday to 7 = Saturday; by default Saturday and Sunday, as in Quartz.
    ///   - zone: The zone of the days; nil: the process's own.
    ///   - base: A calendar whose exclusions count too.
    ///   - description: A text for people.
    ///
    /// Throws `.invalidValue` for other days and for more than 100 calendars in a chain.
    public static func weekly(
        excluding days: Set<Int> = [1, 7],
        zone: TimeZoneRules? = nil,
        base: ExclusionCalendar? = nil,
        description: String? = nil
    ) throws(CarnelianError) -> ExclusionCalendar {
        try ExclusionCalendar(.weekly(days), base: base, zone: zone, description: description)
    }

    /// Excludes days of every month (Quartz's `MonthlyCalendar`).
    ///
    /// - Parameters:
    ///   - days: Days from 1 to 31; those that a month does not have do not count.
    ///   - zone: The zone of the days; nil: the process's own.
    ///   - base: A calendar whose exclusions count too.
    ///   - description: A text for people.
    ///
    /// Throws `.invalidValue` for other days and for more than 100 calendars in a chain.
    public static func monthly(
        excluding days: Set<Int>,
        zone: TimeZoneRules? = nil,
        base: ExclusionCalendar? = nil,
        description: String? = nil
    ) throws(CarnelianError) -> ExclusionCalendar {
        try ExclusionCalendar(.monthly(days), base: base, zone: zone, description: description)
    }

    /// Excludes days of every year (Quartz's `AnnualCalendar`).
    ///
    /// - Parameters:
    ///   - days: Days by month, 1 to 12, and day of the month, 1 to 31.
    ///   - zone: The zone of the days; nil: the process's own.
    ///   - base: A calendar whose exclusions count too.
    ///   - description: A text for people.
    ///
    /// Throws `.invalidValue` for a day that no year has and for more than 100 calendars in a chain.
    public static func annual(
        excluding days: Set<MonthDay>,
        zone: TimeZoneRules? = nil,
        base: ExclusionCalendar? = nil,
        description: String? = nil
    ) throws(CarnelianError) -> ExclusionCalendar {
        try ExclusionCalendar(.annual(days), base: base, zone: zone, description: description)
    }

    /// Excludes a part of every day (Quartz's `DailyCalendar`).
    ///
    /// - Parameters:
    ///   - range: The times of the day, both ends included, in milliseconds; with `isInverted` what is not excluded.
    ///   - zone: The zone of the times; nil: the process's own.
    ///   - base: A calendar whose exclusions count too.
    ///   - description: A text for people.
    ///
    /// Throws `.invalidValue` for a start that is not before the end, times out of range and more than 100 calendars in a chain.
    public static func daily(
        excluding range: DailyRange,
        zone: TimeZoneRules? = nil,
        base: ExclusionCalendar? = nil,
        description: String? = nil
    ) throws(CarnelianError) -> ExclusionCalendar {
        try ExclusionCalendar(.daily(range), base: base, zone: zone, description: description)
    }

    /// Excludes the seconds that a cron expression names (Quartz's `CronCalendar`).
    ///
    /// - Parameters:
    ///   - expression: The excluded seconds: `* * 0-7,18-23 ? * *` leaves the time from 8 to 18 o'clock over.
    ///   - zone: The zone of the expression; nil: the process's own.
    ///   - base: A calendar whose exclusions count too.
    ///   - description: A text for people.
    ///
    /// Throws `.invalidValue` for a Unix expression that Quartz's dialect cannot say and for more than 100 calendars in a chain.
    public static func cron(
        excluding expression: CronExpression,
        zone: TimeZoneRules? = nil,
        base: ExclusionCalendar? = nil,
        description: String? = nil
    ) throws(CarnelianError) -> ExclusionCalendar {
        try ExclusionCalendar(.cron(expression), base: base, zone: zone, description: description)
    }
}

extension ExclusionCalendar.DailyRange {
    /// Creates a range from times of the day, both included: the last second counts for its first millisecond alone.
    public init(_ times: ClosedRange<TimeOfDay>, isInverted: Bool = false) {
        self.init(
            start: times.lowerBound.seconds * 1_000, end: times.upperBound.seconds * 1_000, isInverted: isInverted)
    }
}
