import CarnelianTool
import Testing

struct JSONTests {
    @Test(arguments: [
        "null", "true", "false", "0", "-1", "9223372036854775807", "1.5", "\"\"", #""a\"\\\n\t\u0001é😀""#, "[]", "{}",
        #"{"a":[1,{"b":null}],"c":"d"}"#,
    ])
    func readsBackWhatItWrites(text: String) throws {
        let value = try JSONReader.read(text)
        #expect(try JSONReader.read(value.text) == value)
    }

    @Test func readsEscapes() throws {
        #expect(try JSONReader.read(#""\u00e9\ud83d\ude00\/""#) == .string("é😀/"))
        #expect(try JSONReader.read(" [ 1 , 2e2 ] ") == .array([.integer(1), .number(200)]))
        #expect(try JSONReader.read(#"{"a":1,"a":2}"#)[name: "a"] == .integer(2))
    }

    @Test(arguments: [
        "", " ", "{", "}", "[", "[1", "[1,]", "{\"a\"}", "{\"a\":}", "{a:1}", "nul", "tru", "01", "-", "1.", "1e", "+1",
        ".5",
        "\"", "\"\\x\"", "\"\\u12\"", "\"\u{1}\"", "1 2", "NaN", "1e999", "'a'", "[1 2]", "\u{0}", "\u{FEFF}1",
        String(repeating: "[", count: 100_000),
    ])
    func refusesWhatIsNoJSON(text: String) {
        #expect(throws: JSONError.self) { try JSONReader.read(text) }
    }

    @Test func keepsTheOrderOfMembers() {
        let value: JSONValue = ["b": 1, "a": true, "c": ["x", .null]]
        #expect(value.text == #"{"b":1,"a":true,"c":["x",null]}"#)
    }
}
