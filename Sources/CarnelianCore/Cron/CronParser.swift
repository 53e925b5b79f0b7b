/// Reads the fields of a cron expression.
struct CronParser {
    /// A field's place in the text: the offsets of its bytes.
    typealias Token = Range<Int>

    let text: String
    /// The text with its ASCII letters in upper case.
    let bytes: [UInt8]
    let tokens: [Token]

    init(_ text: String) {
        self.text = text
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var tokens: [Token] = []
        tokens.reserveCapacity(7)
        var start: Int?
        for byte in text.utf8 {
            if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") {
                if let begun = start { tokens.append(begun..<bytes.count) }
                start = nil
            } else if start == nil {
                start = bytes.count
            }
            bytes.append(byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") ? byte - 32 : byte)
        }
        if let start { tokens.append(start..<bytes.count) }
        self.bytes = bytes
        self.tokens = tokens
    }

    /// The text of a field, in upper case.
    subscript(token: Token) -> String {
        String(decoding: bytes[token], as: UTF8.self)
    }

    /// The fields in upper case, one space between them.
    var normalizedText: String {
        if text.utf8.elementsEqual(bytes) && tokens.reduce(tokens.count - 1, { $0 + $1.count }) == bytes.count {
            return text
        }
        return tokens.map { self[$0] }.joined(separator: " ")
    }

    /// Reads six or seven fields of Quartz's dialect.
    func quartzFields() throws(CronParseError) -> CronFields {
        guard (6...7).contains(tokens.count) else {
            let hint = tokens.count == 5 ? " (Unix cron's five lack the seconds)" : ""
            throw error(
                "expression", at: tokens.count > 7 ? tokens[7].lowerBound : bytes.count,
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
            var reader = CronFieldReader(self, field: .years)
            try reader.values { years.insert($0) }
            fields.years = years
        }
        return fields
    }

    /// Reads the two day fields together: exactly one of them is `?`.
    private func days() throws(CronParseError) -> CronDays {
        let monthToken = tokens[CronField.daysOfMonth.rawValue]
        let weekToken = tokens[CronField.daysOfWeek.rawValue]
        switch (isQuestionMark(monthToken), isQuestionMark(weekToken)) {
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
                CronField.daysOfWeek.name, at: weekToken.lowerBound, found: self[weekToken],
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
        var reader = CronFieldReader(self, field: field)
        try reader.values { set.insert($0) }
        return set
    }

    private func isQuestionMark(_ token: Token) -> Bool {
        token.count == 1 && bytes[token.lowerBound] == UInt8(ascii: "?")
    }

    /// An error about what begins at a byte; columns count characters.
    func error(_ field: String, at offset: Int, found: String, expected: String) -> CronParseError {
        let column = String(decoding: bytes[..<offset], as: UTF8.self).count + 1
        return CronParseError(field: field, column: column, found: found, expected: expected, text: text)
    }
}
