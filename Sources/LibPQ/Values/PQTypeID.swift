/// The server's number for a type; 0 leaves the choice to the server.
package typealias PQTypeID = UInt32

/// The numbers of the built-in types that are read or written here; they are the same on every server.
enum BuiltInType {
    static let bool: PQTypeID = 16
    static let bytea: PQTypeID = 17
    static let char: PQTypeID = 18
    static let name: PQTypeID = 19
    static let int8: PQTypeID = 20
    static let int2: PQTypeID = 21
    static let int4: PQTypeID = 23
    static let text: PQTypeID = 25
    static let oid: PQTypeID = 26
    static let json: PQTypeID = 114
    static let float4: PQTypeID = 700
    static let float8: PQTypeID = 701
    static let unknown: PQTypeID = 705
    static let boolArray: PQTypeID = 1000
    static let byteaArray: PQTypeID = 1001
    static let int2Array: PQTypeID = 1005
    static let int4Array: PQTypeID = 1007
    static let textArray: PQTypeID = 1009
    static let bpcharArray: PQTypeID = 1014
    static let varcharArray: PQTypeID = 1015
    static let int8Array: PQTypeID = 1016
    static let nameArray: PQTypeID = 1003
    static let bpchar: PQTypeID = 1042
    static let varchar: PQTypeID = 1043

    /// The name of a type as SQL has it, for messages.
    static func describe(_ type: PQTypeID) -> String {
        names[type] ?? "the type with OID \(type)"
    }

    private static let names: [PQTypeID: String] = [
        bool: "bool", bytea: "bytea", char: "\"char\"", name: "name", int8: "int8", int2: "int2", int4: "int4",
        text: "text", oid: "oid", json: "json", float4: "float4", float8: "float8", unknown: "unknown",
        boolArray: "bool[]", byteaArray: "bytea[]", int2Array: "int2[]", int4Array: "int4[]", textArray: "text[]",
        bpcharArray: "char[]", varcharArray: "varchar[]", int8Array: "int8[]", nameArray: "name[]",
        bpchar: "char", varchar: "varchar", 1082: "date", 1114: "timestamp", 1184: "timestamptz", 1186: "interval",
        1700: "numeric", 2278: "void", 2950: "uuid", 3802: "jsonb",
    ]
}
