/// Reads the fields of a cron expression.
struct CronParser {
    /// A field's place in the text: the offsets of its bytes.
    typealias Token = Range<Int>

    let text: String
    /// The text with its ASCII letters in upper case and spaces for tabs.
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
                bytes.append(UInt8(ascii: " "))
                continue
            }
            if start == nil { start = bytes.count }
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

    /// Reads six or seven fields of Quartz's dialect, and their text.
    func quartzExpression(allowingBothDays: Bool) throws(CronParseError) -> (text: String, fields: CronFields) {
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
        let (days, unused) = try days(allowingBoth: allowingBothDays)
        fields.days = days
        fields.months = try set(.months)
        if tokens.count == 7 {
            var years = CronYears()
            var reader = CronFieldReader(self, field: .years)
            try reader.values { years.insert($0) }
            fields.years = years
        }
        guard let unused else { return (normalizedText, fields) }
        return (tokens.indices.map { $0 == unused.rawValue ? "?" : self[tokens[$0]] }.joined(separator: " "), fields)
    }

    /// Reads the two day fields together: exactly one of them is `?`, unless both may name days.
    ///
    /// Where both may, a `*` names none of its own: then `unused` is its field, which Quartz wants to be `?`.
    private func days(allowingBoth: Bool) throws(CronParseError) -> (days: CronDays, unused: CronField?) {
        let monthToken = tokens[CronField.daysOfMonth.rawValue]
        let weekToken = tokens[CronField.daysOfWeek.rawValue]
        switch (isAlone("?", monthToken), isAlone("?", weekToken)) {
        case (false, true): return (.month(try daysOfMonth()), nil)
        case (true, false): return (.week(try daysOfWeek()), nil)
        case (true, true):
            throw error(
                CronField.daysOfWeek.name, at: weekToken.lowerBound, found: "?",
                expected: "days, because day of month is ? already")
        case (false, false):
            // The field's own fault comes first, if it has one.
            let month = try daysOfMonth()
            let week = try daysOfWeek()
            guard allowingBoth else {
                throw error(
                    CronField.daysOfWeek.name, at: weekToken.lowerBound, found: self[weekToken],
                    expected: "? in one of the two day fields")
            }
            if isAlone("*", weekToken) { return (.month(month), .daysOfWeek) }
            if isAlone("*", monthToken) { return (.week(week), .daysOfMonth) }
            return (.either(month, week), nil)
        }
    }

    private func daysOfMonth() throws(CronParseError) -> CronMonthDays {
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
        return .numbers(try set(.daysOfMonth))
    }

    private func daysOfWeek() throws(CronParseError) -> CronWeekDays {
        var reader = CronFieldReader(self, field: .daysOfWeek)
        if reader.take("L") {
            try reader.end(after: "L, nL or n#k alone")
            return .each(CronSet(7...7))
        }
        if let weekday = try? reader.value().number {
            if reader.take("L") {
                try reader.end(after: "nL alone")
                return .last(weekday)
            }
            if reader.take("#") {
                let ordinal = try reader.number(in: 1...5, "a number from 1 to 5 after #")
                try reader.end(after: "n#k alone")
                return .nth(weekday, ordinal)
            }
        }
        return .each(try set(.daysOfWeek))
    }

    func set(_ field: CronField) throws(CronParseError) -> CronSet {
        var set = CronSet()
        var reader = CronFieldReader(self, field: field)
        try reader.values { set.insert($0) }
        return set
    }

    private func isAlone(_ character: Unicode.Scalar, _ token: Token) -> Bool {
        token.count == 1 && bytes[token.lowerBound] == UInt8(ascii: character)
    }

    /// An error about what begins at a byte; columns count characters.
    func error(_ field: String, at offset: Int, found: String, expected: String) -> CronParseError {
        let column = String(decoding: bytes[..<offset], as: UTF8.self).count + 1
        return CronParseError(field: field, column: column, found: found, expected: expected, text: text)
    }
}
