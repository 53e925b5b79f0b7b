#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Typed parameters to entries and back, by way of JSON; the only file that knows a JSON coder.
enum ParameterCoding {
    static func encode(_ parameters: some Encodable) throws(CarnelianError) -> [String: String] {
        let type = Swift.type(of: parameters)
        let json: [UInt8]
        do {
            json = Array(try encoder().encode(parameters))
        } catch {
            throw CarnelianError(.invalidValue, "job parameters of type \(type) cannot be encoded", cause: error)
        }
        guard let members = JSONMembers(json) else {
            throw CarnelianError(
                .invalidValue,
                "job parameters of type \(type) encode as \(kind(ofJSON: json)); expected a struct with named properties"
            )
        }
        var values: [String: String] = [:]
        for (key, value) in members {
            do {
                values[try string(fromJSON: key)] = try text(ofJSON: value)
            } catch {
                throw CarnelianError(.invalidValue, "job parameters of type \(type) cannot be encoded", cause: error)
            }
        }
        return values
    }

    static func decode<P: Decodable>(_ type: P.Type, from map: JobDataMap) throws(CarnelianError) -> P {
        do {
            return try P(from: ParameterDecoder(map: map))
        } catch let error as CarnelianError {
            throw error
        } catch let error as DecodingError {
            throw CarnelianError(.undecodableData, "job data for \(type): \(explanation(error))")
        } catch {
            throw CarnelianError(.undecodableData, "job data for \(type) cannot be decoded", cause: error)
        }
    }

    /// Decodes a value from an entry's text, which is JSON text where the value is not a scalar.
    static func decodeJSON<T: Decodable>(_ type: T.Type, from text: String) throws -> T {
        try decoder().decode(type, from: Data(text.utf8))
    }

    /// Decodes the types that a JSON coder treats by rules of its own; nil for all others.
    static func decodeSpecial<T: Decodable>(_ type: T.Type, from text: String) throws -> T? {
        switch type {
        case is Date.Type, is URL.Type, is Data.Type:
            let quoted = try encoder().encode(text)
            return try decoder().decode(type, from: quoted)
        case is Decimal.Type:
            return try decodeJSON(type, from: text)
        default:
            return nil
        }
    }

    private static func encoder() -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        encoder.dateEncodingStrategy = .custom { date, encoder in
            let milliseconds = (date.timeIntervalSince1970 * 1_000).rounded()
            guard let milliseconds = Int64(exactly: milliseconds) else {
                throw EncodingError.invalidValue(
                    date, .init(codingPath: encoder.codingPath, debugDescription: "the date is out of range"))
            }
            var container = encoder.singleValueContainer()
            try container.encode(Timestamp(milliseconds: milliseconds).description)
        }
        return encoder
    }

    private static func decoder() -> JSONDecoder {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        decoder.dateDecodingStrategy = .custom { decoder in
            let container = try decoder.singleValueContainer()
            guard let time = Timestamp(iso8601: try container.decode(String.self)) else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected an ISO 8601 date")
            }
            return Date(timeIntervalSince1970: Double(time.milliseconds) / 1_000)
        }
        return decoder
    }

    /// The entry for a property's JSON text: a string's own text, JSON for all else; nil for null.
    private static func text(ofJSON json: ArraySlice<UInt8>) throws -> String? {
        if json.first == UInt8(ascii: "\"") { return try string(fromJSON: json) }
        let text = String(decoding: json, as: UTF8.self)
        return text == "null" ? nil : text
    }

    private static func string(fromJSON json: ArraySlice<UInt8>) throws -> String {
        try JSONDecoder().decode(String.self, from: Data(json))
    }

    private static func kind(ofJSON json: [UInt8]) -> String {
        switch json.first {
        case UInt8(ascii: "["): "a list"
        case UInt8(ascii: "\""): "a text"
        case UInt8(ascii: "n"): "nothing"
        default: "a single value"
        }
    }

    /// Says what is wrong where, without the value.
    private static func explanation(_ error: DecodingError) -> String {
        func key(_ path: [any CodingKey]) -> String {
            path.isEmpty ? "the whole" : "key \"\(path.map(\.stringValue).joined(separator: "."))\""
        }
        switch error {
        case .keyNotFound(let missing, let context):
            return "\(key(context.codingPath + [missing])) is missing"
        case .valueNotFound(let type, let context):
            return "\(key(context.codingPath)) has no value; expected \(type)"
        case .typeMismatch(let type, let context):
            return "\(key(context.codingPath)): \(context.debugDescription); expected \(type)"
        case .dataCorrupted(let context):
            return "\(key(context.codingPath)): \(context.debugDescription)"
        @unknown default:
            return "cannot be decoded"
        }
    }
}
