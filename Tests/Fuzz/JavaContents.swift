/// Streams that follow the grammar of Java's object streams and mean nothing: classes, objects, arrays, references.
struct JavaContents {
    private(set) var bytes: [UInt8] = [0xAC, 0xED, 0x00, 0x05]
    private var handles = 0
    /// The classes described so far: handle, fields' types, whether they write of their own, superclass.
    private var classes: [Class] = []

    private struct Class {
        var handle: Int
        var types: [UInt8]
        var hasWriteMethod: Bool
        var superclass: Int?
    }

    private static let types = Array("BCDFIJSZL[".utf8)
    private static let names = [
        "java.util.TreeSet", "java.util.Date", "java.util.HashMap", "org.quartz.JobDataMap", "C",
        "org.quartz.impl.calendar.BaseCalendar", "org.quartz.impl.calendar.WeeklyCalendar",
    ]

    /// Writes an object, an array, a string, a reference or null.
    mutating func content(depth: Int, _ random: inout FuzzRandom) {
        switch depth > 6 ? 5 + random.index(3) : random.index(9) {
        case 0...2: object(depth: depth, random: &random)
        case 3: array(depth: depth, &random)
        case 4:
            bytes.append(0x7E)
            _ = description(depth: depth, &random)
            handles += 1
            string("E")
        case 5: string(random.pick(Self.names))
        case 6 where handles > 0:
            bytes += [0x71, 0x00, 0x7E] + integer(random.index(handles + 1), 2)
        default: bytes.append(0x70)
        }
    }

    private mutating func object(depth: Int, random: inout FuzzRandom) {
        bytes.append(0x73)
        guard let type = description(depth: depth, &random) else { return }
        handles += 1
        var chain: [Class] = []
        var next: Int? = type
        while let index = next, chain.count < 40 {
            chain.append(classes[index])
            next = classes[index].superclass
        }
        for part in chain.reversed() {
            for type in part.types { value(of: type, depth: depth, &random) }
            guard part.hasWriteMethod else { continue }
            for _ in 0..<random.index(4) {
                if random.percent(60) {
                    let count = random.index(12)
                    bytes += [0x77, UInt8(count)] + (0..<count).map { _ in UInt8(random.index(6)) }
                } else {
                    content(depth: depth + 1, &random)
                }
            }
            bytes.append(0x78)
        }
    }

    private mutating func array(depth: Int, _ random: inout FuzzRandom) {
        let type = random.pick(Self.types)
        bytes.append(0x75)
        describe("[" + String(decoding: [type], as: UTF8.self), types: [], hasWriteMethod: false, superclass: nil)
        bytes.append(0x70)
        handles += 1
        let count = random.index(5)
        bytes += integer(count, 4)
        for _ in 0..<count { value(of: type, depth: depth, &random) }
    }

    private mutating func value(of type: UInt8, depth: Int, _ random: inout FuzzRandom) {
        switch type {
        case UInt8(ascii: "L"), UInt8(ascii: "["): content(depth: depth + 1, &random)
        case UInt8(ascii: "D"), UInt8(ascii: "J"): bytes += integer(random.index(300), 8)
        case UInt8(ascii: "F"), UInt8(ascii: "I"): bytes += integer(random.index(300), 4)
        case UInt8(ascii: "C"), UInt8(ascii: "S"): bytes += integer(random.index(300), 2)
        default: bytes.append(UInt8(random.index(2)))
        }
    }

    /// Writes a class description or a reference to one; the class's place in `classes`.
    private mutating func description(depth: Int, _ random: inout FuzzRandom) -> Int? {
        if !classes.isEmpty && random.percent(50) {
            let known = random.index(classes.count)
            bytes += [0x71, 0x00, 0x7E] + integer(classes[known].handle, 2)
            return known
        }
        let types = (0..<random.index(4)).map { _ in random.pick(Self.types) }
        let hasWriteMethod = random.percent(50)
        describe(random.pick(Self.names), types: types, hasWriteMethod: hasWriteMethod, superclass: nil)
        let own = classes.count - 1
        // The superclass is described after this class, and has to be known before objects of this one.
        if depth < 6 && random.percent(30) {
            classes[own].superclass = description(depth: depth + 1, &random)
            if let superclass = classes[own].superclass, superclass == own { classes[own].superclass = nil }
        } else {
            bytes.append(0x70)
        }
        return own
    }

    private mutating func describe(_ name: String, types: [UInt8], hasWriteMethod: Bool, superclass: Int?) {
        bytes.append(0x72)
        text(name)
        bytes += integer(0, 8)
        classes.append(Class(handle: handles, types: types, hasWriteMethod: hasWriteMethod, superclass: superclass))
        handles += 1
        bytes.append(hasWriteMethod ? 3 : 2)
        bytes += integer(types.count, 2)
        for (index, type) in types.enumerated() {
            bytes.append(type)
            text("f\(index)")
            if type == UInt8(ascii: "L") || type == UInt8(ascii: "[") { string("Ljava/lang/Object;") }
        }
        bytes.append(0x78)
    }

    private mutating func string(_ text: String) {
        bytes.append(0x74)
        handles += 1
        self.text(text)
    }

    private mutating func text(_ text: String) {
        bytes += integer(text.utf8.count, 2) + text.utf8
    }

    private func integer(_ value: Int, _ size: Int) -> [UInt8] {
        (0..<size).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
}
