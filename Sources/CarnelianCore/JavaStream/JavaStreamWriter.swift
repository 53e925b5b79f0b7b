/// Writes a stream of `java.io.ObjectOutputStream`, protocol 2, that Java's `ObjectInputStream` reads.
///
/// The caller writes the fields of each object itself, the topmost class first, each class's in the order of its shape.
/// A class, a string or a zone that the stream holds already is written as a reference to it.
struct JavaStreamWriter {
    private(set) var bytes: [UInt8] = [0xAC, 0xED, 0x00, 0x05]
    private var handleCount = 0
    private var classes: [String: Int] = [:]
    private var strings: [String: Int] = [:]
    /// Other objects that may occur again, by a name of the caller's.
    private var objects: [String: Int] = [:]

    mutating func null() {
        bytes.append(JavaTag.null)
    }

    mutating func boolean(_ value: Bool) {
        bytes.append(value ? 1 : 0)
    }

    /// Writes a big-endian integer, whatever its width.
    mutating func integer<I: FixedWidthInteger>(_ value: I) {
        for shift in stride(from: I.bitWidth - 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> I(shift)))
        }
    }

    /// Writes a string; nil as null.
    mutating func string(_ text: String?) {
        guard let text else { return null() }
        if let handle = strings[text] { return reference(handle) }
        let encoded = Self.modifiedUTF8(text)
        if let count = UInt16(exactly: encoded.count) {
            bytes.append(JavaTag.string)
            integer(count)
        } else {
            bytes.append(JavaTag.longString)
            integer(Int64(encoded.count))
        }
        bytes += encoded
        strings[text] = newHandle()
    }

    /// Begins an object; its fields follow.
    mutating func object(_ shape: JavaClassShape) {
        bytes.append(JavaTag.object)
        describe(shape)
        _ = newHandle()
    }

    /// Begins an object that may occur again, unless it has occurred; whether its fields follow.
    mutating func object(_ shape: JavaClassShape, named name: String) -> Bool {
        if let handle = objects[name] {
            reference(handle)
            return false
        }
        bytes.append(JavaTag.object)
        describe(shape)
        objects[name] = newHandle()
        return true
    }

    /// Begins an array; its elements follow.
    mutating func array(_ shape: JavaClassShape, count: Int) {
        bytes.append(JavaTag.array)
        describe(shape)
        _ = newHandle()
        integer(Int32(count))
    }

    /// Writes a block of at most 255 bytes, all of one integer.
    mutating func block(_ value: some FixedWidthInteger) {
        bytes.append(JavaTag.blockData)
        bytes.append(UInt8(type(of: value).bitWidth / 8))
        integer(value)
    }

    /// Ends what a class with a `writeObject` adds to its fields.
    mutating func endBlocks() {
        bytes.append(JavaTag.endBlockData)
    }

    private mutating func describe(_ shape: JavaClassShape) {
        if let handle = classes[shape.name] { return reference(handle) }
        bytes.append(JavaTag.classDescription)
        name(shape.name)
        integer(shape.serialVersionUID)
        classes[shape.name] = newHandle()
        bytes.append(shape.hasWriteMethod ? 3 : 2)
        integer(UInt16(shape.fields.count))
        for field in shape.fields {
            bytes.append(field.type.utf8.first ?? 0)
            name(field.name)
            if field.type.utf8.count > 1 { string(field.type) }
        }
        endBlocks()
        if let superclass = shape.superclass.first { describe(superclass) } else { null() }
    }

    private mutating func name(_ text: String) {
        integer(UInt16(text.utf8.count))
        bytes += text.utf8
    }

    private mutating func reference(_ handle: Int) {
        bytes.append(JavaTag.reference)
        integer(Int32(0x7E_0000 + handle))
    }

    private mutating func newHandle() -> Int {
        defer { handleCount += 1 }
        return handleCount
    }

    private static func modifiedUTF8(_ text: String) -> [UInt8] {
        if text.utf8.allSatisfy({ $0 < 0x80 && $0 != 0 }) { return Array(text.utf8) }
        var bytes: [UInt8] = []
        for unit in text.utf16 {
            switch unit {
            case 1..<0x80: bytes.append(UInt8(unit))
            case 0, 0x80..<0x800:
                bytes += [0xC0 | UInt8(unit >> 6), 0x80 | UInt8(unit & 0x3F)]
            default:
                bytes += [0xE0 | UInt8(unit >> 12), 0x80 | UInt8(unit >> 6 & 0x3F), 0x80 | UInt8(unit & 0x3F)]
            }
        }
        return bytes
    }
}
