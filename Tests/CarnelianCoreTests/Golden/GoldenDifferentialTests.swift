import CarnelianCore
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

struct GoldenDifferentialTests {
    @Test func cronTriggersFireWhenQuartzSays() throws {
        for line in GoldenVectors.cron.split(separator: "\n") { try GoldenVector(line).check(Self.cron) }
    }

    @Test func calendarIntervalsFireWhenQuartzSays() throws {
        for line in GoldenVectors.calendarInterval.split(separator: "\n") {
            try GoldenVector(line).check(Self.calendarInterval)
        }
    }

    @Test func dailyTimeIntervalsFireWhenQuartzSays() throws {
        for line in GoldenVectors.dailyTimeInterval.split(separator: "\n") {
            try GoldenVector(line).check(Self.dailyTimeInterval)
        }
    }

    @Test func triggersWithCalendarsFireWhenQuartzSays() throws {
        let lines = GoldenVectors.calendar.split(separator: "\n")
        #expect(lines.count >= 100)
        for line in lines {
            let vector = try GoldenVector(line)
            let bytes = try #require(vector.calendar.flatMap { Data(base64Encoded: $0) })
            let calendar = try ExclusionCalendar(javaStream: Array(bytes))
            switch vector.kind {
            case "cron": try vector.check(Self.cron, calendar: calendar)
            case "calendarInterval": try vector.check(Self.calendarInterval, calendar: calendar)
            default: try vector.check(Self.dailyTimeInterval, calendar: calendar)
            }
        }
    }

    @Test func thereAreVectorsOfEachKind() {
        for lines in [GoldenVectors.cron, GoldenVectors.calendarInterval, GoldenVectors.dailyTimeInterval] {
            #expect(lines.split(separator: "\n").count >= 1_000)
            #expect(lines.contains("|refused\n"))
        }
    }

    private static func cron(_ vector: GoldenVector) throws -> Trigger.Kind? {
        guard let expression = try? CronExpression(vector.schedule) else { return nil }
        return .cron(CronTrigger(expression, in: try TimeZoneRules(vector.zone)))
    }

    private static func calendarInterval(_ vector: GoldenVector) throws -> Trigger.Kind? {
        let words = vector.words
        let rule = CalendarIntervalTrigger(
            every: try #require(Int(words[1])), try #require(IntervalUnit(rawValue: words[0])),
            in: try TimeZoneRules(vector.zone), preservesHourOfDay: words.contains("preserve"),
            skipsDayIfHourDoesNotExist: words.contains("skip"))
        return rule.faults().isEmpty ? .calendarInterval(rule) : nil
    }

    private static func dailyTimeInterval(_ vector: GoldenVector) throws -> Trigger.Kind? {
        let words = vector.words
        let rule = DailyTimeIntervalTrigger(
            every: try #require(Int(words[1])), try #require(IntervalUnit(rawValue: words[0])),
            from: try TimeOfDay(words[2]), to: try TimeOfDay(words[3]),
            on: Set(words[4].compactMap(\.wholeNumberValue)), repeatCount: try #require(Int(words[5])),
            in: try TimeZoneRules(vector.zone))
        return rule.faults().isEmpty ? .dailyTimeInterval(rule) : nil
    }
}
