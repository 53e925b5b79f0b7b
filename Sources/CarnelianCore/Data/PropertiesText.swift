/// Text in the format of `java.util.Properties`: ISO-8859-1, `key=value` lines, `\uXXXX` for everything else.
///
/// The writer is deterministic: keys in ascending order, `\n` at line ends, and where Java puts the time of writing, the
/// epoch. A first line `#` stands for the empty comment that Quartz passes, so the text has the shape that Java gives it.
package enum PropertiesText {
    private static let header = "#\n#Thu Jan 01 00:00:00 UTC 1970\n"

    /// Writes a map as `Properties.store` does.
    package static func encode(_ map: [String: String]) -> [UInt8] {
        var bytes = Array(header.utf8)
        for (key, value) in map.sorted(by: { $0.key < $1.key }) {
            escape(key, escapingEverySpace: true, into: &bytes)
            bytes.append(UInt8(ascii: "="))
            escape(value, escapingEverySpace: false, into: &bytes)
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }

    /// Reads a map as `Properties.load` does; of equal keys the last counts.
    package static func decode(_ bytes: [UInt8]) throws(CarnelianError) -> [String: String] {
        var lines = PropertiesLines(bytes)
        var entries = JobDataEntries()
        while let line = lines.next() {
            let (key, value) = split(line)
            try entries.read(try unescape(value), forKey: try unescape(key))
        }
        return entries.values
    }

    private static func escape(_ text: String, escapingEverySpace: Bool, into bytes: inout [UInt8]) {
        let backslash = UInt8(ascii: "\\")
        for (index, unit) in text.utf16.enumerated() {
            switch unit {
            case 0x20:
                if index == 0 || escapingEverySpace { bytes.append(backslash) }
                bytes.append(0x20)
            case 0x09: bytes += [backslash, UInt8(ascii: "t")]
            case 0x0A: bytes += [backslash, UInt8(ascii: "n")]
            case 0x0C: bytes += [backslash, UInt8(ascii: "f")]
            case 0x0D: bytes += [backslash, UInt8(ascii: "r")]
            case 0x21, 0x23, 0x3A, 0x3D, 0x5C: bytes += [backslash, UInt8(unit)]
            case 0x21...0x7E: bytes.append(UInt8(unit))
            default:
                bytes += [backslash, UInt8(ascii: "u")]
                for shift in [12, 8, 4, 0] {
                    bytes.append(hexDigits[Int(unit >> UInt16(shift) & 0xF)])
                }
            }
        }
    }

    private static let hexDigits = Array("0123456789ABCDEF".utf8)

    /// Splits a logical line at its first separator: `=`, `:` or white space that no backslash precedes.
    private static func split(_ line: [UInt8]) -> (key: ArraySlice<UInt8>, value: ArraySlice<UInt8>) {
        var end = 0
        while end < line.count, !isSeparator(line[end]), !isBlank(line[end]) {
            end += line[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        end = min(end, line.count)
        var start = end
        while start < line.count, isBlank(line[start]) { start += 1 }
        if start < line.count, isSeparator(line[start]) {
            start += 1
            while start < line.count, isBlank(line[start]) { start += 1 }
        }
        return (line[..<end], line[start...])
    }

    private static func unescape(_ bytes: ArraySlice<UInt8>) throws(CarnelianError) -> String {
        // The usual case: nothing to unescape, and ISO-8859-1 is UTF-8.
        if bytes.allSatisfy({ $0 < 0x80 && $0 != UInt8(ascii: "\\") }) { return String(decoding: bytes, as: UTF8.self) }
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            var byte = bytes[index]
            index += 1
            guard byte == UInt8(ascii: "\\"), index < bytes.endIndex else {
                if byte != UInt8(ascii: "\\") { units.append(UInt16(byte)) }
                continue
            }
            byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "t"): units.append(0x09)
            case UInt8(ascii: "n"): units.append(0x0A)
            case UInt8(ascii: "f"): units.append(0x0C)
            case UInt8(ascii: "r"): units.append(0x0D)
            case UInt8(ascii: "u"):
                guard index + 4 <= bytes.endIndex, let unit = hexNumber(bytes[index..<index + 4]) else {
                    throw CarnelianError(
                        .undecodableData, "job data holds \\u without four hexadecimal digits after it")
                }
                units.append(unit)
                index += 4
            default: units.append(UInt16(byte))
            }
        }
        guard let text = String(validating: units, as: UTF16.self) else {
            throw CarnelianError(.undecodableData, "job data holds half of a surrogate pair")
        }
        return text
    }

    private static func hexNumber(_ bytes: ArraySlice<UInt8>) -> UInt16? {
        guard bytes.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 }) else { return nil }
        return UInt16(String(decoding: bytes, as: UTF8.self), radix: 16)
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "=") || byte == UInt8(ascii: ":")
    }

    static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0C
    }
}
