/// Reads one field's bytes from left to right: a list of values, ranges and steps.
struct CronFieldReader {
    /// Which notation a field is in.
    enum Dialect {
        case quartz, unix
    }

    private let parser: CronParser
    private let field: CronField
    private let dialect: Dialect
    private let range: ClosedRange<Int>
    private let token: CronParser.Token
    private var position: Int

    init(_ parser: CronParser, field: CronField) {
        self.init(parser, field: field, token: parser.tokens[field.rawValue], dialect: .quartz, range: field.range)
    }

    /// A field of a Unix expression; its days of the week are 0 to 7, 0 and 7 both Sunday.
    init(unix parser: CronParser, field: CronField, token: CronParser.Token) {
        let range = field == .daysOfWeek ? 0...7 : field.range
        self.init(parser, field: field, token: token, dialect: .unix, range: range)
    }

    private init(
        _ parser: CronParser, field: CronField, token: CronParser.Token, dialect: Dialect, range: ClosedRange<Int>
    ) {
        self.parser = parser
        self.field = field
        self.dialect = dialect
        self.range = range
        self.token = token
        position = token.lowerBound
    }

    /// Reads the whole field as a list; the values come in no order and may repeat.
    mutating func values(_ insert: (Int) -> Void) throws(CronParseError) {
        repeat { try item(insert) } while take(",")
        guard position == token.upperBound else { throw unexpected("a comma or the end of the field") }
    }

    private mutating func item(_ insert: (Int) -> Void) throws(CronParseError) {
        var (first, last, step) = (range.lowerBound, range.upperBound, 1)
        let start = position
        if take("*") {
            if take("/") { step = try stepWidth(limited: true) }
        } else if dialect == .quartz, take("/") {
            step = try stepWidth(limited: true)
        } else {
            let (value, isName) = try value()
            (first, last) = (value, value)
            let isRange = take("-")
            if isRange { last = try rangeEnd(of: value, isName: isName, from: start) }
            if peek == UInt8(ascii: "/") {
                // Quartz drops the step of a range of names without a word; Unix cron knows steps of ranges only.
                guard !(dialect == .quartz && isName) else { throw unexpected("no step after a name; use numbers") }
                guard !(dialect == .unix && !isRange) else { throw unexpected("a range or * before a step") }
                _ = take("/")
                step = try stepWidth(limited: !isRange)
                if !isRange { last = range.upperBound }
            }
        }
        // A range that runs over the end of the field goes on at its beginning.
        let size = range.count
        for value in stride(from: first, through: last < first ? last + size : last, by: step) {
            insert(value > range.upperBound ? value - size : value)
        }
    }

    private mutating func rangeEnd(of first: Int, isName: Bool, from start: Int) throws(CronParseError) -> Int {
        let before = position
        let (last, endIsName) = try value()
        guard dialect == .unix || isName == endIsName else {
            position = before
            throw unexpected("a range of two names or of two numbers")
        }
        guard last >= first || (dialect == .quartz && field != .years) else {
            throw error(
                at: start, found: parser[start..<position],
                expected: "a range whose end is not before its start")
        }
        return last
    }

    /// Reads a number or a name.
    mutating func value() throws(CronParseError) -> (number: Int, isName: Bool) {
        guard let first = peek, isLetter(first) else { return (try number(in: range), false) }
        let start = position
        while let letter = peek, isLetter(letter), position < start + 3 { position += 1 }
        guard let value = field.value(named: parser[start..<position]) else {
            position = start
            throw unexpected(expectedValue)
        }
        if let next = peek, isLetter(next), !(next == UInt8(ascii: "L") && field == .daysOfWeek) {
            position = start
            throw unexpected("a name of three letters")
        }
        return (field == .daysOfWeek && dialect == .unix ? value - 1 : value, true)
    }

    /// Reads a number within the bounds.
    mutating func number(in bounds: ClosedRange<Int>, _ expected: String? = nil) throws(CronParseError) -> Int {
        let start = position
        guard let number = digits(), bounds.contains(number) else {
            position = start
            throw unexpected(expected ?? expectedValue)
        }
        return number
    }

    private mutating func stepWidth(limited: Bool) throws(CronParseError) -> Int {
        guard limited, field != .years, dialect == .quartz else {
            return try number(in: 1...Self.largest, "a step of at least 1")
        }
        return try number(in: 1...range.upperBound, "a step from 1 to \(range.upperBound)")
    }

    /// The number at the beginning of the field if the character after it is `mark`.
    func leadingNumber(before mark: Unicode.Scalar) -> Int? {
        var copy = self
        guard let number = copy.digits(), copy.peek == UInt8(ascii: mark) else { return nil }
        return number
    }

    mutating func skipNumber() {
        _ = digits()
    }

    /// The largest number that Quartz can hold.
    private static let largest = Int(Int32.max)

    /// Reads a number, with any count of leading zeros.
    private mutating func digits() -> Int? {
        let start = position
        var number = 0
        while let digit = peek?.decimalDigit {
            number = number * 10 + digit
            guard number <= Self.largest else { return nil }
            position += 1
        }
        return position == start ? nil : number
    }

    /// Consumes the character if it comes next.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    /// Throws unless the field ends here.
    func end(after expected: String) throws(CronParseError) {
        guard position == token.upperBound else { throw unexpected(expected) }
    }

    private var peek: UInt8? {
        position < token.upperBound ? parser.bytes[position] : nil
    }

    private func isLetter(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
    }

    private var expectedValue: String {
        let names = field.names
        let numbers = "a number from \(range.lowerBound) to \(range.upperBound)"
        guard let first = names.first, let last = names.last else { return numbers }
        return "\(numbers) or a name from \(first) to \(last)"
    }

    /// An error about what stands at the current position, up to the next comma.
    func unexpected(_ expected: String) -> CronParseError {
        let rest = parser[position..<token.upperBound]
        let item = rest.prefix { $0 != "," }
        return error(at: position, found: String(item.isEmpty ? rest.prefix(1) : item), expected: expected)
    }

    private func error(at offset: Int, found: String, expected: String) -> CronParseError {
        parser.error(field.name, at: offset, found: found, expected: expected)
    }
}
