extension JobDataMap {
    /// Encodes typed parameters: each property becomes an entry.
    ///
    /// Text, numbers, booleans, dates (ISO 8601) and enums with raw values become plain text (`customerID=7`); arrays,
    /// structs and dictionaries become JSON text; properties that are nil have no entry. Throws `.invalidValue` if the
    /// parameters are not a struct, class or dictionary, or hold what JSON cannot say.
    public init<P: Encodable>(encoding parameters: P) throws(CarnelianError) {
        self.init(try ParameterCoding.encode(parameters))
    }

    /// Decodes typed parameters, the reverse of `init(encoding:)`; entries that the type does not know are ignored.
    ///
    /// Throws `.undecodableData` that names the key and the expected type, never the value.
    public func decode<P: Decodable>(_ type: P.Type) throws(CarnelianError) -> P {
        try ParameterCoding.decode(type, from: self)
    }
}

/// Splits the JSON text of an object, as an encoder writes it, into its members.
struct JSONMembers: Sequence, IteratorProtocol {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    /// Nil if the text is not an object.
    init?(_ bytes: [UInt8]) {
        guard bytes.first == UInt8(ascii: "{"), bytes.last == UInt8(ascii: "}") else { return nil }
        self.bytes = bytes.dropFirst().dropLast()
        position = self.bytes.startIndex
    }

    /// The next member: the key's JSON string and the value's JSON text.
    mutating func next() -> (key: ArraySlice<UInt8>, value: ArraySlice<UInt8>)? {
        guard position < bytes.endIndex else { return nil }
        let key = text(until: UInt8(ascii: ":"))
        let value = text(until: UInt8(ascii: ","))
        return (key, value)
    }

    /// The text up to a mark outside strings, arrays and objects; consumes the mark.
    private mutating func text(until mark: UInt8) -> ArraySlice<UInt8> {
        let start = position
        var depth = 0
        var isInString = false
        while position < bytes.endIndex {
            let byte = bytes[position]
            if isInString {
                if byte == UInt8(ascii: "\\") {
                    position += 1
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                }
            } else if byte == UInt8(ascii: "\"") {
                isInString = true
            } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                depth += 1
            } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
                depth -= 1
            } else if byte == mark && depth == 0 {
                defer { position += 1 }
                return bytes[start..<position]
            }
            position += 1
        }
        return bytes[start..<Swift.min(position, bytes.endIndex)]
    }
}
