/// An object of one of Quartz's calendar classes, in a stream.
struct JavaCalendar {
    let instance: JavaInstance
    private let shape: JavaClassShape
    private static let root = JavaClassShape.baseCalendar.name

    /// Takes an object for a calendar; throws for any other class, by its name.
    init(_ value: JavaValue, of stream: JavaStream, isBase: Bool) throws(CarnelianError) {
        guard let instance = stream.instance(value),
            let shape = JavaClassShape.calendars.first(where: { $0.name == instance.className })
        else {
            let what = isBase ? "a base calendar is" : "the calendar is"
            let found = stream.instance(value).map { "of Java class \($0.className)" } ?? stream.kind(value)
            throw CarnelianError(
                .undecodableData,
                "\(what) \(found); expected one of \(JavaClassShape.calendars.map(\.name).joined(separator: ", "))")
        }
        self.instance = instance
        self.shape = shape
        try check(shape)
        if let superclass = shape.superclass.first { try check(superclass) }
    }

    /// Throws if the stream's class is another version than Quartz 2's, which Java would not load either.
    private func check(_ shape: JavaClassShape) throws(CarnelianError) {
        let part = try instance.part(of: shape.name)
        guard case .classDescription(let description) = instance.stream.nodes[part.classNode],
            description.serialVersionUID == shape.serialVersionUID
        else {
            throw JavaInstance.error(
                "class \(shape.name) is of another version, expected serialVersionUID \(shape.serialVersionUID)")
        }
    }

    /// The base calendar; null if there is none.
    func base() throws(CarnelianError) -> JavaValue {
        try instance.value("baseCalendar", of: Self.root)
    }

    /// The calendar without its base.
    func link() throws(CarnelianError) -> ExclusionLink {
        var zone = try instance.zone("timeZone", of: Self.root)
        let rule: ExclusionCalendar.Rule
        switch shape.name {
        case JavaClassShape.annualCalendar.name:
            rule = .annual(try annualDays())
        case JavaClassShape.cronCalendar.name:
            let expression = try instance.object(
                "cronExpression", of: shape.name, in: [JavaClassShape.cronExpression.name])
            // The expression's zone is the calendar's: Quartz asks no other.
            zone = try expression.zone("timeZone", of: expression.className)
            rule = .cron(try cronExpression(expression))
        case JavaClassShape.dailyCalendar.name:
            rule = .daily(
                .init(
                    start: try millisecondOfDay("rangeStarting"), end: try millisecondOfDay("rangeEnding"),
                    isInverted: try instance.boolean("invertTimeRange", of: shape.name)))
        case JavaClassShape.holidayCalendar.name:
            rule = .holiday(try dates())
        case JavaClassShape.monthlyCalendar.name:
            rule = .monthly(try days(1...31, first: 1))
        case JavaClassShape.weeklyCalendar.name:
            rule = .weekly(try days(1...7, first: 0))
        default:
            rule = .none
        }
        do {
            try rule.validate()
        } catch {
            throw CarnelianError(.undecodableData, "Java object stream: \(error.message)")
        }
        return ExclusionLink(rule: rule, zone: zone, description: try instance.string("description", of: Self.root))
    }

    /// The days that an array of booleans marks; its first element is for day `first`.
    private func days(_ days: ClosedRange<Int>, first: Int) throws(CarnelianError) -> Set<Int> {
        let marks = try instance.booleans("excludeDays", of: shape.name)
        guard marks.count > days.upperBound - first else {
            throw instance.mismatch("excludeDays", shape.name, "at least \(days.upperBound - first + 1) elements")
        }
        // Quartz looks at this first; an array that was changed in place may say otherwise.
        if try instance.boolean("excludeAll", of: shape.name) { return Set(days) }
        return Set(days.filter { marks[$0 - first] })
    }

    private func dates() throws(CarnelianError) -> Set<Timestamp> {
        let set = try instance.object("dates", of: shape.name, in: [JavaClassShape.treeSet.name])
        var items = try set.items(of: set.className)
        guard try items.value() == .null else {
            throw JavaInstance.error("the dates of a holiday calendar have a comparator, expected none")
        }
        var dates: Set<Timestamp> = []
        for _ in 0..<(try count(&items)) {
            dates.insert(try element(try items.value(), JavaClassShape.date.name).date())
        }
        return dates
    }

    private func annualDays() throws(CarnelianError) -> Set<ExclusionCalendar.MonthDay> {
        let list = try instance.object("excludeDays", of: shape.name, in: [JavaClassShape.arrayList.name])
        let count = try list.int("size", of: list.className)
        var items = try list.items(of: list.className)
        var days: Set<ExclusionCalendar.MonthDay> = []
        // Quartz sorts the list unless told that it is sorted, and ends its search at the first later month.
        let isSorted = try instance.boolean("dataSorted", of: shape.name)
        var latestMonth = 0
        guard count >= 0, count <= items.items.count else {
            throw list.mismatch("size", list.className, "the number of the list's elements")
        }
        for _ in 0..<count {
            let day = try element(try items.value(), JavaClassShape.gregorianCalendar.name).monthAndDay()
            latestMonth = max(latestMonth, day.month)
            if !isSorted || day.month == latestMonth { days.insert(day) }
        }
        return days
    }

    /// The size of a collection; no greater than what follows, so that a false one cannot make the reader run on.
    private func count(_ items: inout JavaItems) throws(CarnelianError) -> Int {
        let count = try items.int()
        guard count >= 0, count <= items.items.count else {
            throw JavaInstance.error("class \(items.className) names \(count) elements, expected those that follow")
        }
        return count
    }

    private func element(_ value: JavaValue, _ className: String) throws(CarnelianError) -> JavaInstance {
        guard let element = instance.stream.instance(value), element.className == className else {
            throw JavaInstance.error(
                "an excluded day of class \(shape.name) is \(instance.stream.kind(value)), expected class \(className)")
        }
        return element
    }

    private func millisecondOfDay(_ prefix: String) throws(CarnelianError) -> Int {
        var values: [Int] = []
        for (field, range) in [("HourOfDay", 0...23), ("Minute", 0...59), ("Second", 0...59), ("Millis", 0...999)] {
            let value = try instance.int(prefix + field, of: shape.name)
            guard range.contains(value) else {
                throw JavaInstance.error(
                    "field \(prefix)\(field) of class \(shape.name): found \(value), "
                        + "expected \(range.lowerBound) to \(range.upperBound)")
            }
            values.append(value)
        }
        return ((values[0] * 60 + values[1]) * 60 + values[2]) * 1_000 + values[3]
    }

    private func cronExpression(_ object: JavaInstance) throws(CarnelianError) -> CronExpression {
        guard let text = try object.string("cronExpression", of: object.className) else {
            throw object.mismatch("cronExpression", object.className, "a string")
        }
        do {
            return try CronExpression(text)
        } catch {
            throw CarnelianError(.undecodableData, "Java object stream: \(error.description)")
        }
    }
}

extension JavaStreamWriter {
    /// Writes a chain of calendars; of no links, null.
    mutating func calendar(_ links: ArraySlice<ExclusionLink>) throws(CarnelianError) {
        guard let link = links.first else { return null() }
        let shape = Self.shape(of: link.rule)
        object(shape)
        // A chain has at most 100 links, so this recursion is shallow.
        try calendar(links.dropFirst())
        string(link.description)
        if case .cron = link.rule { null() } else { try zone(link.zone) }
        switch link.rule {
        case .none: break
        case .annual(let days):
            boolean(true)
            object(.arrayList)
            integer(Int32(days.count))
            block(Int32(days.count))
            for day in days.sorted(by: { ($0.month, $0.day) < ($1.month, $1.day) }) { try monthAndDay(day) }
            endBlocks()
        case .cron(let expression):
            object(.cronExpression)
            string(expression.quartzText ?? expression.text)
            try zone(link.zone)
        case .daily(let range):
            boolean(range.isInverted)
            for time in [range.end, range.start] {
                for value in [time / 3_600_000, time % 1_000, time / 60_000 % 60, time / 1_000 % 60] {
                    integer(Int32(value))
                }
            }
        case .holiday(let starts):
            object(.treeSet)
            null()
            block(Int32(starts.count))
            for start in starts.sorted() { date(start) }
            endBlocks()
        case .monthly(let days):
            marks(days, 1...31, isAll: days.count == 31)
        case .weekly(let days):
            marks(days, 0...7, isAll: days.count == 7)
        }
    }

    private mutating func marks(_ days: Set<Int>, _ range: ClosedRange<Int>, isAll: Bool) {
        boolean(isAll)
        array(.booleans, count: range.count)
        for day in range { boolean(days.contains(day)) }
    }

    private static func shape(of rule: ExclusionCalendar.Rule) -> JavaClassShape {
        switch rule {
        case .none: .baseCalendar
        case .annual: .annualCalendar
        case .cron: .cronCalendar
        case .daily: .dailyCalendar
        case .holiday: .holidayCalendar
        case .monthly: .monthlyCalendar
        case .weekly: .weeklyCalendar
        }
    }
}
