/// Reads the fields of a cron expression.
struct CronParser {
    /// A field's place in the text: the indexes of its characters.
    typealias Token = Range<Int>

    let text: String
    let characters: [Character]
    let tokens: [Token]

    init(_ text: String) {
        self.text = text
        // Only ASCII letters change case, so that columns stay what they are.
        characters = text.map { character in
            character.isASCII && character.isLowercase ? Character(character.uppercased()) : character
        }
        var tokens: [Token] = []
        var start: Int?
        for (index, character) in characters.enumerated() {
            if character == " " || character == "\t" {
                if let begun = start { tokens.append(begun..<index) }
                start = nil
            } else if start == nil {
                start = index
            }
        }
        if let start { tokens.append(start..<characters.count) }
        self.tokens = tokens
    }

    /// The fields in upper case, one space between them.
    var normalizedText: String {
        tokens.map { String(characters[$0]) }.joined(separator: " ")
    }

    /// Reads six or seven fields of Quartz's dialect.
    func quartzFields() throws(CronParseError) -> CronFields {
        guard (6...7).contains(tokens.count) else {
            let hint = tokens.count == 5 ? " (Unix cron's five lack the seconds)" : ""
            throw error(
                "expression", at: tokens.count > 7 ? tokens[7].lowerBound : characters.count,
                found: "\(tokens.count) \(tokens.count == 1 ? "field" : "fields")", expected: "6 or 7 fields" + hint)
        }
        var fields = CronFields()
        fields.seconds = try set(.seconds)
        fields.minutes = try set(.minutes)
        fields.hours = try set(.hours)
        fields.days = try days()
        fields.months = try set(.months)
        if tokens.count == 7 {
            var years = CronYears()
            for year in try values(.years) { years.insert(year) }
            fields.years = years
        }
        return fields
    }

    /// Reads the two day fields together: exactly one of them is `?`.
    private func days() throws(CronParseError) -> CronDays {
        let monthToken = tokens[CronField.daysOfMonth.rawValue]
        let weekToken = tokens[CronField.daysOfWeek.rawValue]
        switch (String(characters[monthToken]) == "?", String(characters[weekToken]) == "?") {
        case (false, true): return try daysOfMonth()
        case (true, false): return try daysOfWeek()
        case (true, true):
            throw error(
                CronField.daysOfWeek.name, at: weekToken.lowerBound, found: "?",
                expected: "days, because day of month is ? already")
        case (false, false):
            // The field's own fault comes first, if it has one.
            _ = try daysOfMonth()
            _ = try daysOfWeek()
            throw error(
                CronField.daysOfWeek.name, at: weekToken.lowerBound, found: String(characters[weekToken]),
                expected: "? in one of the two day fields")
        }
    }

    private func daysOfMonth() throws(CronParseError) -> CronDays {
        var reader = CronFieldReader(self, field: .daysOfMonth)
        if reader.take("L") {
            var offset = 0
            if reader.take("-") { offset = try reader.number(in: 0...30, "an offset from 0 to 30") }
            let isWeekday = reader.take("W")
            try reader.end(after: "L, L-n, LW or L-nW alone")
            return isWeekday ? .lastWeekday(offset: offset) : .last(offset: offset)
        }
        if let day = reader.leadingNumber(before: "W") {
            guard CronField.daysOfMonth.range.contains(day) else {
                throw reader.unexpected("a day from 1 to 31 before W")
            }
            reader.skipNumber()
            _ = reader.take("W")
            try reader.end(after: "a single day with W alone")
            return .nearestWeekday(day)
        }
        return .month(try set(.daysOfMonth))
    }

    private func daysOfWeek() throws(CronParseError) -> CronDays {
        var reader = CronFieldReader(self, field: .daysOfWeek)
        if reader.take("L") {
            try reader.end(after: "L, nL or n#k alone")
            return .week(CronSet(7...7))
        }
        if let weekday = try? reader.value().number {
            if reader.take("L") {
                try reader.end(after: "nL alone")
                return .lastOfWeek(weekday)
            }
            if reader.take("#") {
                let ordinal = try reader.number(in: 1...5, "a number from 1 to 5 after #")
                try reader.end(after: "n#k alone")
                return .nthOfWeek(weekday, ordinal)
            }
        }
        return .week(try set(.daysOfWeek))
    }

    func set(_ field: CronField) throws(CronParseError) -> CronSet {
        var set = CronSet()
        for value in try values(field) { set.insert(value) }
        return set
    }

    private func values(_ field: CronField) throws(CronParseError) -> [Int] {
        var reader = CronFieldReader(self, field: field)
        return try reader.values()
    }

    func error(_ field: String, at index: Int, found: String, expected: String) -> CronParseError {
        CronParseError(field: field, column: index + 1, found: found, expected: expected, text: text)
    }
}
