import CarnelianCore
import Foundation
import Testing

/// The calendars of `GoldenCalendar`, without a Java at hand.
struct GoldenCalendarTests {
    @Test(arguments: GoldenCalendar.all.indices)
    func aStreamOfJavasGivesJavasAnswers(index: Int) throws {
        let golden = GoldenCalendar.all[index]
        let calendar = try ExclusionCalendar(javaStream: golden.bytes)
        let answers = golden.times.map { calendar.includes(Timestamp(milliseconds: $0)) ? "1" : "0" }.joined()
        #expect(answers == golden.answers, "\(calendar)")
    }

    @Test(arguments: GoldenCalendar.all.indices)
    func writtenAnewItIsTheSameCalendar(index: Int) throws {
        let calendar = try ExclusionCalendar(javaStream: GoldenCalendar.all[index].bytes)
        let stream = try calendar.javaStream()
        #expect(try ExclusionCalendar(javaStream: stream) == calendar)
        #expect(try ExclusionCalendar(javaStream: stream).javaStream() == stream)
    }

    @Test func everyKindIsThere() throws {
        var kinds: Set<String> = []
        for golden in GoldenCalendar.all {
            for link in try ExclusionCalendar(javaStream: golden.bytes).chain {
                kinds.insert(String("\(link.rule)".prefix { $0 != "(" }))
            }
        }
        #expect(kinds == ["none", "annual", "cron", "daily", "holiday", "monthly", "weekly"])
    }
}

extension GoldenCalendar {
    var bytes: [UInt8] {
        get throws { Array(try #require(Data(base64Encoded: stream))) }
    }
}
