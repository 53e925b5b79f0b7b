/// Something of a stream that has been begun and not yet ended.
enum JavaPending {
    case classDescription(JavaPendingClass)
    case object(JavaPendingObject)
    case array(JavaPendingArray)
    case enumConstant(JavaPendingEnum)
    case classLiteral(node: Int?)

    enum Step {
        case ended(JavaValue)
        /// What has to be read before it goes on.
        case needs(JavaExpected)
    }

    /// Reads on until it ends or needs something that has parts.
    mutating func advance(_ reader: inout JavaStreamReader) throws(CarnelianError) -> Step {
        switch self {
        case .classDescription(var pending):
            self = .classLiteral(node: nil)
            defer { self = .classDescription(pending) }
            return try pending.advance(&reader)
        case .object(var pending):
            self = .classLiteral(node: nil)
            defer { self = .object(pending) }
            return try pending.advance(&reader)
        case .array(var pending):
            self = .classLiteral(node: nil)
            defer { self = .array(pending) }
            return pending.advance(&reader)
        case .enumConstant(let pending):
            return pending.advance()
        case .classLiteral(let node):
            return node.map { .ended(.node($0)) } ?? .needs(.classDescription)
        }
    }

    /// Takes what `advance` asked for.
    mutating func accept(_ value: JavaValue, _ reader: inout JavaStreamReader) throws(CarnelianError) {
        switch self {
        case .classDescription(var pending):
            self = .classLiteral(node: nil)
            defer { self = .classDescription(pending) }
            pending.accept(value)
        case .object(var pending):
            self = .classLiteral(node: nil)
            defer { self = .object(pending) }
            try pending.accept(value, &reader)
        case .array(var pending):
            self = .classLiteral(node: nil)
            defer { self = .array(pending) }
            try pending.accept(value, &reader)
        case .enumConstant(var pending):
            try pending.accept(value, &reader)
            self = .enumConstant(pending)
        case .classLiteral:
            guard case .node(let description) = value else { return }
            self = .classLiteral(node: try reader.add(.classLiteral(class: description)))
        }
    }
}

/// An enum constant: its class, then its name.
struct JavaPendingEnum {
    private var description: Int?
    private var node: Int?
    private var isNamed = false

    func advance() -> JavaPending.Step {
        guard description != nil, let node else { return .needs(.classDescription) }
        return isNamed ? .ended(.node(node)) : .needs(.string)
    }

    mutating func accept(_ value: JavaValue, _ reader: inout JavaStreamReader) throws(CarnelianError) {
        guard case .node(let index) = value else { return }
        if let description, let node {
            guard case .string(let name) = reader.nodes[index] else { return }
            reader.nodes[node] = .enumConstant(class: description, name: name)
            isNamed = true
        } else {
            description = index
            node = try reader.add(.enumConstant(class: index, name: ""))
        }
    }
}

/// An array: its class, then its elements.
struct JavaPendingArray {
    private var node: Int?
    private var array = JavaArray(classNode: 0)
    private var missing = 0

    mutating func advance(_ reader: inout JavaStreamReader) -> JavaPending.Step {
        guard let node else { return .needs(.classDescription) }
        guard missing == 0 else { return .needs(.object) }
        reader.nodes[node] = .array(array)
        return .ended(.node(node))
    }

    mutating func accept(_ value: JavaValue, _ reader: inout JavaStreamReader) throws(CarnelianError) {
        guard node == nil else {
            array.values.append(value)
            missing -= 1
            return
        }
        guard case .node(let index) = value, case .classDescription(let description) = reader.nodes[index] else {
            return
        }
        let name = Array(description.name.utf8)
        guard name.count > 1, name[0] == UInt8(ascii: "["), let size = JavaStreamReader.size(ofType: name[1]) else {
            throw reader.bytes.error("found an array of class \(description.name), expected a class such as [I")
        }
        array.classNode = index
        node = try reader.add(.array(array))
        let count = Int(try reader.bytes.integer(Int32.self, "the length of an array"))
        let most = reader.bytes.remaining / size
        guard (0...most).contains(count) else {
            throw reader.bytes.error(
                "found an array of \(count) elements before this, expected at most the \(most) that can follow")
        }
        if name[1] == UInt8(ascii: "[") || name[1] == UInt8(ascii: "L") {
            missing = count
        } else {
            array.values.reserveCapacity(count)
            for _ in 0..<count { array.values.append(try reader.primitive(ofType: name[1])) }
        }
    }
}
