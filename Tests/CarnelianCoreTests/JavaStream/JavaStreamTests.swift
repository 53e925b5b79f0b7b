import CarnelianCore
import Testing

/// Object streams that are not what they should be: each gives one error that says where and what.
struct JavaStreamTests {
    @Test func objectsOfOtherClassesAreReportedByName() throws {
        let found = try message(object("com.acme.X"))
        #expect(found.hasPrefix("the calendar is of Java class com.acme.X; expected one of org.quartz.impl"))
        #expect(try message([0x70]).hasPrefix("the calendar is null; expected one of org.quartz.impl"))
        #expect(try message(string("x")).hasPrefix("the calendar is a string; expected one of"))
    }

    @Test func aCalendarWithAnotherBaseIsReportedByTheBasesName() throws {
        // The handles: the class, the three fields' types, the calendar.
        let fields: [UInt8] =
            field("L", "baseCalendar") + string("Lorg/quartz/Calendar;") + field("L", "description")
            + string("Ljava/lang/String;") + field("L", "timeZone") + string("Ljava/util/TimeZone;")
        let type = description("org.quartz.impl.calendar.BaseCalendar", uid: 3_106_623_404_629_760_239, 3, fields)
        let foreign = try message([0x73] + type + object("com.acme.X") + [0x70, 0x70])
        #expect(foreign.hasPrefix("a base calendar is of Java class com.acme.X;"))
        let own = try message([0x73] + type + [0x71, 0, 0x7E, 0, 4, 0x70, 0x70])
        #expect(own.hasSuffix("a calendar is its own base"))
    }

    @Test func otherVersionsOfAClassAreReported() throws {
        let stream = object("org.quartz.impl.calendar.BaseCalendar")
        let found = try message(stream)
        #expect(found.contains("BaseCalendar is of another version, expected serialVersionUID 3106623404629760239"))
    }

    @Test(arguments: [
        ([], "byte 0: the stream ends 2 bytes short, expected the magic number 0xACED"),
        ([0xCA, 0xFE, 0, 5], "byte 0: found another magic number, expected 0xACED"),
        ([0xAC, 0xED, 0, 4], "byte 2: found another version, expected 5"),
        ([0xAC, 0xED, 0, 5], "byte 4: the stream ends 1 bytes short, expected an object, an array, a string or null"),
        ([0xAC, 0xED, 0, 5, 0x77, 1, 0], "byte 4: found 0x77 (block data), expected an object, an array, a string"),
        ([0xAC, 0xED, 0, 5, 0x41], "byte 4: found 0x41, expected an object, an array, a string or null"),
        ([0xAC, 0xED, 0, 5, 0x71, 0, 0x7E, 0, 0], "byte 5: found handle 0, expected one of the 0 given so far"),
        ([0xAC, 0xED, 0, 5, 0x70, 0x70], "byte 5: found 0x70, expected the end of the stream"),
        ([0xAC, 0xED, 0, 5, 0x74, 0, 2, 0x41], "byte 8: the stream ends 1 bytes short, expected a string of 2 bytes"),
        ([0xAC, 0xED, 0, 5, 0x74, 0, 1, 0xFF], "byte 7: found 0xFF, expected modified UTF-8"),
        ([0xAC, 0xED, 0, 5, 0x74, 0, 3, 0xED, 0xA0, 0x80], "byte 7: found a text with half a surrogate pair"),
    ])
    func malformedBytesAreReportedWithTheirOffset(bytes: [UInt8], expected: String) throws {
        let error = try #require(throws: CarnelianError.self) { try ExclusionCalendar(javaStream: bytes) }
        #expect(error.code == .undecodableData)
        #expect(error.message.hasPrefix("Java object stream, " + expected), "\(error)")
    }

    @Test func sizesThatCannotBeAreRefusedBeforeRoomIsMade() throws {
        let array: [UInt8] = [0x75] + description("[J") + [0x7F, 0xFF, 0xFF, 0xFF]
        #expect(try message(array).contains("an array of 2147483647 elements before this, expected at most the 0 that"))
        #expect(try message([0x7C, 0x7F, 0, 0, 0, 0, 0, 0, 0]).contains("expected at most the 0 that follow"))
        let negative = try message([0x75] + description("[J") + [0xFF, 0, 0, 0])
        #expect(negative.contains("found an array of -16777216 elements"))
    }

    @Test func depthIsBounded() throws {
        var nested: [UInt8] = [0x75] + description("[[I") + [0, 0, 0, 1]
        for _ in 0..<3_000 { nested += [0x75, 0x71, 0, 0x7E, 0, 0, 0, 0, 0, 1] }
        #expect(try message(nested + [0x70]).hasSuffix("more than 1000 things contain one another"))
    }

    @Test func superclassesAreBounded() throws {
        var classes: [UInt8] = [0x73]
        for index in 0..<40 { classes += description("C\(index)").dropLast() }
        #expect(try message(classes + [0x70]).hasSuffix("a class has more than 16 superclasses"))
    }

    @Test func aClassCannotBeItsOwnSuperclass() throws {
        let stream = [0x73] + description("C").dropLast() + [0x71, 0, 0x7E, 0, 0]
        let found = try message(stream)
        #expect(found.hasSuffix("a reference to the class C, expected the description of a superclass or null"))
    }

    @Test func everyTruncationIsAnError() throws {
        for golden in GoldenCalendar.all {
            let bytes = try golden.bytes
            for count in stride(from: 0, to: bytes.count, by: 7) {
                #expect(throws: CarnelianError.self) { try ExclusionCalendar(javaStream: Array(bytes.prefix(count))) }
            }
        }
    }

    /// A short run of what the fuzzer does at length.
    @Test func changedBytesNeverDoHarm() throws {
        var random = SeededGenerator(23)
        let streams = try GoldenCalendar.all.map { try $0.bytes }
        for _ in 0..<3_000 {
            var bytes = streams.randomElement(using: &random) ?? []
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                bytes[.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
            }
            guard let calendar = try? ExclusionCalendar(javaStream: bytes) else { continue }
            #expect(try ExclusionCalendar(javaStream: calendar.javaStream()) == calendar)
        }
    }

    private func message(_ content: [UInt8]) throws -> String {
        try #require(throws: CarnelianError.self) {
            try ExclusionCalendar(javaStream: [0xAC, 0xED, 0x00, 0x05] + content)
        }.message
    }

    private func object(_ className: String) -> [UInt8] { [0x73] + description(className) }

    /// A serializable class without superclass.
    private func description(
        _ name: String, uid: Int64 = 0, _ fieldCount: UInt8 = 0, _ fields: [UInt8] = []
    ) -> [UInt8] {
        let uid = (0..<8).reversed().map { UInt8(truncatingIfNeeded: uid >> ($0 * 8)) }
        return [0x72] + text(name) + uid + [0x02, 0, fieldCount] + fields + [0x78, 0x70]
    }

    private func field(_ type: Character, _ name: String) -> [UInt8] { [type.asciiValue ?? 0] + text(name) }

    private func string(_ text: String) -> [UInt8] { [0x74] + self.text(text) }

    private func text(_ text: String) -> [UInt8] { [0, UInt8(text.utf8.count)] + text.utf8 }
}
