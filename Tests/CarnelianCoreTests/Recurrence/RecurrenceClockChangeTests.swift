import CarnelianCore
import Foundation
import Testing

/// What recurrence rules do at gaps and overlaps, under each policy and without one.
struct RecurrenceClockChangeTests {
    static let policies: [ClockChangePolicy?] =
        [nil]
        + ClockChangePolicy.Gap.allCases.flatMap { gap in
            ClockChangePolicy.Overlap.allCases.map { ClockChangePolicy(gap: gap, overlap: $0) }
        }

    @Test func aSkippedTimeIsReadWithTheOffsetBefore() throws {
        // RFC 5545, section 3.3.5: 2:30 on 11 March 2007 in New York is 3:30 A.M. EDT.
        let daily = "FREQ=DAILY;BYHOUR=2;BYMINUTE=30;BYSECOND=0"
        let start = "2007-03-10T12:00:00-05:00"
        #expect(try fires(daily, from: start, 2, nil) == ["2007-03-11T07:30", "2007-03-12T06:30"])
        let skip = ClockChangePolicy(gap: .skip, overlap: .first)
        #expect(try fires(daily, from: start, 2, skip) == ["2007-03-12T06:30", "2007-03-13T06:30"])
        let atTransition = ClockChangePolicy(gap: .fireAtTransition, overlap: .first)
        #expect(try fires(daily, from: start, 2, atTransition) == ["2007-03-11T07:00", "2007-03-12T06:30"])
    }

    @Test func aMovedTimeKeepsTheOrderOfFires() throws {
        // 02:45 fires at 03:45, after 03:15; 02:15 falls together with 03:15.
        let daily = "FREQ=DAILY;BYHOUR=2,3;BYMINUTE=15,45;BYSECOND=0"
        #expect(
            try fires(daily, from: "2007-03-11T01:00:00-05:00", 3, nil)
                == ["2007-03-11T07:15", "2007-03-11T07:45", "2007-03-12T06:15"])
        #expect(
            try fires("FREQ=DAILY;BYHOUR=2,3;BYMINUTE=45,10;BYSETPOS=2,3", from: "2007-03-11T01:00:00-05:00", 2, nil)
                == ["2007-03-11T07:10", "2007-03-11T07:45"])
    }

    @Test func aRepeatedTimeFiresAtItsFirstPassAndIntervalsOfHoursAtBoth() throws {
        let daily = "FREQ=DAILY;BYHOUR=1;BYMINUTE=30;BYSECOND=0"
        let start = "2007-11-03T12:00:00-04:00"
        #expect(try fires(daily, from: start, 2, nil) == ["2007-11-04T05:30", "2007-11-05T06:30"])
        let second = ClockChangePolicy(gap: .skip, overlap: .second)
        #expect(try fires(daily, from: start, 2, second) == ["2007-11-04T06:30", "2007-11-05T06:30"])
        let both = ClockChangePolicy(gap: .skip, overlap: .both)
        #expect(try fires(daily, from: start, 3, both) == ["2007-11-04T05:30", "2007-11-04T06:30", "2007-11-05T06:30"])
        let hourly = "FREQ=HOURLY;BYMINUTE=30"
        let night = "2007-11-04T00:00:00-04:00"
        #expect(
            try fires(hourly, from: night, 4, nil)
                == ["2007-11-04T04:30", "2007-11-04T05:30", "2007-11-04T06:30", "2007-11-04T07:30"])
        let first = ClockChangePolicy(gap: .skip, overlap: .first)
        #expect(
            try fires(hourly, from: night, 3, first)
                == ["2007-11-04T04:30", "2007-11-04T05:30", "2007-11-04T07:30"])
    }

    @Test func aScheduleThatStartsInTheSecondPassFiresAtItsStart() throws {
        #expect(
            try fires("FREQ=DAILY", from: "2007-11-04T01:30:00-05:00", 2, nil)
                == ["2007-11-04T06:30", "2007-11-05T06:30"])
    }

    @Test func aSkippedDayFiresADayLater() throws {
        // Samoa had no 30 December 2011.
        let trigger = RecurrenceTrigger(try RecurrenceRule("FREQ=DAILY;COUNT=3"), in: try TimeZoneRules("Pacific/Apia"))
        let start = try #require(Timestamp(iso8601: "2011-12-29T12:00:00-10:00"))
        let second = try #require(trigger.fireTime(after: start, start: start, end: nil, clockChanges: nil))
        #expect(second.description == "2011-12-30T22:00:00.000Z")
        let third = try #require(trigger.fireTime(after: second, start: start, end: nil, clockChanges: nil))
        #expect(third.description == "2011-12-31T22:00:00.000Z")
        #expect(trigger.fireTime(after: third, start: start, end: nil, clockChanges: nil) == nil)
    }

    @Test func aCountIsANumberOfFiresUnderEveryPolicy() throws {
        let rules = [
            "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=0,30", "FREQ=HOURLY;INTERVAL=2;BYMINUTE=10,40",
            "FREQ=MINUTELY;INTERVAL=25",
            "FREQ=WEEKLY;BYDAY=SU;BYHOUR=2;BYMINUTE=30", "FREQ=SECONDLY;INTERVAL=1000",
            "FREQ=MINUTELY;INTERVAL=5;BYHOUR=2",
        ]
        for text in rules {
            for policy in Self.policies {
                for start in ["2026-03-08T00:50:00-05:00", "2026-11-01T00:50:00-04:00", "2026-11-01T01:05:00-05:00"] {
                    let all = try fires(text, from: start, 40, policy)
                    for count in [1, 2, 5, 7, 11, 39] {
                        let counted = try fires("\(text);COUNT=\(count)", from: start, 60, policy)
                        #expect(counted == Array(all.prefix(count)), "\(text) \(start) \(String(describing: policy))")
                    }
                }
            }
        }
    }

    /// Walks a rule over changes of every zone of the tz database from 1970 to 2100, and compares it with a model.
    @Test(.timeLimit(.minutes(10)))
    func everyChangeOfEveryZoneIsAsModelled() throws {
        let end = Timestamp(iso8601: "2100-01-01T00:00:00Z")?.milliseconds ?? 0
        var seen: Set<[Int64]> = []
        var turn = 0
        for identifier in TimeZone.knownTimeZoneIdentifiers {
            let zone = try TimeZoneRules(identifier)
            guard seen.insert(zone.transitions).inserted else { continue }
            for transition in zone.transitions where transition > 90_000 && transition * 1_000 < end {
                turn += 1
                // Every 131st change, each rule under each policy in turn.
                guard turn % 131 == 0 else { continue }
                let rule = ModelledRecurrence.allCases[turn / 131 % ModelledRecurrence.allCases.count]
                let policy = Self.policies[turn / 131 / ModelledRecurrence.allCases.count % Self.policies.count]
                try walk(rule, in: zone, over: transition, policy)
            }
        }
        #expect(turn > 20_000)
    }

    private func walk(
        _ model: ModelledRecurrence, in zone: TimeZoneRules, over transition: Int64, _ policy: ClockChangePolicy?
    ) throws {
        let jump = abs(zone.local(utc: transition) - zone.local(utc: transition - 1) - 1)
        var start = transition - jump - 90_000
        start -= zone.local(utc: start) % 60
        let window = (transition - jump - 5_000)...(transition + jump + 5_000)
        let expected = model.fires(in: zone, over: transition, window, from: start, policy)
        let trigger = RecurrenceTrigger(try RecurrenceRule(model.rawValue), in: zone)
        var found: [Int64] = []
        var after = window.lowerBound - 1
        while let next = trigger.fireTime(
            after: Timestamp(milliseconds: after * 1_000), start: Timestamp(milliseconds: start * 1_000), end: nil,
            clockChanges: policy), next.milliseconds / 1_000 <= window.upperBound
        {
            try #require(next.milliseconds > after * 1_000)
            after = next.milliseconds / 1_000
            found.append(after)
        }
        #expect(found == expected, "\(model.rawValue) \(zone) \(transition) \(String(describing: policy))")
    }

    private func fires(
        _ text: String, from start: String, _ count: Int, _ policy: ClockChangePolicy?
    ) throws -> [String] {
        let trigger = RecurrenceTrigger(try RecurrenceRule(text), in: try TimeZoneRules("America/New_York"))
        let start = try #require(Timestamp(iso8601: start))
        var times: [String] = []
        var next = trigger.firstFireTime(start: start, end: nil, clockChanges: policy)
        while let time = next, times.count < count {
            times.append(String(time.description.prefix(16)))
            next = trigger.fireTime(after: time, start: start, end: nil, clockChanges: policy)
        }
        return times
    }
}
