import CarnelianCore
import Testing

struct IntervalValidationTests {
    @Test func theWidestCalendarIntervalsAreValid() {
        for unit in IntervalUnit.allCases {
            #expect(CalendarIntervalTrigger(every: 1, unit).faults().isEmpty)
            #expect(CalendarIntervalTrigger(every: Int(Int32.max), unit).faults().isEmpty)
        }
    }

    @Test(arguments: [0, -1, Int(Int32.max) + 1])
    func aCalendarIntervalIsInRange(interval: Int) throws {
        let fault = try #require(CalendarIntervalTrigger(every: interval, .day).faults().first)
        #expect(fault == "interval \(interval) is out of range; expected 1 to 2147483647")
    }

    @Test func theWidestDailyIntervalsAreValid() {
        for (unit, longest) in [(IntervalUnit.second, 86_400), (.minute, 1_440), (.hour, 24)] {
            let rule = DailyTimeIntervalTrigger(every: longest, unit, repeatCount: Int(Int32.max))
            #expect(rule.faults().isEmpty)
            let longer = DailyTimeIntervalTrigger(every: longest + 1, unit)
            #expect(longer.faults() == ["interval \(longest + 1) is out of range; expected 1 to \(longest) (24 hours)"])
        }
        let moment = TimeOfDay(hour: 12)
        #expect(DailyTimeIntervalTrigger(every: 1, .hour, from: moment, to: moment, on: [1]).faults().isEmpty)
    }

    @Test func everyFaultOfADailyIntervalIsNamed() {
        let rule = DailyTimeIntervalTrigger(
            every: 1, .day, from: TimeOfDay(hour: 24), to: TimeOfDay(hour: 9, minute: -1), on: [0, 3, 8],
            repeatCount: -2)
        let faults = rule.faults()
        let parts = [
            "unit day", "start of day 24:00:00", "end of day", "is before start of day", "day of the week 0",
            "day of the week 8", "repeat count -2",
        ]
        #expect(faults.count == parts.count)
        for (fault, part) in zip(faults, parts) { #expect(fault.contains(part), "\(fault)") }
        #expect(DailyTimeIntervalTrigger(every: 0, .second, on: []).faults().count == 2)
    }

    @Test func aFaultyRuleHasNoFireTimesAndDoesNotTrap() {
        let start = Timestamp(milliseconds: 1_000)
        let after = Timestamp(milliseconds: 5_000)
        for unit in IntervalUnit.allCases {
            for interval in [Int.min, -1, 0, Int.max] {
                let calendar = CalendarIntervalTrigger(every: interval, unit)
                #expect(calendar.fireTime(after: after, start: start, end: nil, clockChanges: nil) == nil)
                let daily = DailyTimeIntervalTrigger(every: interval, unit, in: .utc)
                #expect(daily.fireTime(after: after, start: start, end: nil, clockChanges: nil) == nil)
            }
        }
        let times = [TimeOfDay(hour: Int.max / 4), TimeOfDay(hour: -1), TimeOfDay(hour: 9), TimeOfDay(hour: 8)]
        for (from, to) in zip(times, times.dropFirst()) {
            let daily = DailyTimeIntervalTrigger(every: 1, .hour, from: from, to: to, in: .utc)
            #expect(daily.fireTime(after: after, start: start, end: nil, clockChanges: nil) == nil)
        }
        let noDays = DailyTimeIntervalTrigger(every: 1, .hour, on: [0, 64, -5], in: .utc)
        #expect(noDays.fireTime(after: after, start: start, end: nil, clockChanges: nil) == nil)
    }

    @Test func theEndsOfTimeDoNotTrap() throws {
        let ends = [Int64.min, Int64.min + 1, -253_402_300_800_000, 253_402_300_799_999, Int64.max - 1, Int64.max]
        let zone = try TimeZoneRules("America/New_York")
        let policies = [nil, ClockChangePolicy(gap: .fireAtTransition, overlap: .both)]
        for start in ends {
            for after in ends {
                for policy in policies {
                    for unit in IntervalUnit.allCases {
                        let rule = CalendarIntervalTrigger(every: Int(Int32.max), unit, in: zone)
                        let next = rule.fireTime(
                            after: Timestamp(milliseconds: after), start: Timestamp(milliseconds: start), end: nil,
                            clockChanges: policy)
                        #expect(next.map { $0.milliseconds > after } ?? true)
                    }
                    let rule = DailyTimeIntervalTrigger(every: 24, .hour, in: zone)
                    let next = rule.fireTime(
                        after: Timestamp(milliseconds: after), start: Timestamp(milliseconds: start), end: nil,
                        clockChanges: policy)
                    #expect(next.map { $0.milliseconds > after } ?? true)
                }
            }
        }
    }
}
