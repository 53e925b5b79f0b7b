import CarnelianCore
import Foundation
import Testing

/// Reads job data that Java has written and holds the entries against Java's.
///
/// `CARNELIAN_DATA` names a file of lines as `carnelian.interop.Data` prints them. Every map that was read, and as many random
/// ones of this side, go to that name with `.swift` added as Carnelian writes them, for Java to check.
/// Tests/Interop/data_agrees.sh does both.
struct DataExchangeTests {
    private static let path = ProcessInfo.processInfo.environment["CARNELIAN_DATA"]

    @Test(.enabled(if: path != nil, "CARNELIAN_DATA names no file"))
    func javasDataHaveJavasEntries() throws {
        let path = try #require(Self.path)
        var random = SeededGenerator(31)
        var output = ""
        var differences: [String] = []
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        for line in lines {
            let exchanged = try ExchangedData(line)
            do throws(CarnelianError) {
                let map = try JobDataBytes.decode(exchanged.bytes)
                if !exchanged.agrees(with: map) {
                    differences.append("read \(ExchangedData.entries(of: map)) of \(line)")
                }
                output += Self.line(map) + Self.line(Self.map(&random))
            } catch {
                if !exchanged.isRefused(by: error) { differences.append("\(error) of \(line)") }
            }
        }
        try output.write(to: URL(fileURLWithPath: path + ".swift"), atomically: true, encoding: .utf8)
        #expect(!lines.isEmpty)
        #expect(differences.isEmpty, "\(differences.count): \(differences.prefix(5).joined(separator: "\n"))")
    }

    private static func line(_ map: JobDataMap) -> String {
        ExchangedCalendar.hexadecimal(JobDataBytes.encode(map)) + "\t" + ExchangedData.entries(of: map) + "\n"
    }

    private static func map(_ random: inout SeededGenerator) -> JobDataMap {
        var map = JobDataMap()
        for _ in 0..<Int.random(in: 0...5, using: &random) { map[text(&random)] = text(&random) }
        return map
    }

    private static func text(_ random: inout SeededGenerator) -> String {
        let awkward = Array(" =:#!\\\t\n\r\u{C}\0\u{7F}\u{85}\u{2028}\u{FEFF}é😀".unicodeScalars)
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...9, using: &random) {
            let limit = [0x80, 0x800, 0x1_0000, 0x11_0000].randomElement(using: &random) ?? 0x80
            let scalar = Unicode.Scalar(UInt32.random(in: 0..<UInt32(limit), using: &random))
            text.append(Bool.random(using: &random) ? awkward.randomElement(using: &random) ?? " " : scalar ?? "x")
        }
        return String(text)
    }
}

/// Bytes of job data and what Java says of them.
struct ExchangedData {
    var bytes: [UInt8]
    /// The entries, or `refused` and a class.
    private var entries: String

    init(_ line: Substring) throws {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
        try #require(fields.count == 2)
        bytes = try ExchangedCalendar.bytes(String(fields[0]))
        entries = String(fields[1])
    }

    /// Whether the map has the same keys, the same texts, and numbers of the same bits.
    func agrees(with map: JobDataMap) -> Bool {
        guard !entries.hasPrefix("refused") else { return false }
        let expected = entries == "-" ? [] : entries.split(separator: " ").map(String.init)
        let found = Dictionary(uniqueKeysWithValues: map.values.map { (Self.hexadecimal($0), $1) })
        return expected.count == found.count
            && expected.allSatisfy { entry in
                let parts = entry.split(separator: "=", omittingEmptySubsequences: false)
                guard parts.count == 2, let value = found[String(parts[0])] else { return false }
                return Self.agrees(value, with: parts[1])
            }
    }

    /// Whether Java refuses the bytes as well, or holds what no text of Swift's can: half of a surrogate pair, or two keys
    /// that differ only in composition.
    func isRefused(by error: CarnelianError) -> Bool {
        guard error.code == .undecodableData, entries != "-" else { return false }
        if entries == "refused" { return true }
        if entries.hasPrefix("refused ") { return error.message.contains(entries.dropFirst(8)) }
        if error.message.contains("half of a surrogate pair") { return Self.hasLoneSurrogate(entries) }
        let keys = entries.split(separator: " ").compactMap { Self.text($0.prefix { $0 != "=" }) }
        return error.message.contains("differ only in how Unicode composes") && Set(keys).count < keys.count
    }

    /// The entries as Java prints those of a map of texts.
    static func entries(of map: JobDataMap) -> String {
        let entries = map.values.map { "\(hexadecimal($0))=S\(hexadecimal($1))" }
        return entries.isEmpty ? "-" : entries.sorted { key($0) < key($1) }.joined(separator: " ")
    }

    private static func key(_ entry: String) -> String { String(entry.prefix { $0 != "=" }) }

    private static func agrees(_ value: String, with expected: Substring) -> Bool {
        let rest = expected.dropFirst()
        switch expected.first {
        case "N": return value.isEmpty
        case "S": return hexadecimal(value) == rest
        case "T": return value == rest
        case "D": return (Double(value)?.bitPattern).map { String($0, radix: 16) } == String(rest)
        case "F": return (Float(value)?.bitPattern).map { String($0, radix: 16) } == String(rest)
        default: return false
        }
    }

    private static func hexadecimal(_ text: String) -> String {
        ExchangedCalendar.hexadecimal(text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })
    }

    private static func units(_ hexadecimal: some StringProtocol) -> [UInt16] {
        let bytes = (try? ExchangedCalendar.bytes(String(hexadecimal))) ?? []
        return stride(from: 0, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
    }

    private static func text(_ hexadecimal: some StringProtocol) -> String? {
        String(validating: units(hexadecimal), as: UTF16.self)
    }

    private static func hasLoneSurrogate(_ entries: String) -> Bool {
        entries.split { $0 == " " || $0 == "=" }.contains { part in
            text(part.first == "S" ? part.dropFirst() : part) == nil
        }
    }
}
