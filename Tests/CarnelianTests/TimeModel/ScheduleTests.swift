import Carnelian
import CarnelianCore
import CarnelianTesting
import Testing

/// Schedules as code says them, and the triggers that they become.
@Suite struct ScheduleTests {
    private let fixture = MemoryFixture()

    private func trigger(_ schedule: Schedule) async throws -> Trigger {
        let scheduler = try fixture.scheduler {}
        let key = try await scheduler.schedule("tests.work", on: schedule)
        return try #require(try await scheduler.trigger(key)).trigger
    }

    @Test func everyKindOfScheduleBecomesItsTrigger() async throws {
        let berlin = try TimeZoneRules("Europe/Berlin")
        #expect(
            try await trigger(.every(2, .month, in: "Europe/Berlin", preservesHourOfDay: true)).kind
                == .calendarInterval(CalendarIntervalTrigger(every: 2, .month, in: berlin, preservesHourOfDay: true)))
        #expect(
            try await trigger(
                .daily(every: .seconds(900), from: "09:00", to: "17:00:30", on: [2, 3], in: "Europe/Berlin", times: 7)
            ).kind
                == .dailyTimeInterval(
                    DailyTimeIntervalTrigger(
                        every: 15, .minute, from: TimeOfDay(hour: 9), to: TimeOfDay(hour: 17, second: 30), on: [2, 3],
                        repeatCount: 6, in: berlin)))
        #expect(
            try await trigger(.daily(every: .seconds(7_200), in: nil)).kind
                == .dailyTimeInterval(DailyTimeIntervalTrigger(every: 2, .hour)))
        #expect(
            try await trigger(.daily(every: .seconds(90))).kind
                == .dailyTimeInterval(DailyTimeIntervalTrigger(every: 90, .second, in: .utc)))
        let rule = try RecurrenceRule("FREQ=MONTHLY;BYDAY=-1FR")
        #expect(
            try await trigger(.recurrence("FREQ=MONTHLY;BYDAY=-1FR", in: "Europe/Berlin")).kind
                == .recurrence(RecurrenceTrigger(rule, in: berlin)))
        #expect(
            try await trigger(.afterEachRun(.milliseconds(1_500), times: 3)).kind
                == .fixedDelay(FixedDelayTrigger(delay: 1_500, repeatCount: 2)))
    }

    @Test func modifiersReachTheTrigger() async throws {
        let scheduler = try fixture.scheduler {}
        try await scheduler.store(calendar: try .weekly(zone: .utc), named: "weekdays")
        let policy = ClockChangePolicy(gap: .fireAtTransition, overlap: .second)
        let found = try await trigger(
            .cron("0 0 9 * * ?").jitter(.seconds(30)).clockChanges(policy)
                .misfire(.catchUp(max: 5, within: .seconds(3_600))).misfireThreshold(.zero).calendar("weekdays"))
        #expect(found.jitter == .seconds(30))
        #expect(found.clockChanges == policy)
        #expect(found.misfireInstruction == .catchUp(max: 5, within: .seconds(3_600)))
        #expect(found.misfireThreshold == .zero)
        #expect(found.calendarName == "weekdays")
    }

    @Test(arguments: [
        (Schedule.every(0, .day), CarnelianError.Code.invalidValue),
        (.every(1, .day, in: "Europe/Atlantis"), .invalidSyntax),
        (.daily(every: .milliseconds(1_500)), .invalidValue),
        (.daily(every: .seconds(86_401)), .invalidValue),
        (.daily(every: .seconds(60), from: "25:00"), .invalidSyntax),
        (.daily(every: .seconds(60), on: []), .invalidValue),
        (.daily(every: .seconds(60), times: 0), .invalidValue),
        (.recurrence("FREQ=SOMETIMES"), .invalidSyntax),
        (.afterEachRun(.zero), .invalidValue),
        (.afterEachRun(.seconds(1)).jitter(.seconds(1)), .invalidValue),
        (.afterEachRun(.seconds(1)).calendar("weekdays"), .invalidValue),
        (.every(.seconds(1)).misfire(.doNothing), .invalidValue),
        (.cron("0 0 9 * * ?").misfireThreshold(.seconds(-1)), .invalidValue),
        (.cron("0 0 9 * * ?").calendar("missing"), .notFound),
    ])
    func whatMakesNoScheduleIsRefused(schedule: Schedule, code: CarnelianError.Code) async throws {
        let error = await #expect(throws: CarnelianError.self) { try await trigger(schedule) }
        #expect(error?.code == code, "\(String(describing: error))")
    }

    @Test func schedulingAgainKeepsTheStartOfEveryKind() async throws {
        let scheduler = try fixture.scheduler {}
        let schedules: [Schedule] = [
            .every(.seconds(7)), .every(3, .day), .daily(every: .seconds(60)), .recurrence("FREQ=DAILY"),
            .afterEachRun(.seconds(5)), .cron("0 0 9 * * ?"),
        ]
        for (number, schedule) in schedules.enumerated() {
            let key = try await scheduler.schedule("tests.work", as: JobKey("j\(number)"), on: schedule)
            let before = try await scheduler.trigger(key)
            await fixture.clock.advance(by: .seconds(100))
            try await scheduler.schedule("tests.work", as: JobKey("j\(number)"), on: schedule)
            #expect(try await scheduler.trigger(key) == before)
            try await scheduler.schedule(
                "tests.work", as: JobKey("j\(number)"), on: schedule.misfireThreshold(.seconds(9)))
            #expect(try await scheduler.trigger(key)?.trigger.misfireThreshold == .seconds(9))
            #expect(try await scheduler.trigger(key)?.trigger.startTime == before?.trigger.startTime)
        }
    }
}
