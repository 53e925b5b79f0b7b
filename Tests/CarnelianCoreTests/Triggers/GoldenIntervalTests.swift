import CarnelianCore
import Testing

struct GoldenIntervalTests {
    @Test func everyCalendarIntervalVectorIsWhatQuartzComputes() throws {
        let lines = GoldenCalendarIntervalVectors.lines.split(separator: "\n")
        #expect(lines.count > 300)
        for line in lines {
            let parts = line.split(separator: "|").map(String.init)
            let rule = CalendarIntervalTrigger(
                every: try #require(Int(parts[1])), try #require(IntervalUnit(rawValue: parts[0])),
                in: try TimeZoneRules(parts[2]),
                preservesHourOfDay: parts[3].first == "1", skipsDayIfHourDoesNotExist: parts[3].last == "1")
            let start = try time(parts[4])
            let end = parts[5] == "-" ? nil : try time(parts[5])
            #expect(rule.firstFireTime(start: start, end: end, clockChanges: nil) == start)
            let found = try distances(parts[7], after: try time(parts[6])) {
                rule.fireTime(after: $0, start: start, end: end, clockChanges: nil)
            }
            #expect(found == parts[7], "\(line)")
        }
    }

    @Test func everyDailyTimeIntervalVectorIsWhatQuartzComputes() throws {
        let lines = GoldenDailyIntervalVectors.lines.split(separator: "\n")
        #expect(lines.count > 300)
        for line in lines {
            let parts = line.split(separator: "|").map(String.init)
            let window = parts[3].split(separator: "/")
            let times = try window[0].split(separator: "-").map { try TimeOfDay(String($0)) }
            let rule = DailyTimeIntervalTrigger(
                every: try #require(Int(parts[1])), try #require(IntervalUnit(rawValue: parts[0])),
                from: times[0], to: times[1], on: Set(window[1].compactMap(\.wholeNumberValue)),
                in: try TimeZoneRules(parts[2]))
            let start = try time(parts[4])
            let end = parts[5] == "-" ? nil : try time(parts[5])
            let first = parts[6] == "-" ? nil : try time(parts[6])
            #expect(rule.firstFireTime(start: start, end: end, clockChanges: nil) == first, "\(line)")
            let found = try distances(parts[8], after: try time(parts[7])) {
                rule.fireTime(after: $0, start: start, end: end, clockChanges: nil)
            }
            #expect(found == parts[8], "\(line)")
        }
    }

    /// Asks for as many fire times as the text has distances, each after the one before.
    private func distances(
        _ expected: String, after: Timestamp, next: (Timestamp) -> Timestamp?
    ) throws -> String {
        var time = after
        var found: [String] = []
        for _ in expected.split(separator: " ") {
            guard let fire = next(time) else {
                found.append("-")
                break
            }
            found.append(text(fire.milliseconds - time.milliseconds))
            time = fire
        }
        return found.joined(separator: " ")
    }

    private func text(_ milliseconds: Int64) -> String {
        let rest = String(milliseconds % 1_000)
        let fraction = rest == "0" ? "" : "." + String(repeating: "0", count: 3 - rest.count) + rest
        return "\(milliseconds / 1_000)\(fraction)"
    }

    private func time(_ text: String) throws -> Timestamp {
        let parts = text.split(separator: ".")
        let seconds = try #require(Int64(parts[0]))
        let milliseconds = parts.count > 1 ? try #require(Int64(parts[1])) : 0
        return Timestamp(milliseconds: seconds * 1_000 + milliseconds)
    }
}
