/// Fires from a start to an end of each of certain days of the week, every so many seconds, minutes or hours.
///
/// Each such day begins anew at its start of day.
public struct DailyTimeIntervalTrigger: Sendable, Hashable {
    /// Sunday to Saturday, 1 to 7.
    public static let allDays: Set<Int> = [1, 2, 3, 4, 5, 6, 7]
    /// Monday to Friday.
    public static let mondayToFriday: Set<Int> = [2, 3, 4, 5, 6]
    /// Saturday and Sunday.
    public static let weekend: Set<Int> = [1, 7]

    /// What the interval counts: seconds, minutes or hours.
    public var unit: IntervalUnit
    /// How many units from fire to fire, at least 1 and 24 hours at most.
    public var interval: Int
    /// The first time of a day that fires.
    public var startOfDay: TimeOfDay
    /// The last time of a day that may fire.
    public var endOfDay: TimeOfDay
    /// The days that fire, 1 = Sunday to 7 = Saturday, as Quartz numbers them.
    public var daysOfWeek: Set<Int>
    /// How often it fires after the first fire; -1: for ever.
    public var repeatCount: Int
    /// The zone of the days and times; nil: the process's own, as in Quartz, whose tables keep none.
    public var zone: TimeZoneRules?

    /// Creates the rule; values are checked when the trigger is stored.
    public init(
        every interval: Int,
        _ unit: IntervalUnit,
        from startOfDay: TimeOfDay = .startOfDay,
        to endOfDay: TimeOfDay = .endOfDay,
        on daysOfWeek: Set<Int> = DailyTimeIntervalTrigger.allDays,
        repeatCount: Int = SimpleTrigger.forever,
        in zone: TimeZoneRules? = nil
    ) {
        self.unit = unit
        self.interval = interval
        self.startOfDay = startOfDay
        self.endOfDay = endOfDay
        self.daysOfWeek = daysOfWeek
        self.repeatCount = repeatCount
        self.zone = zone
    }
}
