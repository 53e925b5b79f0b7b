/// The logical lines of Properties text: comments and blank lines left out, continued lines joined, escapes untouched.
///
/// Takes every turn that `java.util.Properties` takes, odd ones too: after a line that is a lone backslash a `#` begins a
/// comment, and a lone backslash at the end of the text is an empty line, which stands for an empty key.
struct PropertiesLines {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The next logical line, without white space before it; nil at the end.
    mutating func next() -> [UInt8]? {
        var line: [UInt8] = []
        var isBegun = false
        var isContinued = false
        var isEscaped = false
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if !isBegun {
                if PropertiesText.isBlank(byte) || (!isContinued && isLineEnd(byte)) { continue }
                isBegun = true
                isContinued = false
            }
            if line.isEmpty, isLineEnd(byte) || skipsComment(after: byte) {
                isBegun = false
            } else if !isLineEnd(byte) {
                line.append(byte)
                isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
            } else {
                guard isEscaped, position < bytes.count else { break }
                // An odd number of backslashes at the end: the next natural line goes on here.
                line.removeLast()
                (isBegun, isContinued, isEscaped) = (false, true, false)
                if byte == 0x0D, bytes[position] == 0x0A { position += 1 }
            }
        }
        if line.isEmpty { return nil }
        if isEscaped { line.removeLast() }
        return line
    }

    /// Whether a byte begins a comment, whose rest is skipped then.
    private mutating func skipsComment(after byte: UInt8) -> Bool {
        guard byte == UInt8(ascii: "#") || byte == UInt8(ascii: "!") else { return false }
        while position < bytes.count, !isLineEnd(bytes[position]) { position += 1 }
        return true
    }

    private func isLineEnd(_ byte: UInt8) -> Bool {
        byte == 0x0A || byte == 0x0D
    }
}
