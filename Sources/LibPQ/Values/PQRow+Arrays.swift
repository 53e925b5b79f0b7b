extension PQRow {
    /// Reads int8[], int4[] or int2[] of one dimension without NULLs.
    package func int64s(_ index: Int) throws(PQError) -> [Int64] {
        try required(index, "an int8[]", try int64sIfPresent(index))
    }

    package func int64sIfPresent(_ index: Int) throws(PQError) -> [Int64]? {
        let types = [BuiltInType.int8Array, BuiltInType.int4Array, BuiltInType.int2Array]
        return try unsafe elements(index, "an int8[] without NULLs", types) { bytes -> Int64? in
            switch bytes.count {
            case 8: unsafe Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
            case 4: unsafe Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
            case 2: unsafe Int64(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self)))
            default: nil
            }
        }
    }

    /// Reads text[], varchar[], char[] or name[] of one dimension without NULLs.
    package func strings(_ index: Int) throws(PQError) -> [String] {
        try required(index, "a text[]", try stringsIfPresent(index))
    }

    package func stringsIfPresent(_ index: Int) throws(PQError) -> [String]? {
        let types = [BuiltInType.textArray, BuiltInType.varcharArray, BuiltInType.bpcharArray, BuiltInType.nameArray]
        return try unsafe elements(index, "a text[] without NULLs", types) { bytes -> String? in
            unsafe String(decoding: bytes, as: UTF8.self)
        }
    }

    /// Reads bool[] of one dimension without NULLs.
    package func bools(_ index: Int) throws(PQError) -> [Bool] {
        try required(index, "a bool[]", try boolsIfPresent(index))
    }

    package func boolsIfPresent(_ index: Int) throws(PQError) -> [Bool]? {
        try unsafe elements(index, "a bool[] without NULLs", [BuiltInType.boolArray]) { bytes -> Bool? in
            bytes.count == 1 ? unsafe bytes[0] != 0 : nil
        }
    }

    /// Reads bytea[] of one dimension without NULLs.
    package func byteArrays(_ index: Int) throws(PQError) -> [[UInt8]] {
        try required(index, "a bytea[]", try byteArraysIfPresent(index))
    }

    package func byteArraysIfPresent(_ index: Int) throws(PQError) -> [[UInt8]]? {
        try unsafe elements(index, "a bytea[] without NULLs", [BuiltInType.byteaArray]) { bytes -> [UInt8]? in
            unsafe [UInt8](bytes)
        }
    }

    private func elements<Element>(
        _ index: Int, _ expected: String, _ types: [PQTypeID], _ decode: (UnsafeRawBufferPointer) -> Element?
    ) throws(PQError) -> [Element]? {
        guard let type = try typeUnlessNull(index) else { return nil }
        guard types.contains(type) else { return try decoded(index, expected, nil) }
        let values = unsafe memory.withBytes(self.index, index) { bytes -> [Element]? in
            var reader = unsafe ArrayReader(bytes: bytes)
            return unsafe reader.readAll(decode)
        }
        return try decoded(index, expected, values)
    }
}

/// Reads the server's binary form of an array, trusting no length in it.
@safe
private struct ArrayReader {
    let bytes: UnsafeRawBufferPointer
    var position = 0

    /// Nil when the array has more than one dimension, holds a NULL, or is not well formed.
    mutating func readAll<Element>(_ decode: (UnsafeRawBufferPointer) -> Element?) -> [Element]? {
        guard let dimensions = readInt32(), readInt32() != nil, readInt32() != nil else { return nil }
        if dimensions == 0 { return [] }
        guard dimensions == 1, let count = readInt32(), count >= 0, readInt32() != nil else { return nil }
        // Each element has a length at least.
        guard unsafe Int(count) <= (bytes.count - position) / 4 else { return nil }
        var elements: [Element] = []
        elements.reserveCapacity(Int(count))
        for _ in 0..<count {
            guard let length = readInt32(), length >= 0 else { return nil }
            guard unsafe Int(length) <= bytes.count - position else { return nil }
            let element = unsafe UnsafeRawBufferPointer(rebasing: bytes[position..<(position + Int(length))])
            guard let value = unsafe decode(element) else { return nil }
            elements.append(value)
            position += Int(length)
        }
        return elements
    }

    private mutating func readInt32() -> Int32? {
        guard unsafe bytes.count - position >= 4 else { return nil }
        defer { position += 4 }
        return unsafe Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: position, as: Int32.self))
    }
}
