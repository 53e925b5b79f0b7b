/// A class description: its fields, what the class added of its own, its superclass.
struct JavaPendingClass {
    private enum Stage { case fields, annotation, superclass, ended }

    private let node: Int
    private var description: JavaClass
    private var missingFields: Int
    /// A field whose type is about to be read.
    private var field: JavaClass.Field?
    private var stage = Stage.fields

    init(node: Int, description: JavaClass, fieldCount: Int) {
        self.node = node
        self.description = description
        missingFields = fieldCount
    }

    mutating func advance(_ reader: inout JavaStreamReader) throws(CarnelianError) -> JavaPending.Step {
        if stage == .fields {
            while missingFields > 0 {
                if let field {
                    description.fields.append(field)
                    self.field = nil
                } else {
                    let type = try reader.bytes.integer(UInt8.self, "the type of a field")
                    guard JavaStreamReader.size(ofType: type) != nil else {
                        throw reader.bytes.error(
                            "found \(hex(type)) before this, expected the type of a field: one of B C D F I J S Z L [")
                    }
                    let length = Int(try reader.bytes.integer(UInt16.self, "the length of a field's name"))
                    let name = try reader.bytes.text(length, "the name of a field")
                    let field = JavaClass.Field(name: name, type: type)
                    if type == UInt8(ascii: "L") || type == UInt8(ascii: "[") {
                        self.field = field
                        return .needs(.string)
                    }
                    description.fields.append(field)
                }
                missingFields -= 1
            }
            stage = .annotation
        }
        if stage == .annotation {
            // What annotateClass of a stream of one's own may write; plain streams write nothing.
            while true {
                switch try reader.annotation() {
                case .bytes: continue
                case .object: return .needs(.object)
                case .end: stage = .superclass
                }
                break
            }
        }
        if stage == .superclass { return .needs(.superclass) }
        description.depth = try reader.depth(below: description.superclass)
        reader.nodes[node] = .classDescription(description)
        return .ended(.node(node))
    }

    mutating func accept(_ value: JavaValue) {
        guard stage == .superclass else { return }
        if case .node(let superclass) = value { description.superclass = superclass }
        stage = .ended
    }
}

extension JavaStreamReader {
    mutating func beginClass() throws(CarnelianError) -> JavaPendingClass {
        let length = Int(try bytes.integer(UInt16.self, "the length of a class name"))
        let name = try bytes.text(length, "a class name")
        let serialVersionUID = try bytes.integer(Int64.self, "a serialVersionUID")
        let start = bytes.offset
        // The handle comes before flags and fields.
        var description = JavaClass(name: name, serialVersionUID: serialVersionUID, flags: [], fields: [])
        let node = try add(.classDescription(description))
        let flags = JavaClass.Flags(rawValue: try bytes.integer(UInt8.self, "the flags of class \(name)"))
        guard flags.rawValue < 32, !flags.isSuperset(of: [.isSerializable, .isExternalizable]) else {
            throw JavaStreamBytes.error(at: start, "found the flags \(hex(flags.rawValue)), expected those of a class")
        }
        description.flags = flags
        let count = Int(try bytes.integer(UInt16.self, "the number of fields of class \(name)"))
        return JavaPendingClass(node: node, description: description, fieldCount: count)
    }

    mutating func beginProxyClass() throws(CarnelianError) -> JavaPendingClass {
        var description = JavaClass(name: "a proxy", serialVersionUID: 0, flags: .isSerializable, fields: [])
        let node = try add(.classDescription(description))
        let count = try bytes.integer(Int32.self, "the number of a proxy's interfaces")
        guard count >= 0, count <= 1_000 else {
            throw bytes.error("found a proxy of \(count) interfaces before this, expected 0 to 1000")
        }
        var names: [String] = []
        for _ in 0..<count {
            let length = Int(try bytes.integer(UInt16.self, "the length of an interface's name"))
            names.append(try bytes.text(length, "the name of an interface"))
        }
        description.name = "a proxy of \(names.joined(separator: ", "))"
        return JavaPendingClass(node: node, description: description, fieldCount: 0)
    }

    func depth(below superclass: Int?) throws(CarnelianError) -> Int {
        guard let superclass, case .classDescription(let description) = nodes[superclass] else { return 0 }
        let depth = (description.depth ?? 0) + 1
        guard depth <= Self.maximumSuperclasses else {
            throw bytes.error("a class has more than \(Self.maximumSuperclasses) superclasses")
        }
        return depth
    }
}
