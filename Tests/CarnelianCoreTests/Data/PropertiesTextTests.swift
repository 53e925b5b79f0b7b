import CarnelianCore
import Testing

struct PropertiesTextTests {
    private static let header = "#\n#Thu Jan 01 00:00:00 UTC 1970\n"

    /// What `Properties.store` of Java 17 writes.
    @Test(arguments: [
        ("a", "b", #"a=b"#),
        ("a b", "  c d ", #"a\ b=\  c d "#),
        ("k=:#!", "v=:#!", ##"k\=\:\#\!=v\=\:\#\!"##),
        ("tab\t", "nl\nr\rf\u{C}", #"tab\t=nl\nr\rf\f"#),
        (#"back\slash"#, #"c:\x"#, #"back\\slash=c\:\\x"#),
        ("umlautä", "€", #"umlaut\u00E4=\u20AC"#),
        ("emoji", "😀", #"emoji=\uD83D\uDE00"#),
        ("", "empty key", #"=empty key"#),
        ("empty", "", #"empty="#),
        ("del\u{7F}", "\0\u{1F}~", #"del\u007F=\u0000\u001F~"#),
        (" lead", "\u{A0}", #"\ lead=\u00A0"#),
        ("crlf", "a\r\nb", #"crlf=a\r\nb"#),
    ])
    func writesAsJavaDoes(key: String, value: String, line: String) throws {
        let bytes = PropertiesText.encode([key: value])
        #expect(String(decoding: bytes, as: UTF8.self) == Self.header + line + "\n")
        #expect(try PropertiesText.decode(bytes) == [key: value])
    }

    @Test func keysAreInOrderAndNothingElseVaries() {
        let bytes = PropertiesText.encode(["b": "2", "a": "1", "c": "3"])
        #expect(String(decoding: bytes, as: UTF8.self) == Self.header + "a=1\nb=2\nc=3\n")
        #expect(PropertiesText.encode([:]) == Array(Self.header.utf8))
    }

    @Test func readsAColumnWrittenByQuartzOnWindows() throws {
        let bytes: [UInt8] = Array("#\r\n#Thu Feb 08 18:55:27 GMT 2018\r\nmyKey=myValue\r\n".utf8)
        #expect(try PropertiesText.decode(bytes) == ["myKey": "myValue"])
    }

    /// The expected map is what `Properties.load` of Java 17 reads.
    @Test func readsAllThatJavaReads() throws {
        let text =
            "a=1\n b : 2\nc 3\n\\ d\\ e=f\\\n   g\n#x=1\n!y\n\n  \n h\n=nokey\nk\\\\=v\nl=\\u00e4\\q\\z\n"
            + "m=x\\\\\\\n  n\\\r\n   o\np=trail \nq = =x\nr\\=s:t\nu=a\\\n\nv=1\rw=2\r\nx=end\\"
        let expected = [
            "": "nokey", " d e": "fg", "a": "1", "b": "2", "c": "3", "h": "", "k\\": "v", "l": "äqz", "m": "x\\no",
            "p": "trail ", "q": "=x", "r=s": "t", "u": "a", "v": "1", "w": "2", "x": "end",
        ]
        #expect(try PropertiesText.decode(Array(text.utf8)) == expected)
    }

    /// What `Properties.load` of Java 17 makes of lone backslashes.
    @Test(arguments: [
        ("a\n\\", ["a": "", "": ""]), ("a\n\\\n", ["a": "", "": ""]), ("\\\r!b=1\n", [:]), ("\\\n\n#b\nc", ["c": ""]),
        ("\\\r\n  d\\\n#e", ["d#e": ""]), ("\\", ["": ""]), ("\n", [:]),
    ])
    func takesJavasOddTurns(text: String, map: [String: String]) throws {
        #expect(try PropertiesText.decode(Array(text.utf8)) == map)
    }

    @Test func readsISO8859() throws {
        #expect(try PropertiesText.decode([0x6B, 0xE4, 0x3D, 0xFC, 0xFF]) == ["kä": "üÿ"])
    }

    @Test(arguments: [#"a=\u12"#, #"a=\u12G4"#, #"\u=1"#, #"a=\uD83D"#, #"a=\uDE00\uD83D"#])
    func rejectsMalformedEscapes(text: String) {
        let error = #expect(throws: CarnelianError.self) { try PropertiesText.decode(Array(text.utf8)) }
        #expect(error?.code == .undecodableData)
    }

    /// Java keeps these apart, Swift's strings do not: one entry would be lost.
    @Test func refusesKeysThatDifferOnlyInComposition() {
        let error = #expect(throws: CarnelianError.self) {
            try PropertiesText.decode(Array(#"\u00E9=1\#n"#.utf8) + Array(#"e\u0301=2"#.utf8))
        }
        #expect(error?.code == .undecodableData)
        #expect(throws: Never.self) {
            try PropertiesText.decode(Array(#"\u00E9=1\#n"#.utf8) + Array(#"\u00E9=2"#.utf8))
        }
    }

    @Test func randomMapsRoundTrip() throws {
        var random = SeededGenerator(11)
        let alphabet: [Character] = Array("ab =:#!\\\t\n\r\u{C}äé€😀\0~uU0") + ["\r\n", "e\u{301}"]
        func text() -> String {
            String(
                (0..<Int.random(in: 0...12, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "x" })
        }
        for _ in 0..<3_000 {
            var map: [String: String] = [:]
            for _ in 0..<Int.random(in: 0...5, using: &random) { map[text()] = text() }
            #expect(try PropertiesText.decode(PropertiesText.encode(map)) == map)
        }
    }

    @Test func randomBytesNeverCrash() {
        var random = SeededGenerator(12)
        let bytes: [UInt8] = Array("ab=: \t\u{C}\n\r\\\\\\u0041#!".utf8) + [0, 0xE4, 0xFF]
        var read = 0
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0...30, using: &random)).map { _ in bytes.randomElement(using: &random) ?? 0
            }
            if (try? PropertiesText.decode(text)) != nil { read += 1 }
        }
        #expect(read > 0)
    }
}
