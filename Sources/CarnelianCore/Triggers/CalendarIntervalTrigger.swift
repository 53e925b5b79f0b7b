/// Fires at its start, then every so many units of the calendar of a time zone.
public struct CalendarIntervalTrigger: Sendable, Hashable {
    /// What the interval counts.
    public var unit: IntervalUnit
    /// How many units from fire to fire, at least 1.
    public var interval: Int
    /// The zone whose calendar and clock count days and longer units.
    public var zone: TimeZoneRules
    /// Days and longer units: whether it returns to the start's hour after a clock change has moved it.
    ///
    /// Default false, as in Quartz: once moved by a gap a schedule keeps the later hour.
    public var preservesHourOfDay: Bool
    /// With `preservesHourOfDay`: whether a day on which the start's hour does not exist is left out instead of fired late.
    ///
    /// Default false.
    public var skipsDayIfHourDoesNotExist: Bool

    /// Creates the rule; values are checked when the trigger is stored.
    public init(
        every interval: Int,
        _ unit: IntervalUnit,
        in zone: TimeZoneRules = .utc,
        preservesHourOfDay: Bool = false,
        skipsDayIfHourDoesNotExist: Bool = false
    ) {
        self.unit = unit
        self.interval = interval
        self.zone = zone
        self.preservesHourOfDay = preservesHourOfDay
        self.skipsDayIfHourDoesNotExist = skipsDayIfHourDoesNotExist
    }
}
