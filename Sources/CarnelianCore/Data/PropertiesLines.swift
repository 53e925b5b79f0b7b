/// The logical lines of Properties text: comments and blank lines left out, continued lines joined, escapes untouched.
struct PropertiesLines {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The next logical line, without white space before it; nil at the end.
    mutating func next() -> [UInt8]? {
        while position < bytes.count {
            skipBlanks()
            guard position < bytes.count else { return nil }
            if isLineEnd(bytes[position]) {
                position += 1
            } else if bytes[position] == UInt8(ascii: "#") || bytes[position] == UInt8(ascii: "!") {
                while position < bytes.count, !isLineEnd(bytes[position]) { position += 1 }
            } else {
                let line = logicalLine()
                if !line.isEmpty { return line }
            }
        }
        return nil
    }

    private mutating func logicalLine() -> [UInt8] {
        var line: [UInt8] = []
        var isEscaped = false
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            guard isLineEnd(byte) else {
                line.append(byte)
                isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
                continue
            }
            guard isEscaped else { return line }
            // An odd number of backslashes at the end: the next natural line goes on here.
            line.removeLast()
            isEscaped = false
            if byte == 0x0D, position < bytes.count, bytes[position] == 0x0A { position += 1 }
            skipBlanks()
        }
        if isEscaped { line.removeLast() }
        return line
    }

    private mutating func skipBlanks() {
        while position < bytes.count, PropertiesText.isBlank(bytes[position]) { position += 1 }
    }

    private func isLineEnd(_ byte: UInt8) -> Bool {
        byte == 0x0A || byte == 0x0D
    }
}
