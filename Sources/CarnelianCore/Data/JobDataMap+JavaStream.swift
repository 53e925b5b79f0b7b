extension JobDataMap {
    /// Reads a map as Quartz stores it with `useProperties=false`: a Java object stream of a `JobDataMap` or a plain map.
    ///
    /// Strings stay as they are; numbers, booleans, characters and dates become text as typed parameters have it, null the
    /// empty string. Throws `.undecodableData` for malformed bytes and for other classes, with key and class.
    init(javaStream bytes: [UInt8]) throws(CarnelianError) {
        let stream = try JavaStreamReader.read(bytes)
        guard stream.root != .null else {
            self.init()
            return
        }
        guard let root = stream.instance(stream.root) else { throw Self.noMap(stream.kind(stream.root)) }
        var map = root
        if root.className == "org.quartz.JobDataMap" {
            let owner = "org.quartz.utils.DirtyFlagMap"
            guard let inner = stream.instance(try root.value("map", of: owner)) else {
                throw root.mismatch("map", owner, "a map")
            }
            map = inner
        }
        self.init(try Self.entries(of: map))
    }

    /// The classes of maps, where each keeps its entries, and how many numbers stand before them; the last is their count.
    private static let mapClasses: [String: (owner: String, numbers: Int)] = [
        "java.util.HashMap": ("java.util.HashMap", 2),
        "java.util.LinkedHashMap": ("java.util.HashMap", 2),
        "java.util.Hashtable": ("java.util.Hashtable", 2),
        "java.util.Properties": ("java.util.Hashtable", 2),
        "java.util.TreeMap": ("java.util.TreeMap", 1),
    ]

    private static func entries(of map: JavaInstance) throws(CarnelianError) -> [String: String] {
        guard let (owner, numbers) = mapClasses[map.className] else {
            throw noMap("an object of class \(map.className)")
        }
        var items = try map.items(of: owner)
        var count = 0
        for _ in 0..<numbers { count = try items.int() }
        guard count >= 0, count <= items.items.count / 2 else {
            throw JavaInstance.error("class \(owner) names \(count) entries, expected those that follow")
        }
        var entries = JobDataEntries()
        for _ in 0..<count {
            let key = try items.value()
            guard let name = map.stream.string(key) else {
                throw CarnelianError(
                    .undecodableData,
                    "job data in a Java object stream has a key that is \(map.stream.kind(key)), expected a string")
            }
            let value = try items.value()
            guard let text = try text(of: value, in: map.stream) else {
                throw CarnelianError(
                    .undecodableData,
                    "job data in a Java object stream, key \"\(name)\": found \(map.stream.kind(value)), "
                        + "expected a string, a number, a boolean, a character, a date or null")
            }
            try entries.read(text, forKey: name)
        }
        return entries.values
    }

    /// Nil for a value of another class.
    private static func text(of value: JavaValue, in stream: JavaStream) throws(CarnelianError) -> String? {
        if value == .null { return "" }
        if let string = stream.string(value) { return string }
        guard let instance = stream.instance(value) else { return nil }
        switch instance.className {
        case "java.util.Date":
            return try instance.date().description
        case "java.lang.Integer", "java.lang.Long", "java.lang.Short", "java.lang.Byte", "java.lang.Double",
            "java.lang.Float", "java.lang.Boolean", "java.lang.Character":
            return try instance.value("value", of: instance.className).scalarText
        default:
            return nil
        }
    }

    private static func noMap(_ found: String) -> CarnelianError {
        CarnelianError(
            .undecodableData,
            "job data in a Java object stream: found \(found), expected org.quartz.JobDataMap or java.util.HashMap")
    }
}

extension JavaValue {
    /// A primitive value as text; nil for references and for half a surrogate pair.
    fileprivate var scalarText: String? {
        switch self {
        case .boolean(let value): "\(value)"
        case .byte(let value): "\(value)"
        case .char(let unit): String(validating: [unit], as: UTF16.self)
        case .short(let value): "\(value)"
        case .int(let value): "\(value)"
        case .long(let value): "\(value)"
        case .float(let value): value.isFinite ? "\(value)" : Self.text(ofNonFinite: Double(value))
        case .double(let value): value.isFinite ? "\(value)" : Self.text(ofNonFinite: value)
        case .null, .node: nil
        }
    }

    private static func text(ofNonFinite value: Double) -> String {
        value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity"
    }
}
