// Time zones: Java streams a zone with its whole table of offsets. It is read by its identifier, so that the tz database
// of this machine decides; it is written with the table, because Java takes that and never looks the identifier up.

extension JavaInstance {
    static let zoneClasses = ["sun.util.calendar.ZoneInfo", "java.util.SimpleTimeZone"]

    /// The zone in a field; nil for null.
    func zone(_ field: String, of className: String) throws(CarnelianError) -> TimeZoneRules? {
        if try value(field, of: className) == .null { return nil }
        return try object(field, of: className, in: Self.zoneClasses).zone()
    }

    /// The zone that this object is.
    func zone() throws(CarnelianError) -> TimeZoneRules {
        guard let identifier = try string("ID", of: "java.util.TimeZone") else {
            throw mismatch("ID", "java.util.TimeZone", "a string")
        }
        if className == "java.util.SimpleTimeZone" {
            guard try !boolean("useDaylight", of: className) else {
                throw Self.error(
                    "time zone \"\(identifier)\" has clock changes of its own (\(className)), "
                        + "expected a zone of the tz database")
            }
            return try fixedZone(try int("rawOffset", of: className))
        }
        guard try int("rawOffsetDiff", of: className) == 0 else {
            throw Self.error(
                "time zone \"\(identifier)\" has been given another offset, expected one as the tz database has it")
        }
        do {
            return try TimeZoneRules(Self.shortNames[identifier] ?? identifier)
        } catch {
            throw CarnelianError(.undecodableData, "Java object stream: \(error.message)")
        }
    }

    private func fixedZone(_ milliseconds: Int) throws(CarnelianError) -> TimeZoneRules {
        let (minutes, rest) = milliseconds.quotientAndRemainder(dividingBy: 60_000)
        guard rest == 0, abs(minutes) < 24 * 60 else {
            throw Self.error("a time zone \(milliseconds) ms off UTC, expected whole minutes and less than a day")
        }
        if minutes == 0 { return .utc }
        let sign = minutes < 0 ? "-" : "+"
        return try TimeZoneRules("GMT\(sign)\(digits(abs(minutes) / 60, 2)):\(digits(abs(minutes) % 60, 2))")
    }

    /// Java's own names of three letters, some of which mean another zone elsewhere.
    private static let shortNames = [
        "ACT": "Australia/Darwin", "AET": "Australia/Sydney", "AGT": "America/Argentina/Buenos_Aires",
        "ART": "Africa/Cairo", "AST": "America/Anchorage", "BET": "America/Sao_Paulo", "BST": "Asia/Dhaka",
        "CAT": "Africa/Harare", "CNT": "America/St_Johns", "CST": "America/Chicago", "CTT": "Asia/Shanghai",
        "EAT": "Africa/Addis_Ababa", "ECT": "Europe/Paris", "EST": "GMT-05:00", "HST": "GMT-10:00",
        "IET": "America/Indiana/Indianapolis", "IST": "Asia/Kolkata", "JST": "Asia/Tokyo", "MIT": "Pacific/Apia",
        "MST": "GMT-07:00", "NET": "Asia/Yerevan", "NST": "Pacific/Auckland", "PLT": "Asia/Karachi",
        "PNT": "America/Phoenix", "PRT": "America/Puerto_Rico", "PST": "America/Los_Angeles",
        "SST": "Pacific/Guadalcanal", "VST": "Asia/Ho_Chi_Minh",
    ]
}

extension JavaStreamWriter {
    /// Writes a zone; nil as null.
    mutating func zone(_ zone: TimeZoneRules?) throws(CarnelianError) {
        guard let zone else { return null() }
        guard object(.zoneInfo, named: zone.identifier) else { return }
        let table = zone.table
        string(zone.identifier)
        // Java compares zones by identifier, raw offset and checksum; nothing reckons with the checksum.
        integer(Int32(0))
        integer(Int32(0))
        integer(Int32((table.offsets.last ?? 0) * 1_000))
        integer(Int32(0))
        boolean(false)
        guard !table.transitions.isEmpty else {
            null()
            null()
            return null()
        }
        // A transition is its milliseconds, then 4 bits of daylight saving time (none) and 4 bits of the offset's index.
        let offsets = Set(table.offsets).sorted()
        guard offsets.count <= 16 else {
            throw CarnelianError(
                .unsupported,
                "time zone \(zone) has had \(offsets.count) offsets since 1970; a Java object stream holds 16")
        }
        array(.ints, count: offsets.count)
        for offset in offsets { integer(Int32(offset * 1_000)) }
        null()
        array(.longs, count: table.offsets.count)
        // Before its first transition a zone has its raw offset, so the offset of 1970 is made to begin in 1900.
        for (offset, second) in zip(table.offsets, [-2_208_988_800] + table.transitions) {
            let index = offsets.firstIndex(of: offset) ?? 0
            integer(second * 1_000 << 12 | Int64(index))
        }
    }
}
