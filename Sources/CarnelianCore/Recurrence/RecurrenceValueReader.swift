/// Reads one part's value from left to right.
struct RecurrenceValueReader {
    private let parser: RecurrenceParser
    private let part: RecurrencePart
    private let end: Int
    private var position: Int

    init(_ parser: RecurrenceParser, part: RecurrencePart, start: Int, end: Int) {
        self.parser = parser
        self.part = part
        self.end = end
        position = start
    }

    /// Reads the whole value.
    mutating func read(into draft: inout RecurrenceParts.Draft) throws(RecurrenceParseError) {
        switch part {
        case .frequency:
            guard let frequency = RecurrenceRule.Frequency(rawValue: parser[position..<end]) else {
                throw unexpected("SECONDLY, MINUTELY, HOURLY, DAILY, WEEKLY, MONTHLY or YEARLY")
            }
            draft.frequency = frequency
            position = end
        case .interval: draft.interval = try number(in: 1...Int(Int32.max))
        case .count: draft.end = .count(try number(in: 1...Int(Int32.max)))
        case .until: draft.end = try until()
        case .seconds: draft.seconds = try numbers(in: 0...60)
        case .minutes: draft.minutes = try numbers(in: 0...59)
        case .hours: draft.hours = try numbers(in: 0...23)
        case .months: draft.months = try numbers(in: 1...12)
        case .monthDays: draft.monthDays = try signedNumbers(upTo: 31)
        case .yearDays: draft.yearDays = try signedNumbers(upTo: 366)
        case .weekNumbers: draft.weekNumbers = try signedNumbers(upTo: 53)
        case .positions: draft.positions = try signedNumbers(upTo: 366)
        case .days: try days(into: &draft)
        case .weekStart: draft.weekStart = try weekday("a day of the week from MO to SU")
        }
        guard position == end else {
            throw unexpected(part.isList ? "a comma, a semicolon or the end" : "a semicolon or the end")
        }
    }

    private mutating func numbers(in range: ClosedRange<Int>) throws(RecurrenceParseError) -> CronSet {
        var set = CronSet()
        repeat { set.insert(try number(in: range)) } while take(",")
        return set
    }

    private mutating func signedNumbers(upTo limit: Int) throws(RecurrenceParseError) -> SignedSet {
        var set = SignedSet()
        repeat { set.insert(try signedNumber(upTo: limit, "1 to \(limit) or -1 to -\(limit)")) } while take(",")
        return set
    }

    private mutating func days(into draft: inout RecurrenceParts.Draft) throws(RecurrenceParseError) {
        repeat {
            let expected = "a day of the week from MO to SU, or one with a number such as 2MO or -1FR (1 to 53)"
            if let byte = peek, byte >= UInt8(ascii: "A"), byte <= UInt8(ascii: "Z") {
                draft.weekdays.insert(try weekday(expected))
            } else {
                let ordinal = try signedNumber(upTo: 53, expected)
                let day = RecurrenceParts.OrdinalDay(ordinal: ordinal, weekday: try weekday(expected))
                if !draft.ordinalDays.contains(day) { draft.ordinalDays.append(day) }
            }
        } while take(",")
        // From the front first, then from the back; at the same place Monday first.
        draft.ordinalDays.sort {
            ($0.ordinal < 0 ? 1 : 0, $0.ordinal, ($0.weekday + 5) % 7) < (
                $1.ordinal < 0 ? 1 : 0, $1.ordinal, ($1.weekday + 5) % 7
            )
        }
    }

    private mutating func weekday(_ expected: String) throws(RecurrenceParseError) -> Int {
        let name = parser[position..<min(position + 2, end)]
        guard let index = RecurrenceParts.weekdayNames.firstIndex(of: name) else { throw unexpected(expected) }
        position += 2
        return index + 1
    }

    /// `20261224`, `20261224T180000` or `20261224T180000Z`.
    private mutating func until() throws(RecurrenceParseError) -> RecurrenceParts.End {
        let expected = "a date such as 20261224, or a time such as 20261224T180000 or 20261224T180000Z"
        let start = position
        guard let year = fixed(4), let month = fixed(2), let day = fixed(2), year > 0, (1...12).contains(month),
            (1...CivilDateTime.daysInMonth(month, of: year)).contains(day)
        else {
            position = start
            throw unexpected(expected)
        }
        var time = CivilDateTime(year: year, month: month, day: day)
        guard take("T") else { return .untilDay(time.daysSinceEpoch) }
        guard let hour = fixed(2), let minute = fixed(2), let second = fixed(2), hour < 24, minute < 60, second <= 60
        else {
            position = start
            throw unexpected(expected)
        }
        // A leap second counts as the second before it, as the RFC advises where clocks know none.
        (time.hour, time.minute, time.second) = (hour, minute, min(second, 59))
        return take("Z") ? .untilUTC(time.localSeconds) : .untilLocal(time.localSeconds)
    }

    /// A number of so many digits.
    private mutating func fixed(_ width: Int) -> Int? {
        var number = 0
        for _ in 0..<width {
            guard let digit = peek?.decimalDigit else { return nil }
            number = number * 10 + digit
            position += 1
        }
        return number
    }

    private mutating func signedNumber(
        upTo limit: Int, _ expected: @autoclosure () -> String
    ) throws(RecurrenceParseError) -> Int {
        let start = position
        let isNegative = take("-")
        if !isNegative { _ = take("+") }
        guard let number = digits(), (1...limit).contains(number) else {
            position = start
            throw unexpected(expected())
        }
        return isNegative ? -number : number
    }

    private mutating func number(in range: ClosedRange<Int>) throws(RecurrenceParseError) -> Int {
        let start = position
        guard let number = digits(), range.contains(number) else {
            position = start
            throw unexpected("\(part.isList ? "numbers" : "a number") from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// Nil where no digit stands and where the number has more than ten digits that count.
    private mutating func digits() -> Int? {
        let start = position
        var number = 0
        while let digit = peek?.decimalDigit {
            guard number < 1_000_000_000 else { return nil }
            number = number * 10 + digit
            position += 1
        }
        return position == start ? nil : number
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private var peek: UInt8? {
        position < end ? parser.bytes[position] : nil
    }

    /// An error about what stands at the current position, up to the next comma.
    private func unexpected(_ expected: String) -> RecurrenceParseError {
        let rest = parser[position..<end]
        let item = rest.prefix { $0 != "," }
        return parser.error(
            part.rawValue, at: position, found: String(item.isEmpty ? rest.prefix(1) : item), expected: expected)
    }
}

extension RecurrencePart {
    /// Whether the value may be a list.
    fileprivate var isList: Bool { isChoice || self == .positions }
}
