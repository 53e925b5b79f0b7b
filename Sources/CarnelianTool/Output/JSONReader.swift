/// Why a text is no JSON: what was expected, and at which byte.
package struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
    package var expected: String
    package var column: Int

    package var description: String { "not JSON: expected \(expected) at column \(column)" }
}

/// Reads JSON (RFC 8259), never deeper than 64 levels.
package struct JSONReader {
    private let bytes: [UInt8]
    private var position = 0

    /// The value that the text holds.
    package static func read(_ text: String) throws(JSONError) -> JSONValue {
        try read(Array(text.utf8))
    }

    /// The value that UTF-8 text holds.
    package static func read(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        var reader = JSONReader(bytes: bytes)
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.position == reader.bytes.count else { throw reader.expected("the end") }
        return value
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        guard depth < 64 else { throw expected("at most 64 levels") }
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
        position += 1
        var members: [JSONValue.Member] = []
        skipSpace()
        if take("}") { return .object(members) }
        repeat {
            skipSpace()
            guard peek == UInt8(ascii: "\"") else { throw expected("a name in quotes") }
            let name = try string()
            skipSpace()
            guard take(":") else { throw expected("\":\"") }
            members.append(.init(name, try value(depth: depth + 1)))
            skipSpace()
        } while take(",")
        guard take("}") else { throw expected("\",\" or \"}\"") }
        return .object(members)
    }

    private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
        position += 1
        var values: [JSONValue] = []
        skipSpace()
        if take("]") { return .array(values) }
        repeat {
            values.append(try value(depth: depth + 1))
            skipSpace()
        } while take(",")
        guard take("]") else { throw expected("\",\" or \"]\"") }
        return .array(values)
    }

    private mutating func string() throws(JSONError) -> String {
        position += 1
        var content: [UInt8] = []
        while let byte = peek {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\"): content.append(contentsOf: try escape())
            case 0..<0x20:
                position -= 1
                throw expected("no control character in a string")
            default: content.append(byte)
            }
        }
        throw expected("\"")
    }

    private mutating func escape() throws(JSONError) -> [UInt8] {
        guard let byte = peek else { throw expected("an escape") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"):
            let first = try unit()
            guard (0xD800..<0xDC00).contains(first), take("\\"), take("u") else {
                return Array(String(decoding: [first], as: UTF16.self).utf8)
            }
            return Array(String(decoding: [first, try unit()], as: UTF16.self).utf8)
        default:
            position -= 1
            throw expected("an escape")
        }
    }

    private mutating func unit() throws(JSONError) -> UInt16 {
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = Character(UnicodeScalar(byte)).hexDigitValue else {
                throw expected("four hexadecimal digits")
            }
            value = value << 4 | UInt16(digit)
            position += 1
        }
        return value
    }

    private mutating func number() throws(JSONError) -> JSONValue {
        let start = position
        _ = take("-")
        let leading = digits()
        guard leading == 1 || leading > 1 && bytes[position - leading] != UInt8(ascii: "0") else {
            position = start
            throw expected("a value")
        }
        var isInteger = true
        if take(".") {
            isInteger = false
            guard digits() > 0 else { throw expected("a digit") }
        }
        if take("e") || take("E") {
            isInteger = false
            _ = take("+") || take("-")
            guard digits() > 0 else { throw expected("a digit") }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isInteger, let integer = Int64(text) { return .integer(integer) }
        guard let number = Double(text), number.isFinite else {
            position = start
            throw expected("a number within range")
        }
        return .number(number)
    }

    private mutating func digits() -> Int {
        let start = position
        while let byte = peek, byte.isDigit { position += 1 }
        return position - start
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(JSONError) -> JSONValue {
        guard bytes[position...].starts(with: word.utf8) else { throw expected("a value") }
        position += word.utf8.count
        return value
    }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || (0x09...0x0A).contains(byte) || byte == 0x0D { position += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private var peek: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private func expected(_ what: String) -> JSONError {
        JSONError(expected: what, column: position + 1)
    }
}
