import CarnelianCore
import Foundation
import Testing

/// Vectors as `Tests/Interop/rrule/generate.py` prints them, computed by python-dateutil.
struct RecurrenceVectorTests {
    @Test func everyVectorIsWhatDateutilComputes() throws {
        let lines = RecurrenceVectors.lines.split(separator: "\n")
        #expect(lines.count >= 300)
        for line in lines { try check(line) }
    }

    @Test(.enabled(if: vectorFile != nil, "CARNELIAN_RECURRENCE_VECTORS names no file"))
    func everyVectorOfAFileIsWhatDateutilComputes() throws {
        let text = try String(contentsOfFile: try #require(vectorFile), encoding: .utf8)
        let lines = text.split(separator: "\n")
        #expect(!lines.isEmpty)
        for line in lines { try check(line) }
    }

    private func check(_ line: Substring) throws {
        let fields = line.split(separator: "|").map(String.init)
        try #require(fields.count == 5, "\(line)")
        let trigger = RecurrenceTrigger(try RecurrenceRule(fields[0]), in: try TimeZoneRules(fields[1]))
        #expect(try RecurrenceRule(trigger.rule.text) == trigger.rule, "\(line)")
        let start = Timestamp(milliseconds: try #require(Int64(fields[2])) * 1_000)
        var time = Timestamp(milliseconds: try #require(Int64(fields[3])) * 1_000)
        for distance in fields[4].split(separator: " ") {
            let next = trigger.fireTime(after: time, start: start, end: nil, clockChanges: nil)
            guard let next, let seconds = Int64(distance) else {
                #expect(next == nil && distance == "-", "\(line)")
                break
            }
            #expect(next == time.advanced(by: .seconds(seconds)), "\(line)")
            guard next > time else { break }
            time = next
        }
    }
}

private let vectorFile = ProcessInfo.processInfo.environment["CARNELIAN_RECURRENCE_VECTORS"]
