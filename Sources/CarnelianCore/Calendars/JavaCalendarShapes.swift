/// Quartz 2's calendar classes, as its versions from 2.1 to 2.5 stream them.
extension JavaClassShape {
    static let baseCalendar = JavaClassShape(
        name: "org.quartz.impl.calendar.BaseCalendar", serialVersionUID: 3_106_623_404_629_760_239,
        fields: [
            ("Lorg/quartz/Calendar;", "baseCalendar"), ("Ljava/lang/String;", "description"),
            ("Ljava/util/TimeZone;", "timeZone"),
        ])

    static let annualCalendar = JavaClassShape(
        name: "org.quartz.impl.calendar.AnnualCalendar", serialVersionUID: 7_346_867_105_876_610_961,
        fields: [("Z", "dataSorted"), ("Ljava/util/ArrayList;", "excludeDays")], superclass: [baseCalendar])

    static let cronCalendar = JavaClassShape(
        name: "org.quartz.impl.calendar.CronCalendar", serialVersionUID: -8_172_103_999_750_856_831,
        fields: [("Lorg/quartz/CronExpression;", "cronExpression")], superclass: [baseCalendar])

    static let dailyCalendar = JavaClassShape(
        name: "org.quartz.impl.calendar.DailyCalendar", serialVersionUID: -7_561_220_099_904_944_039,
        fields: [
            ("Z", "invertTimeRange"), ("I", "rangeEndingHourOfDay"), ("I", "rangeEndingMillis"),
            ("I", "rangeEndingMinute"), ("I", "rangeEndingSecond"), ("I", "rangeStartingHourOfDay"),
            ("I", "rangeStartingMillis"), ("I", "rangeStartingMinute"), ("I", "rangeStartingSecond"),
        ],
        superclass: [baseCalendar])

    static let holidayCalendar = JavaClassShape(
        name: "org.quartz.impl.calendar.HolidayCalendar", serialVersionUID: -7_590_908_752_291_814_693,
        fields: [("Ljava/util/TreeSet;", "dates")], superclass: [baseCalendar])

    static let monthlyCalendar = JavaClassShape(
        name: "org.quartz.impl.calendar.MonthlyCalendar", serialVersionUID: 419_164_961_091_807_944,
        fields: [("Z", "excludeAll"), ("[Z", "excludeDays")], superclass: [baseCalendar])

    static let weeklyCalendar = JavaClassShape(
        name: "org.quartz.impl.calendar.WeeklyCalendar", serialVersionUID: -6_809_298_821_229_007_586,
        fields: [("Z", "excludeAll"), ("[Z", "excludeDays")], superclass: [baseCalendar])

    static let cronExpression = JavaClassShape(
        name: "org.quartz.CronExpression", serialVersionUID: 12_423_409_423,
        fields: [("Ljava/lang/String;", "cronExpression"), ("Ljava/util/TimeZone;", "timeZone")])

    /// The calendar classes, in the order of their names.
    static let calendars = [
        annualCalendar, baseCalendar, cronCalendar, dailyCalendar, holidayCalendar, monthlyCalendar, weeklyCalendar,
    ]
}
