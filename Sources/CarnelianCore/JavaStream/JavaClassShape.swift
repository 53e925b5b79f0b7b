/// A class as Carnelian writes it into a stream, and as it expects to find it.
struct JavaClassShape: Sendable {
    var name: String
    var serialVersionUID: Int64
    /// Whether the class adds something of its own to its fields.
    var hasWriteMethod = false
    /// Type descriptors and names, in Java's order: primitives by name, then references by name.
    var fields: [(type: String, name: String)] = []
    /// The superclass, or nothing.
    var superclass: [JavaClassShape] = []
}

extension JavaClassShape {
    static let date = JavaClassShape(
        name: "java.util.Date", serialVersionUID: 7_523_967_970_034_938_905, hasWriteMethod: true)

    static let treeSet = JavaClassShape(
        name: "java.util.TreeSet", serialVersionUID: -2_479_143_000_061_671_589, hasWriteMethod: true)

    static let arrayList = JavaClassShape(
        name: "java.util.ArrayList", serialVersionUID: 8_683_452_581_122_892_189, hasWriteMethod: true,
        fields: [("I", "size")])

    static let booleans = JavaClassShape(name: "[Z", serialVersionUID: 6_309_297_032_502_205_922)
    static let ints = JavaClassShape(name: "[I", serialVersionUID: 5_600_894_804_908_749_477)
    static let longs = JavaClassShape(name: "[J", serialVersionUID: 8_655_923_659_555_304_851)

    static let timeZone = JavaClassShape(
        name: "java.util.TimeZone", serialVersionUID: 3_581_463_369_166_924_961, fields: [("Ljava/lang/String;", "ID")])

    static let zoneInfo = JavaClassShape(
        name: "sun.util.calendar.ZoneInfo", serialVersionUID: 2_653_134_537_216_586_139,
        fields: [
            ("I", "checksum"), ("I", "dstSavings"), ("I", "rawOffset"), ("I", "rawOffsetDiff"),
            ("Z", "willGMTOffsetChange"), ("[I", "offsets"), ("[I", "simpleTimeZoneParams"), ("[J", "transitions"),
        ],
        superclass: [timeZone])

    static let calendar = JavaClassShape(
        name: "java.util.Calendar", serialVersionUID: -1_807_547_505_821_590_642, hasWriteMethod: true,
        fields: [
            ("Z", "areFieldsSet"), ("I", "firstDayOfWeek"), ("Z", "isTimeSet"), ("Z", "lenient"),
            ("I", "minimalDaysInFirstWeek"), ("I", "nextStamp"), ("I", "serialVersionOnStream"), ("J", "time"),
            ("[I", "fields"), ("[Z", "isSet"), ("Ljava/util/TimeZone;", "zone"),
        ])

    static let gregorianCalendar = JavaClassShape(
        name: "java.util.GregorianCalendar", serialVersionUID: -8_125_100_834_729_963_327,
        fields: [("J", "gregorianCutover")],
        superclass: [calendar])
}
