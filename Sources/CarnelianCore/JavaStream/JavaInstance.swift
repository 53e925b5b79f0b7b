/// One object of a stream, asked for what its classes wrote.
struct JavaInstance {
    let stream: JavaStream
    let object: JavaObject
    let node: Int

    /// The name of the object's own class.
    var className: String { stream.className(object.classNode) }

    /// The value of a field that a class of the object declares.
    func value(_ field: String, of className: String) throws(CarnelianError) -> JavaValue {
        let part = try part(of: className)
        if case .classDescription(let description) = stream.nodes[part.classNode],
            let index = description.fields.firstIndex(where: { $0.name == field }), index < part.values.count
        {
            return part.values[index]
        }
        throw Self.error("class \(className) has no field \(field)")
    }

    func int(_ field: String, of className: String) throws(CarnelianError) -> Int {
        guard case .int(let value) = try value(field, of: className) else {
            throw mismatch(field, className, "an int")
        }
        return Int(value)
    }

    func long(_ field: String, of className: String) throws(CarnelianError) -> Int64 {
        guard case .long(let value) = try value(field, of: className) else {
            throw mismatch(field, className, "a long")
        }
        return value
    }

    func boolean(_ field: String, of className: String) throws(CarnelianError) -> Bool {
        guard case .boolean(let value) = try value(field, of: className) else {
            throw mismatch(field, className, "a boolean")
        }
        return value
    }

    /// Nil for null.
    func string(_ field: String, of className: String) throws(CarnelianError) -> String? {
        switch try value(field, of: className) {
        case .null: return nil
        case .node(let node):
            if case .string(let text) = stream.nodes[node] { return text }
        default: break
        }
        throw mismatch(field, className, "a string")
    }

    func array(_ field: String, of className: String) throws(CarnelianError) -> [JavaValue] {
        guard case .node(let node) = try value(field, of: className), case .array(let array) = stream.nodes[node] else {
            throw mismatch(field, className, "an array")
        }
        return array.values
    }

    func booleans(_ field: String, of className: String) throws(CarnelianError) -> [Bool] {
        let values = try array(field, of: className)
        let booleans = values.compactMap { if case .boolean(let value) = $0 { value } else { nil } }
        guard booleans.count == values.count else { throw mismatch(field, className, "an array of booleans") }
        return booleans
    }

    /// An object of one of some classes.
    func object(_ field: String, of className: String, in classes: [String]) throws(CarnelianError) -> JavaInstance {
        let value = try value(field, of: className)
        guard let instance = stream.instance(value), classes.contains(instance.className) else {
            throw mismatch(field, className, "an object of class \(classes.joined(separator: " or "))")
        }
        return instance
    }

    /// What a class wrote of its own beside its fields.
    func items(of className: String) throws(CarnelianError) -> JavaItems {
        JavaItems(stream: stream, className: className, items: try part(of: className).items)
    }

    func part(of className: String) throws(CarnelianError) -> JavaObject.Part {
        guard let part = object.parts.first(where: { stream.className($0.classNode) == className }) else {
            throw Self.error("class \(self.className) does not extend \(className)")
        }
        return part
    }

    func mismatch(_ field: String, _ className: String, _ expected: String) -> CarnelianError {
        let found = (try? value(field, of: className)).map(stream.kind) ?? "nothing"
        return Self.error("field \(field) of class \(className): found \(found), expected \(expected)")
    }

    static func error(_ message: String) -> CarnelianError {
        CarnelianError(.undecodableData, "Java object stream: \(message)")
    }
}

extension JavaStream {
    /// The object that a value refers to; nil for anything else.
    func instance(_ value: JavaValue) -> JavaInstance? {
        guard case .node(let node) = value, case .object(let object) = nodes[node] else { return nil }
        return JavaInstance(stream: self, object: object, node: node)
    }

    func className(_ node: Int) -> String {
        if case .classDescription(let description) = nodes[node] { return description.name }
        return "?"
    }

    /// The text that a value refers to; nil for anything else.
    func string(_ value: JavaValue) -> String? {
        guard case .node(let node) = value, case .string(let text) = nodes[node] else { return nil }
        return text
    }

    /// A value as error messages show it: never its contents.
    func kind(_ value: JavaValue) -> String {
        switch value {
        case .null: return "null"
        case .boolean: return "a boolean"
        case .byte: return "a byte"
        case .char: return "a char"
        case .short: return "a short"
        case .int: return "an int"
        case .long: return "a long"
        case .float: return "a float"
        case .double: return "a double"
        case .node(let node):
            switch nodes[node] {
            case .object(let object): return "an object of class \(className(object.classNode))"
            case .array(let array): return "an array of class \(className(array.classNode))"
            case .enumConstant(let description, _): return "a constant of enum \(className(description))"
            case .string, .classLiteral, .classDescription: return nodes[node].kind
            }
        }
    }
}

/// What a `writeObject` wrote, read in its order.
struct JavaItems {
    let stream: JavaStream
    let className: String
    let items: [JavaObject.Item]
    private var index = 0
    private var byte = 0

    init(stream: JavaStream, className: String, items: [JavaObject.Item]) {
        self.stream = stream
        self.className = className
        self.items = items
    }

    mutating func int() throws(CarnelianError) -> Int { Int(try integer(Int32.self, "an int")) }

    mutating func long() throws(CarnelianError) -> Int64 { try integer(Int64.self, "a long") }

    /// The next object, string or null.
    mutating func value() throws(CarnelianError) -> JavaValue {
        // Primitive data that nobody asked for is passed over, as Java does.
        while index < items.count {
            index += 1
            byte = 0
            if case .value(let value) = items[index - 1] { return value }
        }
        throw JavaInstance.error("what class \(className) wrote ends early, expected an object")
    }

    private mutating func integer<I: FixedWidthInteger>(
        _ type: I.Type,
        _ what: String
    ) throws(CarnelianError) -> I {
        let size = I.bitWidth / 8
        guard index < items.count, case .bytes(let bytes) = items[index], byte + size <= bytes.count else {
            throw JavaInstance.error("what class \(className) wrote ends early, expected \(what)")
        }
        let value = bytes[byte..<byte + size].reduce(I(0)) { $0 << 8 | I($1) }
        byte += size
        if byte == bytes.count { (index, byte) = (index + 1, 0) }
        return value
    }
}
