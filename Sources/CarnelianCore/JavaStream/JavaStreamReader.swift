/// Reads a stream of `java.io.ObjectOutputStream`, protocol 2, without recursion and in linear time.
///
/// What is begun and not yet ended (an object, an array, a class description) waits on a stack of its own; each step
/// either ends the topmost or begins the next. Every way in which the bytes can be wrong is one error with the offset.
struct JavaStreamReader {
    var bytes: JavaStreamBytes
    var nodes: [JavaNode] = []
    /// The nodes of the handles from 0x7E0000 on; a reset forgets them.
    private var handles: [Int] = []
    private var pending: [JavaPending] = []

    private init(_ bytes: [UInt8]) {
        self.bytes = JavaStreamBytes(bytes)
    }

    /// Reads a stream that holds one object.
    static func read(_ bytes: [UInt8]) throws(CarnelianError) -> JavaStream {
        guard bytes.count <= maximumBytes else {
            throw JavaStreamBytes.error(
                at: maximumBytes, "the stream has \(bytes.count) bytes, expected at most \(maximumBytes)")
        }
        var reader = JavaStreamReader(bytes)
        return try reader.stream()
    }

    /// No calendar and no job data is larger.
    static let maximumBytes = 16 << 20
    static let maximumNodes = 200_000
    /// How many things may contain one another.
    static let maximumDepth = 1_000
    /// How many superclasses a class may have: each costs time for every object.
    static let maximumSuperclasses = 16

    private mutating func stream() throws(CarnelianError) -> JavaStream {
        guard try bytes.integer(UInt16.self, "the magic number 0xACED") == 0xACED else {
            throw JavaStreamBytes.error(at: 0, "found another magic number, expected 0xACED")
        }
        guard try bytes.integer(UInt16.self, "version 5") == 5 else {
            throw JavaStreamBytes.error(at: 2, "found another version, expected 5")
        }
        skipResets()
        var content = try beginContent(.object)
        while true {
            if let value = content {
                guard var top = pending.popLast() else {
                    skipResets()
                    if let byte = bytes.peek {
                        throw bytes.error("found \(hex(byte)), expected the end of the stream")
                    }
                    return JavaStream(root: value, nodes: nodes)
                }
                try top.accept(value, &self)
                pending.append(top)
            }
            content = try advance()
        }
    }

    /// Resets may stand before and after the object, where no handle is needed any more.
    private mutating func skipResets() {
        while bytes.peek == JavaTag.reset { bytes.skip() }
    }

    /// Takes the topmost pending thing further: its value if that ends it, nil if something else was begun.
    private mutating func advance() throws(CarnelianError) -> JavaValue? {
        // Taken off the stack while it works, so that what it has gathered is not copied.
        guard var top = pending.popLast() else { return nil }
        switch try top.advance(&self) {
        case .ended(let value): return value
        case .needs(let expected):
            pending.append(top)
            return try beginContent(expected)
        }
    }

    /// Reads what is complete in itself, or puts what has parts on the stack and answers nil.
    private mutating func beginContent(_ expected: JavaExpected) throws(CarnelianError) -> JavaValue? {
        let start = bytes.offset
        let tag = try bytes.integer(UInt8.self, expected.name)
        guard expected.allows(tag: tag) else {
            throw JavaStreamBytes.error(at: start, "found \(JavaTag.name(tag)), expected \(expected.name)")
        }
        switch tag {
        case JavaTag.null:
            return .null
        case JavaTag.reference:
            return .node(try reference(expected, at: start))
        case JavaTag.string:
            let count = Int(try bytes.integer(UInt16.self, "the length of a string"))
            return .node(try add(.string(bytes.text(count, "a string of \(count) bytes"))))
        case JavaTag.longString:
            let count = try bytes.integer(Int64.self, "the length of a string")
            guard (0...Int64(bytes.remaining)).contains(count) else {
                throw JavaStreamBytes.error(
                    at: start + 1,
                    "found a string of \(count) bytes, expected at most the \(bytes.remaining) that follow")
            }
            return .node(try add(.string(bytes.text(Int(count), "a string of \(count) bytes"))))
        case JavaTag.classDescription:
            try push(.classDescription(try beginClass()))
        case JavaTag.proxyClass:
            try push(.classDescription(try beginProxyClass()))
        case JavaTag.object:
            try push(.object(JavaPendingObject()))
        case JavaTag.array:
            try push(.array(JavaPendingArray()))
        case JavaTag.enumConstant:
            try push(.enumConstant(JavaPendingEnum()))
        default:
            try push(.classLiteral(node: nil))
        }
        return nil
    }

    private mutating func push(_ thing: JavaPending) throws(CarnelianError) {
        guard pending.count < Self.maximumDepth else {
            throw bytes.error("more than \(Self.maximumDepth) things contain one another")
        }
        pending.append(thing)
    }

    /// Adds a node under the next handle.
    mutating func add(_ node: JavaNode) throws(CarnelianError) -> Int {
        guard nodes.count < Self.maximumNodes else {
            throw bytes.error("the stream holds more than \(Self.maximumNodes) things")
        }
        nodes.append(node)
        handles.append(nodes.count - 1)
        return nodes.count - 1
    }

    private mutating func reference(_ expected: JavaExpected, at start: Int) throws(CarnelianError) -> Int {
        let handle = Int(try bytes.integer(Int32.self, "a handle")) - 0x7E_0000
        guard handles.indices.contains(handle) else {
            throw JavaStreamBytes.error(
                at: start + 1, "found handle \(handle), expected one of the \(handles.count) given so far")
        }
        let node = handles[handle]
        guard expected.allows(nodes[node]) else {
            throw JavaStreamBytes.error(
                at: start, "found a reference to \(nodes[node].kind), expected \(expected.name)")
        }
        return node
    }
}
