/// The bytes that begin each content of a stream.
enum JavaTag {
    static let null: UInt8 = 0x70
    static let reference: UInt8 = 0x71
    static let classDescription: UInt8 = 0x72
    static let object: UInt8 = 0x73
    static let string: UInt8 = 0x74
    static let array: UInt8 = 0x75
    static let classLiteral: UInt8 = 0x76
    static let blockData: UInt8 = 0x77
    static let endBlockData: UInt8 = 0x78
    static let reset: UInt8 = 0x79
    static let longBlockData: UInt8 = 0x7A
    static let exception: UInt8 = 0x7B
    static let longString: UInt8 = 0x7C
    static let proxyClass: UInt8 = 0x7D
    static let enumConstant: UInt8 = 0x7E

    /// The tag as error messages show it.
    static func name(_ tag: UInt8) -> String {
        let names = [
            "null", "a reference", "a class description", "an object", "a string", "an array", "a class", "block data",
            "the end of block data", "a reset", "long block data", "an exception", "a long string",
            "a proxy class description", "an enum constant",
        ]
        guard (null...enumConstant).contains(tag) else { return hex(tag) }
        return "\(hex(tag)) (\(names[Int(tag - null)]))"
    }
}

/// What may stand at a place of the stream.
enum JavaExpected {
    /// Anything that a field or an element can refer to.
    case object
    case classDescription
    case superclass
    /// The type of a field.
    case string

    var name: String {
        switch self {
        case .object: "an object, an array, a string or null"
        case .classDescription: "a class description"
        case .superclass: "the description of a superclass or null"
        case .string: "a string"
        }
    }

    func allows(tag: UInt8) -> Bool {
        switch tag {
        case JavaTag.reference: true
        case JavaTag.null: self == .object || self == .superclass
        case JavaTag.string: self == .object || self == .string
        case JavaTag.classDescription, JavaTag.proxyClass: self == .classDescription || self == .superclass
        case JavaTag.object, JavaTag.longString, JavaTag.array, JavaTag.enumConstant, JavaTag.classLiteral:
            self == .object
        default: false
        }
    }

    /// Whether a reference to the node may stand there; a class counts once its description has ended.
    func allows(_ node: JavaNode) -> Bool {
        switch (self, node) {
        case (.object, .classDescription): false
        case (.object, _): true
        case (.classDescription, .classDescription(let description)), (.superclass, .classDescription(let description)):
            description.depth != nil
        case (.string, .string): true
        default: false
        }
    }
}

extension JavaNode {
    /// The node as error messages show it.
    var kind: String {
        switch self {
        case .classDescription(let description): "the class \(description.name)"
        case .object: "an object"
        case .array: "an array"
        case .string: "a string"
        case .enumConstant: "an enum constant"
        case .classLiteral: "a class"
        }
    }
}
