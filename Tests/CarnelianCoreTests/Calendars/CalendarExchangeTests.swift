import CarnelianCore
import Foundation
import Testing

/// Reads calendars that Java has streamed and holds their answers against Java's.
///
/// `CARNELIAN_CALENDARS` names a file of lines as `carnelian.interop.Calendars` prints them; the same calendars as Carnelian
/// streams them go to that name with `.swift` added, for Java to check. Tests/Interop/calendars_agree.sh does both.
struct CalendarExchangeTests {
    private static let path = ProcessInfo.processInfo.environment["CARNELIAN_CALENDARS"]

    @Test(.enabled(if: path != nil, "CARNELIAN_CALENDARS names no file"))
    func javasCalendarsGiveJavasAnswers() throws {
        let path = try #require(Self.path)
        var output = ""
        var differences: [String] = []
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        for line in lines {
            let exchanged = try ExchangedCalendar(line)
            let calendar = try ExclusionCalendar(javaStream: exchanged.stream)
            for (time, answer) in exchanged.answers where calendar.includes(Timestamp(milliseconds: time)) != answer {
                differences.append("\(calendar) at \(time): Java says \(answer)")
            }
            let stream = try calendar.javaStream()
            #expect(try ExclusionCalendar(javaStream: stream) == calendar)
            output += ExchangedCalendar.hexadecimal(stream) + line.drop { $0 != "\t" } + "\n"
        }
        try output.write(to: URL(fileURLWithPath: path + ".swift"), atomically: true, encoding: .utf8)
        #expect(!lines.isEmpty)
        #expect(differences.isEmpty, "\(differences.count): \(differences.prefix(10).joined(separator: "\n"))")
    }
}

/// A calendar's stream and what Java answers about times: hexadecimal digits, times and answers with tabs between.
struct ExchangedCalendar {
    var stream: [UInt8]
    var answers: [(time: Int64, isIncluded: Bool)]

    init(_ line: some StringProtocol) throws {
        let fields = line.split(separator: "\t")
        try #require(fields.count == 3)
        stream = try Self.bytes(String(fields[0]))
        let times = try fields[1].split(separator: ",").map { try #require(Int64($0)) }
        answers = Array(zip(times, fields[2].map { $0 == "1" }))
        try #require(answers.count == fields[2].count)
    }

    static func bytes(_ hexadecimal: String) throws -> [UInt8] {
        let digits = Array(hexadecimal.utf8.filter { $0 > 0x20 })
        func value(_ digit: UInt8) throws -> UInt8 {
            try UInt8(#require(Character(UnicodeScalar(digit)).hexDigitValue))
        }
        return try stride(from: 0, to: digits.count, by: 2).map { try value(digits[$0]) << 4 | value(digits[$0 + 1]) }
    }

    static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
