/// What a stream of `java.io.ObjectOutputStream` holds, as plain values; no class of the stream is ever made.
///
/// Everything that Java refers to by a handle is a node; nodes refer to each other by number, so the graph may be as deep
/// or as cyclic as it likes.
struct JavaStream: Sendable {
    /// The stream's first object.
    var root: JavaValue
    var nodes: [JavaNode]
}

/// A primitive value or a reference.
enum JavaValue: Sendable, Hashable {
    case null
    case boolean(Bool)
    case byte(Int8)
    /// A UTF-16 code unit.
    case char(UInt16)
    case short(Int16)
    case int(Int32)
    case long(Int64)
    case float(Float)
    case double(Double)
    /// The number of a node.
    case node(Int)
}

/// What a handle of the stream stands for.
enum JavaNode: Sendable {
    case classDescription(JavaClass)
    case object(JavaObject)
    case array(JavaArray)
    case string(String)
    case enumConstant(class: Int, name: String)
    case classLiteral(class: Int)
}

/// A class as the stream describes it.
struct JavaClass: Sendable {
    struct Field: Sendable {
        var name: String
        /// `B C D F I J S Z`, or `L` and `[` for references.
        var type: UInt8
    }

    /// The binary name, such as `java.util.Date`; of a proxy class its interfaces.
    var name: String
    var serialVersionUID: Int64
    var flags: Flags
    var fields: [Field]
    /// The number of the superclass's node.
    var superclass: Int?
    /// How many superclasses the stream describes; nil while the description is being read.
    var depth: Int?

    struct Flags: OptionSet, Sendable {
        let rawValue: UInt8
        static let hasWriteMethod = Flags(rawValue: 1)
        static let isSerializable = Flags(rawValue: 2)
        static let isExternalizable = Flags(rawValue: 4)
        static let hasBlockData = Flags(rawValue: 8)
        static let isEnum = Flags(rawValue: 16)
    }
}

/// An object: what each of its classes wrote, the topmost class first.
struct JavaObject: Sendable {
    struct Part: Sendable {
        /// The number of the class's node.
        var classNode: Int
        /// The values of the class's fields, in the order of its description.
        var values: [JavaValue] = []
        /// What a `writeObject` or `writeExternal` of the class added.
        var items: [Item] = []
    }

    enum Item: Sendable {
        /// Primitive data; neighbouring blocks are joined.
        case bytes([UInt8])
        case value(JavaValue)
    }

    /// The number of the node of the object's own class.
    var classNode: Int
    var parts: [Part] = []
}

/// An array.
struct JavaArray: Sendable {
    /// The number of the node of the array's class.
    var classNode: Int
    var values: [JavaValue] = []
}
