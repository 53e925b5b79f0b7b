/// The bytes of a Java object stream and how far they have been read.
struct JavaStreamBytes {
    let bytes: [UInt8]
    private(set) var offset = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var remaining: Int { bytes.count - offset }

    /// The next byte without reading it; nil at the end.
    var peek: UInt8? { remaining > 0 ? bytes[offset] : nil }

    /// Passes over the next byte, which `peek` has shown.
    mutating func skip() {
        offset += 1
    }

    /// Reads a big-endian integer.
    mutating func integer<I: FixedWidthInteger>(
        _ type: I.Type,
        _ what: @autoclosure () -> String
    ) throws(CarnelianError) -> I {
        let size = I.bitWidth / 8
        try require(size, what)
        var value: I = 0
        for byte in bytes[offset..<offset + size] {
            value = (size == 1 ? 0 : value << 8) | I(truncatingIfNeeded: byte)
        }
        offset += size
        return value
    }

    mutating func take(_ count: Int, _ what: @autoclosure () -> String) throws(CarnelianError) -> ArraySlice<UInt8> {
        try require(count, what)
        defer { offset += count }
        return bytes[offset..<offset + count]
    }

    /// Reads Java's modified UTF-8 of a length in bytes: NUL in two bytes, and UTF-16 surrogates one by one in three each.
    mutating func text(_ count: Int, _ what: @autoclosure () -> String) throws(CarnelianError) -> String {
        let start = offset
        let slice = try take(count, what())
        if slice.allSatisfy({ $0 < 0x80 && $0 != 0 }) { return String(decoding: slice, as: UTF8.self) }
        var units: [UInt16] = []
        units.reserveCapacity(count)
        var index = slice.startIndex
        func continuation(_ place: Int) -> UInt16? {
            guard index + place < slice.endIndex, slice[index + place] & 0xC0 == 0x80 else { return nil }
            return UInt16(slice[index + place] & 0x3F)
        }
        while index < slice.endIndex {
            let byte = slice[index]
            if byte < 0x80 {
                units.append(UInt16(byte))
                index += 1
            } else if byte & 0xE0 == 0xC0, let second = continuation(1) {
                units.append(UInt16(byte & 0x1F) << 6 | second)
                index += 2
            } else if byte & 0xF0 == 0xE0, let second = continuation(1), let third = continuation(2) {
                units.append(UInt16(byte & 0x0F) << 12 | second << 6 | third)
                index += 3
            } else {
                throw Self.error(at: start + index - slice.startIndex, "found \(hex(byte)), expected modified UTF-8")
            }
        }
        guard let text = String(validating: units, as: UTF16.self) else {
            throw Self.error(at: start, "found a text with half a surrogate pair, expected whole characters")
        }
        return text
    }

    private func require(_ count: Int, _ what: () -> String) throws(CarnelianError) {
        guard count <= remaining else {
            throw Self.error(at: bytes.count, "the stream ends \(count - remaining) bytes short, expected \(what())")
        }
    }

    /// An error about what stands at the place read next.
    func error(_ message: String) -> CarnelianError {
        Self.error(at: offset, message)
    }

    static func error(at offset: Int, _ message: String) -> CarnelianError {
        CarnelianError(.undecodableData, "Java object stream, byte \(offset): \(message)")
    }
}

/// A byte as `0xAC`.
func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "0x" + (digits.utf8.count == 1 ? "0" : "") + digits
}
