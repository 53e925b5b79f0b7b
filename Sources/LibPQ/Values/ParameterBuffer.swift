/// The parameters of one statement in the server's binary format, back to back in one buffer.
struct ParameterBuffer {
    private(set) var bytes: [UInt8] = []
    /// Where each parameter starts; -1 for NULL.
    private(set) var offsets: [Int] = []
    private(set) var lengths: [Int32] = []
    private(set) var types: [PQTypeID] = []

    /// The most parameters that one statement can have.
    static let maximumCount = Int(UInt16.max)

    /// The most bytes that one parameter can have, with room for the rest of its message.
    static let maximumLength = Int(Int32.max) - 1024

    var count: Int { offsets.count }

    /// Fills the buffer with `values`, keeping the memory of earlier ones.
    mutating func encode(_ values: [PQValue]) throws(PQError) {
        bytes.removeAll(keepingCapacity: true)
        offsets.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        types.removeAll(keepingCapacity: true)
        guard values.count <= Self.maximumCount else {
            throw PQError(.misuse, "a statement takes at most \(Self.maximumCount) parameters, not \(values.count)")
        }
        for value in values {
            let start = bytes.count
            append(value)
            let length = bytes.count - start
            guard length <= Self.maximumLength else {
                throw PQError(.misuse, "parameter $\(offsets.count + 1) has \(length) bytes; the server takes 1 GB")
            }
            types.append(value.type)
            offsets.append(value == .null ? -1 : start)
            lengths.append(Int32(length))
        }
        // A pointer to an empty parameter must still point somewhere.
        bytes.append(0)
    }

    /// Gives back memory that an unusually large set of parameters had taken.
    mutating func trim() {
        if bytes.capacity > 1 << 20 { bytes = [] }
    }

    private mutating func append(_ value: PQValue) {
        switch value {
        case .null: break
        case .bool(let value): bytes.append(value ? 1 : 0)
        case .int2(let value): append(value)
        case .int4(let value): append(value)
        case .int8(let value): append(value)
        case .float8(let value): append(value.bitPattern)
        case .text(let value): append(value)
        case .bytea(let value): bytes.append(contentsOf: value)
        case .boolArray(let values):
            appendArray(values, of: BuiltInType.bool, size: 1) { $0.bytes.append($1 ? 1 : 0) }
        case .int2Array(let values): appendArray(values, of: BuiltInType.int2, size: 2) { $0.append($1) }
        case .int4Array(let values): appendArray(values, of: BuiltInType.int4, size: 4) { $0.append($1) }
        case .int8Array(let values): appendArray(values, of: BuiltInType.int8, size: 8) { $0.append($1) }
        case .textArray(let values): appendArray(values, of: BuiltInType.text, size: 16) { $0.append($1) }
        case .byteaArray(let values):
            appendArray(values, of: BuiltInType.bytea, size: 16) { $0.bytes.append(contentsOf: $1) }
        }
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func append(_ value: some FixedWidthInteger) {
        let bigEndian = value.bigEndian
        unsafe withUnsafeBytes(of: bigEndian) { unsafe bytes.append(contentsOf: $0) }
    }

    /// One dimension, counted from 1: dimensions, has-NULLs, element type, length, lower bound, then each element.
    private mutating func appendArray<Element>(
        _ values: [Element?], of type: PQTypeID, size: Int, _ appendElement: (inout Self, Element) -> Void
    ) {
        bytes.reserveCapacity(bytes.count + 20 + values.count * (4 + size))
        append(Int32(values.isEmpty ? 0 : 1))
        append(Int32(values.contains { $0 == nil } ? 1 : 0))
        append(type)
        guard !values.isEmpty else { return }
        append(Int32(clamping: values.count))
        append(Int32(1))
        for value in values {
            guard let value else {
                append(Int32(-1))
                continue
            }
            let place = bytes.count
            append(Int32(0))
            appendElement(&self, value)
            let length = UInt32(clamping: bytes.count - place - 4)
            bytes[place] = UInt8(truncatingIfNeeded: length >> 24)
            bytes[place + 1] = UInt8(truncatingIfNeeded: length >> 16)
            bytes[place + 2] = UInt8(truncatingIfNeeded: length >> 8)
            bytes[place + 3] = UInt8(truncatingIfNeeded: length)
        }
    }
}
