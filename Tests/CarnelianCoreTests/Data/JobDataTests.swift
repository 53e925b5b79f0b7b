import CarnelianCore
import Foundation
import Testing

struct JobDataTests {
    enum Color: String, Codable { case red, green }
    enum Level: Int, Codable { case low = 1, high = 9 }
    struct Address: Codable, Equatable { var street: String, tags: [String] }

    struct Everything: Codable, Equatable {
        var customerID = 7
        var name = "Ada \"Ä\" \n/ {,:}"
        var digits = "007"
        var big = UInt64.max
        var small = Int8.min
        var ratio = 0.1
        var float: Float = 1.5
        var flag = true
        var color = Color.green
        var level = Level.high
        var due = Date(timeIntervalSince1970: 1_795_355_820.25)
        var missing: Int?
        var present: String? = "yes"
        var address = Address(street: "a=b", tags: ["x", "y,z"])
        var list = [1, 2, 3]
        var table = ["k": 1.5]
        var dates = [Date(timeIntervalSince1970: 0)]
        var link = URL(string: "https://example.org/a?b=c")!
        var id = UUID(uuidString: "E621E1F8-C36C-495A-93FC-0C247A3E6E5F")!
        var bytes = Data([1, 2, 3])
        var price = Decimal(string: "12.345678901234567890")!
        var infinite = -Double.infinity
        var null: [Int?] = [1, nil]
    }

    @Test func parametersBecomeNaturalKeys() throws {
        let map = try JobDataMap(encoding: Everything())
        #expect(
            map.values == [
                "customerID": "7", "name": "Ada \"Ä\" \n/ {,:}", "digits": "007", "big": "18446744073709551615",
                "small": "-128", "ratio": "0.1", "float": "1.5", "flag": "true", "color": "green", "level": "9",
                "due": "2026-11-22T13:57:00.250Z", "present": "yes",
                "address": #"{"street":"a=b","tags":["x","y,z"]}"#, "list": "[1,2,3]", "table": #"{"k":1.5}"#,
                "dates": #"["1970-01-01T00:00:00.000Z"]"#, "link": "https://example.org/a?b=c",
                "id": "E621E1F8-C36C-495A-93FC-0C247A3E6E5F", "bytes": "AQID", "price": "12.34567890123456789",
                "infinite": "-Infinity", "null": "[1,null]",
            ])
    }

    @Test func parametersReadBack() throws {
        let map = try JobDataMap(encoding: Everything())
        #expect(try map.decode(Everything.self) == Everything())
        let bytes = JobDataBytes.encode(map)
        #expect(try JobDataBytes.decode(bytes).decode(Everything.self) == Everything())
    }

    struct Nothing: Codable, Equatable {}

    @Test func emptyParametersAreAnEmptyMap() throws {
        #expect(try JobDataMap(encoding: Nothing()).isEmpty)
        #expect(try JobDataMap(["other": "1"]).decode(Nothing.self) == Nothing())
    }

    @Test func dictionariesAreParametersToo() throws {
        #expect(try JobDataMap(encoding: ["a": 1, "b": 2]) == ["a": "1", "b": "2"])
        #expect(try JobDataMap(["a": "1", "b": "2"]).decode([String: Int].self) == ["a": 1, "b": 2])
    }

    @Test func topLevelValuesWithoutNamesAreRejected() throws {
        let list = try #require(throws: CarnelianError.self) { try JobDataMap(encoding: [1, 2]) }
        #expect(list.code == .invalidValue && list.message.contains("a list"))
        let number = try #require(throws: CarnelianError.self) { try JobDataMap(encoding: 7) }
        #expect(number.message.contains("a single value; expected a struct with named properties"))
        let text = try #require(throws: CarnelianError.self) { try JobDataMap(["a": "1"]).decode(Int.self) }
        #expect(text.code == .undecodableData && text.message.contains("map of named values"))
        let values = try #require(throws: CarnelianError.self) { try JobDataMap(["a": "1"]).decode([Int].self) }
        #expect(values.code == .undecodableData)
    }

    struct Order: Codable { var customerID: Int, rush: Bool, lines: [Line], due: Date? }
    struct Line: Codable { var count: Int }

    @Test(arguments: [
        (["rush": "true", "lines": "[]"], #"key "customerID" is missing"#),
        (["customerID": "secret", "rush": "true", "lines": "[]"], #"key "customerID": found a text; expected Int"#),
        (["customerID": "1.5", "rush": "true", "lines": "[]"], #"key "customerID": found a number; expected Int"#),
        (["customerID": "99999999999999999999", "rush": "true", "lines": "[]"], #"key "customerID": found a number"#),
        (["customerID": "1", "rush": "secret", "lines": "[]"], #"key "rush": found a text; expected Bool"#),
        (["customerID": "1", "rush": "true", "lines": "secret"], #"key "lines": found a text, expected a JSON array"#),
        (["customerID": "1", "rush": "true", "lines": "{}"], #"key "lines": found an object, expected a JSON array"#),
        (["customerID": "1", "rush": "true", "lines": "[{\"count\":\"secret\"}]"], "count"),
        (
            ["customerID": "1", "rush": "true", "lines": "[]", "due": "secret"],
            #"key "due": found a text; expected Date"#
        ),
    ])
    func decodingErrorsNameTheKeyAndNotTheValue(values: [String: String], message: String) throws {
        let error = try #require(throws: CarnelianError.self) { try JobDataMap(values).decode(Order.self) }
        #expect(error.code == .undecodableData)
        #expect(error.description.contains(message), "\(error)")
        #expect(!error.description.contains("secret"))
    }

    class Base: Codable {
        var a = 1
    }
    final class Derived: Base {
        var b = 2
        enum Keys: String, CodingKey { case b, nested }
        override init() { super.init() }
        required init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Keys.self)
            b = try container.decode(Int.self, forKey: .b)
            let nested = try container.nestedContainer(keyedBy: Keys.self, forKey: .nested)
            #expect(try nested.decode(String.self, forKey: .b) == "inner")
            try super.init(from: container.superDecoder())
        }
        override func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Keys.self)
            try container.encode(b, forKey: .b)
            var nested = container.nestedContainer(keyedBy: Keys.self, forKey: .nested)
            try nested.encode("inner", forKey: .b)
            try super.encode(to: container.superEncoder())
        }
    }

    @Test func classesAndNestedContainersWork() throws {
        let value = Derived()
        (value.a, value.b) = (41, 42)
        let map = try JobDataMap(encoding: value)
        #expect(map == ["b": "42", "nested": #"{"b":"inner"}"#, "super": #"{"a":41}"#])
        let read = try map.decode(Derived.self)
        #expect(read.a == 41 && read.b == 42)
    }

    @Test func javaObjectStreamsAreRecognized() throws {
        let error = try #require(throws: CarnelianError.self) {
            try JobDataBytes.decode([0xAC, 0xED, 0x00, 0x05, 0x73, 0x72])
        }
        #expect(error.code == .undecodableData)
        #expect(error.message.contains("useProperties=true"))
    }

    @Test func noBytesAreTheEmptyMap() throws {
        #expect(try JobDataBytes.decode(nil).isEmpty)
        #expect(try JobDataBytes.decode([]).isEmpty)
        #expect(try JobDataBytes.decode(JobDataBytes.encode([:])).isEmpty)
    }

    @Test func mergingLetsTheOtherWin() {
        let merged = JobDataMap(["a": "1", "b": "1"]).merging(["b": "2", "c": "2"])
        #expect(merged == ["a": "1", "b": "2", "c": "2"])
        #expect(merged.keys == ["a", "b", "c"])
        var map = merged
        map["a"] = nil
        #expect(map["a"] == nil && map["b"] == "2")
    }

    @Test func theDescriptionShowsKeysOnly() {
        #expect(JobDataMap(["token": "secret", "id": "7"]).description == "[id, token]")
    }
}
