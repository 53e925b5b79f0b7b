/// One row of a result; columns are counted from 0.
///
/// Each reader throws `.unexpectedColumn` when the column is not there, is of another type or is NULL; the twin whose
/// name ends in `IfPresent` returns nil for NULL.
package struct PQRow: Sendable {
    let memory: ResultMemory
    let index: Int32

    package func isNull(_ index: Int) -> Bool {
        index < 0 || index >= memory.columnCount || memory.isNull(self.index, index)
    }

    /// Reads int2, int4, int8 or oid.
    package func int64(_ index: Int) throws(PQError) -> Int64 {
        try required(index, "an integer", try int64IfPresent(index))
    }

    package func int64IfPresent(_ index: Int) throws(PQError) -> Int64? {
        guard let type = try typeUnlessNull(index) else { return nil }
        let value: Int64? =
            switch type {
            case BuiltInType.int8: integer(index, Int64.self)
            case BuiltInType.int4: integer(index, Int32.self).map(Int64.init)
            case BuiltInType.int2: integer(index, Int16.self).map(Int64.init)
            case BuiltInType.oid: integer(index, UInt32.self).map(Int64.init)
            default: nil
            }
        return try decoded(index, "an integer", value)
    }

    /// Reads int2, int4, int8 or oid.
    package func int(_ index: Int) throws(PQError) -> Int {
        Int(try int64(index))
    }

    package func intIfPresent(_ index: Int) throws(PQError) -> Int? {
        try int64IfPresent(index).map(Int.init)
    }

    /// Reads text, varchar, char, name or json.
    ///
    /// Bytes that are not UTF-8 are replaced.
    package func string(_ index: Int) throws(PQError) -> String {
        try required(index, "text", try stringIfPresent(index))
    }

    package func stringIfPresent(_ index: Int) throws(PQError) -> String? {
        guard let type = try typeUnlessNull(index) else { return nil }
        guard Self.textTypes.contains(type) else { return try decoded(index, "text", nil) }
        return unsafe memory.withBytes(self.index, index) { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// Reads bool.
    package func bool(_ index: Int) throws(PQError) -> Bool {
        try required(index, "a bool", try boolIfPresent(index))
    }

    package func boolIfPresent(_ index: Int) throws(PQError) -> Bool? {
        guard let type = try typeUnlessNull(index) else { return nil }
        let value = type == BuiltInType.bool ? integer(index, UInt8.self).map { $0 != 0 } : nil
        return try decoded(index, "a bool", value)
    }

    /// Reads float8 or float4.
    package func double(_ index: Int) throws(PQError) -> Double {
        try required(index, "a float8", try doubleIfPresent(index))
    }

    package func doubleIfPresent(_ index: Int) throws(PQError) -> Double? {
        guard let type = try typeUnlessNull(index) else { return nil }
        let value: Double? =
            switch type {
            case BuiltInType.float8: integer(index, UInt64.self).map(Double.init(bitPattern:))
            case BuiltInType.float4: integer(index, UInt32.self).map { Double(Float(bitPattern: $0)) }
            default: nil
            }
        return try decoded(index, "a float8", value)
    }

    /// Reads bytea.
    package func bytes(_ index: Int) throws(PQError) -> [UInt8] {
        try required(index, "a bytea", try bytesIfPresent(index))
    }

    package func bytesIfPresent(_ index: Int) throws(PQError) -> [UInt8]? {
        guard let type = try typeUnlessNull(index) else { return nil }
        guard type == BuiltInType.bytea else { return try decoded(index, "a bytea", nil) }
        return unsafe memory.withBytes(self.index, index) { unsafe [UInt8]($0) }
    }

    // MARK: What the readers share

    /// The column's type, or nil when its value is NULL.
    func typeUnlessNull(_ index: Int) throws(PQError) -> PQTypeID? {
        guard index >= 0, index < memory.columnCount else {
            throw PQError(.unexpectedColumn, "there is no column \(index): the result has \(memory.columnCount)")
        }
        return memory.isNull(self.index, index) ? nil : memory.type(index)
    }

    func decoded<Value>(_ index: Int, _ expected: String, _ value: Value?) throws(PQError) -> Value {
        guard let value else { throw mismatch(index, expected, "is of type \(typeName(index))") }
        return value
    }

    func required<Value>(_ index: Int, _ expected: String, _ value: Value?) throws(PQError) -> Value {
        guard let value else { throw mismatch(index, expected, "is NULL") }
        return value
    }

    private func typeName(_ index: Int) -> String {
        BuiltInType.describe(memory.type(index))
    }

    private func mismatch(_ index: Int, _ expected: String, _ found: String) -> PQError {
        PQError(.unexpectedColumn, "column \(index) \"\(memory.columnName(index))\" \(found); \(expected) was expected")
    }

    private func integer<Value: FixedWidthInteger>(_ index: Int, _: Value.Type) -> Value? {
        unsafe memory.withBytes(self.index, index) { bytes in
            guard bytes.count == MemoryLayout<Value>.size else { return nil }
            return unsafe Value(bigEndian: bytes.loadUnaligned(as: Value.self))
        }
    }

    private static let textTypes: Set<PQTypeID> = [
        BuiltInType.text, BuiltInType.varchar, BuiltInType.bpchar, BuiltInType.name, BuiltInType.char,
        BuiltInType.json, BuiltInType.unknown,
    ]
}
