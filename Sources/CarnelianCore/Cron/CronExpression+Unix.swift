extension CronExpression {
    /// Reads a Unix cron expression: minute, hour, day of month, month, day of week; or `@hourly`, `@daily`,
    /// `@midnight`, `@weekly`, `@monthly`, `@yearly`, `@annually`.
    ///
    /// Days of the week are 0 to 7, 0 and 7 both Sunday. When neither day field begins with `*`, a day counts that is in
    /// either of them, otherwise one that is in both, as Vixie's cron has it. `@reboot` is no schedule and is rejected.
    public init(unix text: String) throws(CronParseError) {
        let given = CronParser(text)
        guard let macro = given.tokens.first.map({ given[$0] }), macro.hasPrefix("@") else {
            self = try CronExpression(unixFields: given)
            return
        }
        guard given.tokens.count == 1, let meaning = Self.macros[macro] else {
            throw given.error(
                "expression", at: given.tokens[0].lowerBound, found: given.normalizedText,
                expected: "@hourly, @daily, @midnight, @weekly, @monthly, @yearly or @annually alone")
        }
        self = try CronExpression(unixFields: CronParser(meaning))
    }

    /// The same schedule as one expression in Quartz's dialect; nil if it takes two, or none can say it.
    public var quartzText: String? {
        let texts = quartzTexts
        return texts.count == 1 ? texts[0] : nil
    }

    /// Expressions in Quartz's dialect that together name the same times.
    ///
    /// One, except for expressions that restrict both day fields: those with days in either field give two (a day in
    /// both fields is named by both, so two triggers fire twice on it: the dialect has no disjoint form), Unix ones with
    /// days in both fields (`0 0 */2 * 1`) give none.
    public var quartzTexts: [String] {
        switch fields.days {
        case .month, .week: return [text]
        case .both: return []
        case .either(let month, let week):
            let words = text.split(separator: " ")
            guard words.count == 5 else {
                return [CronField.daysOfWeek, .daysOfMonth].map { unused in
                    words.indices.map { $0 == unused.rawValue ? "?" : words[$0] }.joined(separator: " ")
                }
            }
            guard case .numbers(let days) = month, case .each(let weekdays) = week else { return [] }
            return [fields.quartzText(month: days), fields.quartzText(week: weekdays)]
        }
    }

    private init(unixFields parser: CronParser) throws(CronParseError) {
        guard parser.tokens.count == 5 else {
            throw parser.error(
                "expression", at: parser.bytes.count,
                found: "\(parser.tokens.count) \(parser.tokens.count == 1 ? "field" : "fields")",
                expected: "5 fields: minute, hour, day of month, month, day of week")
        }
        func set(_ field: CronField, _ index: Int) throws(CronParseError) -> CronSet {
            var reader = CronFieldReader(unix: parser, field: field, token: parser.tokens[index])
            var set = CronSet()
            try reader.values { set.insert(field == .daysOfWeek ? $0 % 7 + 1 : $0) }
            return set
        }
        var fields = CronFields()
        fields.minutes = try set(.minutes, 0)
        fields.hours = try set(.hours, 1)
        let month = try set(.daysOfMonth, 2)
        fields.months = try set(.months, 3)
        let week = try set(.daysOfWeek, 4)
        let beginsWithStar = [2, 4].contains { parser.bytes[parser.tokens[$0].lowerBound] == UInt8(ascii: "*") }
        let (everyDay, everyWeekday) = (month.count == 31, week.count == 7)
        let text: String
        switch (everyDay, everyWeekday, beginsWithStar) {
        case (_, true, true), (true, true, false):
            fields.days = .month(.numbers(month))
            text = fields.quartzText(month: month)
        case (true, false, true):
            fields.days = .week(.each(week))
            text = fields.quartzText(week: week)
        case (true, false, false), (false, true, false):
            let everyDay = CronSet(CronField.daysOfMonth.range)
            fields.days = .month(.numbers(everyDay))
            text = fields.quartzText(month: everyDay)
        case (false, false, true):
            fields.days = .both(.numbers(month), .each(week))
            text = parser.normalizedText
        case (false, false, false):
            fields.days = .either(.numbers(month), .each(week))
            text = parser.normalizedText
        }
        self.init(text: text, fields: fields)
    }

    private static let macros = [
        "@HOURLY": "0 * * * *",
        "@DAILY": "0 0 * * *",
        "@MIDNIGHT": "0 0 * * *",
        "@WEEKLY": "0 0 * * 0",
        "@MONTHLY": "0 0 1 * *",
        "@YEARLY": "0 0 1 1 *",
        "@ANNUALLY": "0 0 1 1 *",
    ]
}

extension CronFields {
    /// The fields in Quartz's dialect with days of the month.
    fileprivate func quartzText(month days: CronSet) -> String {
        text(month: days.notation(in: CronField.daysOfMonth.range), week: "?")
    }

    /// The fields in Quartz's dialect with days of the week.
    fileprivate func quartzText(week days: CronSet) -> String {
        text(month: "?", week: days.notation(in: CronField.daysOfWeek.range))
    }

    private func text(month: String, week: String) -> String {
        [
            seconds.notation(in: CronField.seconds.range),
            minutes.notation(in: CronField.minutes.range),
            hours.notation(in: CronField.hours.range),
            month,
            months.notation(in: CronField.months.range),
            week,
        ].joined(separator: " ")
    }
}

extension CronSet {
    /// The shortest usual notation: `*`, `first/step` when the set runs to the field's end in equal steps, else a list.
    func notation(in range: ClosedRange<Int>) -> String {
        let members = self.members
        if members.count == range.count { return "*" }
        if let step = step(to: range) { return "\(members[0])/\(step)" }
        return runs.flatMap { $0.count > 2 ? ["\($0.lowerBound)-\($0.upperBound)"] : $0.map(String.init) }
            .joined(separator: ",")
    }

    /// The members as runs of consecutive numbers.
    var runs: [ClosedRange<Int>] {
        var runs: [ClosedRange<Int>] = []
        for member in members {
            if let last = runs.last, last.upperBound + 1 == member {
                runs[runs.count - 1] = last.lowerBound...member
            } else {
                runs.append(member...member)
            }
        }
        return runs
    }
}
