/// An object: its class, then for each class from the topmost down its fields and what it added of its own.
struct JavaPendingObject {
    private var node: Int?
    private var object = JavaObject(classNode: 0)
    /// The nodes of the classes whose parts are missing, the next one last.
    private var missing: [Int] = []
    /// The part being read and its class.
    private var part: JavaObject.Part?
    private var description: JavaClass?

    mutating func advance(_ reader: inout JavaStreamReader) throws(CarnelianError) -> JavaPending.Step {
        guard let node else { return .needs(.classDescription) }
        while true {
            if let description {
                if try readFields(of: description, &reader) { return .needs(.object) }
                if try readAnnotation(of: description, &reader) { return .needs(.object) }
                if let part { object.parts.append(part) }
                part = nil
            }
            guard let next = missing.popLast(), case .classDescription(let description) = reader.nodes[next] else {
                reader.nodes[node] = .object(object)
                return .ended(.node(node))
            }
            part = JavaObject.Part(classNode: next)
            self.description = description
        }
    }

    mutating func accept(_ value: JavaValue, _ reader: inout JavaStreamReader) throws(CarnelianError) {
        guard node != nil else {
            guard case .node(let index) = value else { return }
            object.classNode = index
            node = try reader.add(.object(object))
            var next: Int? = index
            while let current = next, case .classDescription(let description) = reader.nodes[current] {
                try check(description, reader)
                missing.append(current)
                next = description.superclass
            }
            return
        }
        if part?.values.count == description?.fields.count {
            part?.items.append(.value(value))
        } else {
            part?.values.append(value)
        }
    }

    private func check(_ description: JavaClass, _ reader: JavaStreamReader) throws(CarnelianError) {
        let flags = description.flags
        if flags.contains(.isExternalizable) && !flags.contains(.hasBlockData) {
            throw reader.bytes.error(
                "class \(description.name) is externalizable by protocol 1, expected one that can be read without it")
        }
        guard flags.contains(.isSerializable) || flags.contains(.isExternalizable), !flags.contains(.isEnum) else {
            throw reader.bytes.error("found an object of class \(description.name), expected a serializable class")
        }
    }

    /// Whether an object has to be read first.
    private mutating func readFields(
        of description: JavaClass,
        _ reader: inout JavaStreamReader
    ) throws(CarnelianError) -> Bool {
        guard description.flags.contains(.isSerializable) else { return false }
        while let count = part?.values.count, count < description.fields.count {
            let type = description.fields[count].type
            if type == UInt8(ascii: "L") || type == UInt8(ascii: "[") { return true }
            part?.values.append(try reader.primitive(ofType: type))
        }
        return false
    }

    /// Whether an object has to be read first.
    private mutating func readAnnotation(
        of description: JavaClass,
        _ reader: inout JavaStreamReader
    ) throws(CarnelianError) -> Bool {
        guard !description.flags.isDisjoint(with: [.hasWriteMethod, .isExternalizable]) else { return false }
        while true {
            switch try reader.annotation() {
            case .object: return true
            case .end: return false
            case .bytes(let block): part?.add(block)
            }
        }
    }
}

extension JavaObject.Part {
    /// Adds primitive data to that which stands before it, if any does.
    fileprivate mutating func add(_ block: ArraySlice<UInt8>) {
        if case .bytes(var bytes)? = items.last {
            items.removeLast()
            bytes.append(contentsOf: block)
            items.append(.bytes(bytes))
        } else {
            items.append(.bytes(Array(block)))
        }
    }
}

extension JavaStreamReader {
    enum Annotation {
        case bytes(ArraySlice<UInt8>)
        case object
        case end
    }

    /// Reads the next piece of what a class added of its own; objects are left to the caller.
    mutating func annotation() throws(CarnelianError) -> Annotation {
        switch bytes.peek {
        case JavaTag.blockData:
            bytes.skip()
            let count = Int(try bytes.integer(UInt8.self, "the length of block data"))
            return .bytes(try bytes.take(count, "\(count) bytes of block data"))
        case JavaTag.longBlockData:
            bytes.skip()
            let start = bytes.offset
            let count = Int(try bytes.integer(Int32.self, "the length of block data"))
            guard count >= 0 else { throw JavaStreamBytes.error(at: start, "found \(count) bytes of block data") }
            return .bytes(try bytes.take(count, "\(count) bytes of block data"))
        case JavaTag.endBlockData:
            bytes.skip()
            return .end
        default:
            return .object
        }
    }

    mutating func primitive(ofType type: UInt8) throws(CarnelianError) -> JavaValue {
        switch type {
        case UInt8(ascii: "B"): return .byte(try bytes.integer(Int8.self, "a byte"))
        case UInt8(ascii: "C"): return .char(try bytes.integer(UInt16.self, "a char"))
        case UInt8(ascii: "D"): return .double(Double(bitPattern: try bytes.integer(UInt64.self, "a double")))
        case UInt8(ascii: "F"): return .float(Float(bitPattern: try bytes.integer(UInt32.self, "a float")))
        case UInt8(ascii: "I"): return .int(try bytes.integer(Int32.self, "an int"))
        case UInt8(ascii: "J"): return .long(try bytes.integer(Int64.self, "a long"))
        case UInt8(ascii: "S"): return .short(try bytes.integer(Int16.self, "a short"))
        default: return .boolean(try bytes.integer(UInt8.self, "a boolean") != 0)
        }
    }

    /// The bytes that a value takes at least; nil for what is no type.
    static func size(ofType type: UInt8) -> Int? {
        switch type {
        case UInt8(ascii: "B"), UInt8(ascii: "Z"), UInt8(ascii: "L"), UInt8(ascii: "["): 1
        case UInt8(ascii: "C"), UInt8(ascii: "S"): 2
        case UInt8(ascii: "I"), UInt8(ascii: "F"): 4
        case UInt8(ascii: "D"), UInt8(ascii: "J"): 8
        default: nil
        }
    }
}
