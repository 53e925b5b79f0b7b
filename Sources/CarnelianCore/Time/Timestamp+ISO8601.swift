extension Timestamp: CustomStringConvertible {
    /// ISO 8601 in UTC with milliseconds: `2026-11-22T13:57:00.000Z`.
    ///
    /// Years outside 0000 to 9999 are written with a sign and at least six digits.
    public var description: String {
        let seconds = milliseconds.flooredQuotient(by: 1_000)
        let fraction = Int(milliseconds - seconds * 1_000)
        return "\(CivilDateTime(localSeconds: seconds).iso8601).\(digits(fraction, 3))Z"
    }

    /// Reads an ISO 8601 date-time with a zone: `2026-11-22T13:57:00Z`, `2026-11-22T14:57:00.250+01:00`.
    ///
    /// Seconds and their fraction may be left out; digits beyond milliseconds are dropped; the offset is `Z`, `+hh:mm`,
    /// `+hhmm` or `+hh`. Nil for anything else, also for dates that do not exist.
    public init?(iso8601 text: String) {
        var reader = ISO8601Reader(text)
        guard let milliseconds = reader.read() else { return nil }
        self.init(milliseconds: milliseconds)
    }
}

extension CivilDateTime {
    /// `2026-11-22T13:57:00`.
    package var iso8601: String {
        let years =
            (0...9_999).contains(year) ? digits(year, 4) : (year < 0 ? "-" : "+") + digits(year.magnitude, 6)
        let time = [hour, minute, second].map { digits($0, 2) }.joined(separator: ":")
        return "\(years)-\(digits(month, 2))-\(digits(day, 2))T\(time)"
    }
}

/// The number with leading zeros up to the width.
func digits(_ number: some BinaryInteger, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: Swift.max(0, width - text.utf8.count)) + text
}

/// Reads the parts of an ISO 8601 date-time from left to right.
private struct ISO8601Reader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    mutating func read() -> Int64? {
        var sign = 1
        var yearDigits = 4
        if take("+") {
            yearDigits = 6
        } else if take("-") {
            (sign, yearDigits) = (-1, 6)
        }
        guard let year = number(yearDigits), take("-"), let month = number(2), take("-"), let day = number(2) else {
            return nil
        }
        guard (1...12).contains(month), (1...CivilDateTime.daysInMonth(month, of: sign * year)).contains(day) else {
            return nil
        }
        guard take("T") || take("t") || take(" "), let hour = number(2), take(":"), let minute = number(2) else {
            return nil
        }
        var second = 0
        var fraction = 0
        if take(":") {
            guard let read = number(2) else { return nil }
            second = read
            if take(".") || take(",") {
                guard let read = milliseconds() else { return nil }
                fraction = read
            }
        }
        guard hour < 24, minute < 60, second < 60, let offset = offset(), position == bytes.count else { return nil }
        let civil = CivilDateTime(
            year: sign * year, month: month, day: day, hour: hour, minute: minute, second: second
        )
        return (civil.localSeconds - Int64(offset)) * 1_000 + Int64(fraction)
    }

    private mutating func offset() -> Int? {
        if take("Z") || take("z") { return 0 }
        let sign: Int
        if take("+") {
            sign = 1
        } else if take("-") {
            sign = -1
        } else {
            return nil
        }
        guard let hours = number(2), hours < 24 else { return nil }
        guard position < bytes.count else { return sign * hours * 3_600 }
        _ = take(":")
        guard let minutes = number(2), minutes < 60 else { return nil }
        return sign * (hours * 3_600 + minutes * 60)
    }

    private mutating func milliseconds() -> Int? {
        var value = 0
        var count = 0
        while position < bytes.count, let digit = bytes[position].decimalDigit {
            if count < 3 { value = value * 10 + digit }
            count += 1
            position += 1
        }
        guard count > 0 else { return nil }
        for _ in 0..<Swift.max(0, 3 - count) { value *= 10 }
        return value
    }

    private mutating func number(_ width: Int) -> Int? {
        guard position + width <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[position..<position + width] {
            guard let digit = byte.decimalDigit else { return nil }
            value = value * 10 + digit
        }
        position += width
        return value
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }
}

extension UInt8 {
    /// The value of an ASCII decimal digit.
    var decimalDigit: Int? {
        self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") ? Int(self - UInt8(ascii: "0")) : nil
    }
}
