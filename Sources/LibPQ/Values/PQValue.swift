/// A parameter of a statement; sent in binary, with its type.
package enum PQValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case int2(Int16)
    case int4(Int32)
    case int8(Int64)
    case float8(Double)
    case text(String)
    case bytea([UInt8])
    case boolArray([Bool?])
    case int2Array([Int16?])
    case int4Array([Int32?])
    case int8Array([Int64?])
    case textArray([String?])
    case byteaArray([[UInt8]?])

    /// 0 for NULL, which is of any type.
    var type: PQTypeID {
        switch self {
        case .null: 0
        case .bool: BuiltInType.bool
        case .int2: BuiltInType.int2
        case .int4: BuiltInType.int4
        case .int8: BuiltInType.int8
        case .float8: BuiltInType.float8
        case .text: BuiltInType.text
        case .bytea: BuiltInType.bytea
        case .boolArray: BuiltInType.boolArray
        case .int2Array: BuiltInType.int2Array
        case .int4Array: BuiltInType.int4Array
        case .int8Array: BuiltInType.int8Array
        case .textArray: BuiltInType.textArray
        case .byteaArray: BuiltInType.byteaArray
        }
    }
}

extension PQValue: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The type alone: a value can be a secret.
    package var description: String { self == .null ? "NULL" : "a value of \(BuiltInType.describe(type))" }

    package var debugDescription: String { description }

    package var customMirror: Mirror { Mirror(self, children: [], displayStyle: .enum) }
}
