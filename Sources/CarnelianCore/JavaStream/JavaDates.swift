extension JavaInstance {
    /// The instant of a `java.util.Date`, which is what this object is.
    func date() throws(CarnelianError) -> Timestamp {
        var items = try items(of: "java.util.Date")
        return Timestamp(milliseconds: try items.long())
    }

    /// The month and day that a `java.util.GregorianCalendar`, which is what this object is, shows in its own zone.
    func monthAndDay() throws(CarnelianError) -> ExclusionCalendar.MonthDay {
        let className = "java.util.Calendar"
        let fields = try array("fields", of: className)
        let isSet = try booleans("isSet", of: className)
        let (month, day) = (2, 5)
        if try boolean("areFieldsSet", of: className), isSet.count > day, fields.count > day, isSet[month], isSet[day],
            case .int(let month) = fields[month], case .int(let day) = fields[day]
        {
            return .init(month: Int(month) + 1, day: Int(day))
        }
        let time = try long("time", of: className)
        guard try boolean("isTimeSet", of: className), Self.knownTimes.contains(time) else {
            throw Self.error("a day of class \(self.className) without a date from 1970 to 2199")
        }
        // The zone itself stands behind the fields; in its field a stand-in for Java 1.3.
        var items = try items(of: className)
        let zone: TimeZoneRules
        switch try items.value() {
        case .null:
            guard let own = try self.zone("zone", of: className) else {
                throw mismatch("zone", className, "a time zone")
            }
            zone = own
        case let value:
            guard let own = stream.instance(value), Self.zoneClasses.contains(own.className) else {
                throw Self.error("found \(stream.kind(value)) behind a calendar's fields, expected a time zone")
            }
            zone = try own.zone()
        }
        let date = CivilDateTime(localSeconds: zone.local(utc: time.flooredQuotient(by: 1_000)))
        return .init(month: date.month, day: date.day)
    }

    /// 1970-01-01 to 2199-12-31, in milliseconds.
    private static let knownTimes: Range<Int64> = 0..<7_258_118_400_000
}

extension JavaStreamWriter {
    mutating func date(_ instant: Timestamp) {
        object(.date)
        block(instant.milliseconds)
        endBlocks()
    }

    /// Writes a `java.util.GregorianCalendar` that shows a month and a day in UTC.
    mutating func monthAndDay(_ day: ExclusionCalendar.MonthDay) throws(CarnelianError) {
        // A leap year, so that 29 February is one.
        let date = CivilDateTime(year: 2000, month: day.month, day: day.day, hour: 12)
        object(.gregorianCalendar)
        boolean(false)
        integer(Int32(1))
        boolean(true)
        boolean(true)
        integer(Int32(1))
        integer(Int32(2))
        integer(Int32(1))
        integer(date.localSeconds * 1_000)
        array(.ints, count: Self.calendarFields)
        for _ in 0..<Self.calendarFields { integer(Int32(0)) }
        array(.booleans, count: Self.calendarFields)
        for _ in 0..<Self.calendarFields { boolean(false) }
        try zone(.utc)
        null()
        endBlocks()
        // The change to the Gregorian calendar: 15 October 1582.
        integer(Int64(-12_219_292_800_000))
    }

    private static let calendarFields = 17
}
