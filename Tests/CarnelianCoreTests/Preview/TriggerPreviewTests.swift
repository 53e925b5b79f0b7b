import CarnelianCore
import Testing

struct TriggerPreviewTests {
    private func trigger(
        _ kind: Trigger.Kind, from start: String, _ policy: ClockChangePolicy? = nil
    ) throws -> Trigger {
        Trigger(
            key: TriggerKey("nightly"), job: JobKey("report"), kind: kind,
            startTime: try #require(Timestamp(iso8601: start)), clockChanges: policy)
    }

    /// The first fires as "MM-DDTHH:MM notes", times in UTC.
    private func lines(_ trigger: Trigger, _ count: Int, calendar: ExclusionCalendar? = nil) -> [String] {
        trigger.preview(calendar: calendar).prefix(count).map { fire in
            ([String(fire.time.description.dropFirst(5).prefix(11))] + fire.notes.map(\.description))
                .joined(separator: " | ")
        }
    }

    @Test func cronAsQuartzInBerlin() throws {
        let nightly = Trigger.Kind.cron(
            CronTrigger(try CronExpression("0 30 2 * * ?"), in: try TimeZoneRules("Europe/Berlin")))
        #expect(
            lines(try trigger(nightly, from: "2027-03-27T00:00:00Z"), 3) == [
                "03-27T01:30",
                "03-29T00:30 | 02:30 does not exist on 2027-03-28 in Europe/Berlin: skipped",
                "03-30T00:30",
            ])
        #expect(
            lines(try trigger(nightly, from: "2027-10-30T12:00:00Z"), 2) == [
                "10-31T01:30 | 02:30 occurs twice on 2027-10-31 in Europe/Berlin: second pass", "11-01T01:30",
            ])
    }

    @Test func cronUnderAPolicyInBerlin() throws {
        let zone = try TimeZoneRules("Europe/Berlin")
        let policy = ClockChangePolicy(gap: .fireAtTransition, overlap: .both)
        let nightly = Trigger.Kind.cron(CronTrigger(try CronExpression("0 30 2 * * ?"), in: zone))
        #expect(
            lines(try trigger(nightly, from: "2027-03-27T12:00:00Z", policy), 2) == [
                "03-28T01:00 | 02:30 does not exist on 2027-03-28 in Europe/Berlin: moved to 03:00", "03-29T00:30",
            ])
        #expect(
            lines(try trigger(nightly, from: "2027-10-30T12:00:00Z", policy), 3) == [
                "10-31T00:30 | 02:30 occurs twice on 2027-10-31 in Europe/Berlin: first pass",
                "10-31T01:30 | 02:30 occurs twice on 2027-10-31 in Europe/Berlin: second pass",
                "11-01T01:30",
            ])
        let quarters = Trigger.Kind.cron(CronTrigger(try CronExpression("0 0/15 1-3 * * ?"), in: zone))
        #expect(
            lines(try trigger(quarters, from: "2027-03-28T00:45:00Z", policy), 3) == [
                "03-28T00:45",
                "03-28T01:00 | 02:00 to 02:45 (4 times) do not exist on 2027-03-28 in Europe/Berlin: moved to 03:00",
                "03-28T01:15",
            ])
        let skipping = ClockChangePolicy(gap: .skip, overlap: .first)
        #expect(
            lines(try trigger(quarters, from: "2027-03-28T00:45:00Z", skipping), 2) == [
                "03-28T00:45",
                "03-28T01:00 | 02:00 to 02:45 (4 times) do not exist on 2027-03-28 in Europe/Berlin: skipped",
            ])
    }

    @Test func cronInNewYorkAndLordHowe() throws {
        let newYork = try TimeZoneRules("America/New_York")
        let nightly = Trigger.Kind.cron(CronTrigger(try CronExpression("0 30 2 * * ?"), in: newYork))
        #expect(
            lines(try trigger(nightly, from: "2027-03-13T12:00:00Z"), 1) == [
                "03-15T06:30 | 02:30 does not exist on 2027-03-14 in America/New_York: skipped"
            ])
        // Clocks change by half an hour there.
        let lordHowe = try TimeZoneRules("Australia/Lord_Howe")
        let early = Trigger.Kind.cron(CronTrigger(try CronExpression("0 15,45 2 * * ?"), in: lordHowe))
        #expect(
            lines(try trigger(early, from: "2027-10-02T12:00:00Z"), 1) == [
                "10-02T15:45 | 02:15 does not exist on 2027-10-03 in Australia/Lord_Howe: skipped"
            ])
        let late = Trigger.Kind.cron(CronTrigger(try CronExpression("30 45 1 * * ?"), in: lordHowe))
        #expect(
            lines(try trigger(late, from: "2027-04-03T12:00:00Z"), 1) == [
                "04-03T15:15 | 01:45:30 occurs twice on 2027-04-04 in Australia/Lord_Howe: second pass"
            ])
    }

    @Test func ordinaryYearsAndTimesHaveNoNotes() throws {
        let zone = try TimeZoneRules("Europe/Berlin")
        for (text, zone) in [
            ("0 30 4 * * ?", zone), ("0 30 2 * * ?", try TimeZoneRules("Asia/Tokyo")), ("0 0 2 * * ?", .utc),
        ] {
            let kind = Trigger.Kind.cron(CronTrigger(try CronExpression(text), in: zone))
            let fires = Array(try trigger(kind, from: "2027-01-01T00:00:00Z").preview().prefix(366))
            #expect(fires.count == 366)
            #expect(fires.allSatisfy { $0.notes.isEmpty })
        }
        for kind in [
            Trigger.Kind.every(.seconds(1_800)), .fixedDelay(FixedDelayTrigger(delay: 1_800_000, repeatCount: -1)),
        ] {
            let fires = Array(try trigger(kind, from: "2027-03-28T00:00:00Z").preview().prefix(10))
            #expect(fires.count == 10)
            #expect(fires.allSatisfy { $0.notes.isEmpty })
        }
    }

    @Test func calendarIntervals() throws {
        let zone = try TimeZoneRules("Europe/Berlin")
        let start = "2027-03-27T01:30:00Z"
        let missing = "02:30 does not exist on 2027-03-28 in Europe/Berlin"
        let daily = Trigger.Kind.calendarInterval(CalendarIntervalTrigger(every: 1, .day, in: zone))
        // As Quartz: the step into the gap ends before it, and what follows keeps that time.
        #expect(
            lines(try trigger(daily, from: start), 3) == [
                "03-27T01:30", "03-28T00:30 | \(missing): moved to 01:30",
                "03-28T23:30 | 02:30 on 2027-03-29 in Europe/Berlin: shifted to 01:30 by a clock change",
            ])
        #expect(
            lines(try trigger(daily, from: start, ClockChangePolicy(gap: .skip, overlap: .second)), 3) == [
                "03-27T01:30", "03-29T00:30 | \(missing): skipped", "03-30T00:30",
            ])
        #expect(
            lines(try trigger(daily, from: start, ClockChangePolicy(gap: .fireAtTransition, overlap: .both)), 3) == [
                "03-27T01:30", "03-28T01:00 | \(missing): moved to 03:00", "03-29T00:30",
            ])
        let monthly = Trigger.Kind.calendarInterval(CalendarIntervalTrigger(every: 1, .month, in: zone))
        #expect(
            lines(try trigger(monthly, from: "2027-02-28T01:30:00Z"), 3) == [
                "02-28T01:30", "03-28T01:30 | \(missing): moved to 03:30",
                "04-28T01:30 | 02:30 on 2027-04-28 in Europe/Berlin: shifted to 03:30 by a clock change",
            ])
        #expect(
            lines(try trigger(daily, from: "2027-10-30T00:30:00Z"), 3) == [
                "10-30T00:30", "10-31T00:30 | 02:30 occurs twice on 2027-10-31 in Europe/Berlin: first pass",
                "11-01T01:30",
            ])
    }

    @Test func calendarIntervalsThatRestoreTheHour() throws {
        let zone = try TimeZoneRules("Europe/Berlin")
        let missing = "02:30 does not exist on 2027-03-28 in Europe/Berlin"
        func daily(skipping: Bool) -> Trigger.Kind {
            .calendarInterval(
                CalendarIntervalTrigger(
                    every: 1, .day, in: zone, preservesHourOfDay: true, skipsDayIfHourDoesNotExist: skipping))
        }
        #expect(
            lines(try trigger(daily(skipping: false), from: "2027-03-27T01:30:00Z"), 3) == [
                "03-27T01:30", "03-28T01:30 | \(missing): moved to 03:30", "03-29T00:30",
            ])
        #expect(
            lines(try trigger(daily(skipping: true), from: "2027-03-27T01:30:00Z"), 3) == [
                "03-27T01:30", "03-29T00:30 | \(missing): skipped", "03-30T00:30",
            ])
    }

    @Test func exactIntervalsHaveNoNotes() throws {
        let zone = try TimeZoneRules("Europe/Berlin")
        let hourly = Trigger.Kind.calendarInterval(CalendarIntervalTrigger(every: 1, .hour, in: zone))
        #expect(
            lines(try trigger(hourly, from: "2027-03-28T00:30:00Z"), 3) == [
                "03-28T00:30", "03-28T01:30", "03-28T02:30",
            ])
    }

    @Test func dailyTimeIntervals() throws {
        let zone = try TimeZoneRules("Europe/Berlin")
        let spring = "on 2027-03-28 in Europe/Berlin"
        let autumn = "on 2027-10-31 in Europe/Berlin"
        let two = Trigger.Kind.dailyTimeInterval(DailyTimeIntervalTrigger(every: 2, .hour, in: zone))
        // As Quartz: in exact time from the start of the day on.
        #expect(
            lines(try trigger(two, from: "2027-03-27T23:00:00Z"), 3) == [
                "03-27T23:00", "03-28T01:00 | 02:00 does not exist \(spring): moved to 03:00",
                "03-28T03:00 | 04:00 \(spring): shifted to 05:00 by a clock change",
            ])
        #expect(
            lines(try trigger(two, from: "2027-10-30T22:00:00Z"), 3) == [
                "10-30T22:00", "10-31T00:00 | 02:00 occurs twice \(autumn): first pass",
                "10-31T02:00 | 04:00 \(autumn): shifted to 03:00 by a clock change",
            ])
        let hour = Trigger.Kind.dailyTimeInterval(DailyTimeIntervalTrigger(every: 1, .hour, in: zone))
        #expect(
            lines(try trigger(hour, from: "2027-03-28T00:00:00Z"), 3) == [
                "03-28T00:00", "03-28T01:00 | 02:00 does not exist \(spring): skipped", "03-28T02:00",
            ])
        let policy = ClockChangePolicy(gap: .fireAtTransition, overlap: .both)
        #expect(
            lines(try trigger(hour, from: "2027-03-28T00:00:00Z", policy), 3) == [
                "03-28T00:00", "03-28T01:00 | 02:00 does not exist \(spring): moved to 03:00", "03-28T02:00",
            ])
        #expect(
            lines(try trigger(hour, from: "2027-10-30T23:00:00Z"), 4) == [
                "10-30T23:00", "10-31T00:00 | 02:00 occurs twice \(autumn): first pass",
                "10-31T01:00 | 02:00 occurs twice \(autumn): second pass", "10-31T02:00",
            ])
    }

    @Test func recurrences() throws {
        let zone = try TimeZoneRules("America/New_York")
        let missing = "02:30 does not exist on 2027-03-14 in America/New_York"
        let daily = Trigger.Kind.recurrence(RecurrenceTrigger(try RecurrenceRule("FREQ=DAILY"), in: zone))
        #expect(
            lines(try trigger(daily, from: "2027-03-13T07:30:00Z"), 3) == [
                "03-13T07:30", "03-14T07:30 | \(missing): moved to 03:30", "03-15T06:30",
            ])
        let skipping = ClockChangePolicy(gap: .skip, overlap: .second)
        #expect(
            lines(try trigger(daily, from: "2027-03-13T07:30:00Z", skipping), 2) == [
                "03-13T07:30", "03-15T06:30 | \(missing): skipped",
            ])
        #expect(
            lines(try trigger(daily, from: "2027-11-06T05:30:00Z"), 2) == [
                "11-06T05:30", "11-07T05:30 | 01:30 occurs twice on 2027-11-07 in America/New_York: first pass",
            ])
        let hourly = Trigger.Kind.recurrence(RecurrenceTrigger(try RecurrenceRule("FREQ=HOURLY"), in: zone))
        #expect(
            lines(try trigger(hourly, from: "2027-03-14T06:30:00Z"), 2) == [
                "03-14T06:30", "03-14T07:30 | \(missing): skipped",
            ])
    }

    @Test func aSkippedDay() throws {
        let zone = try TimeZoneRules("Pacific/Apia")
        let noon = Trigger.Kind.cron(CronTrigger(try CronExpression("0 0 12 * * ?"), in: zone))
        let policy = ClockChangePolicy(gap: .fireAtTransition, overlap: .both)
        #expect(
            lines(try trigger(noon, from: "2011-12-29T23:00:00Z", policy), 1) == [
                "12-30T10:00 | 12:00 does not exist on 2011-12-30 in Pacific/Apia: moved to 2011-12-31 00:00"
            ])
    }

    @Test func theTimesAreThoseOfTheTrigger() throws {
        let zone = try TimeZoneRules("Europe/Berlin")
        let quarters = Trigger.Kind.cron(CronTrigger(try CronExpression("0 0/15 2 * * ?"), in: zone))
        var plain = try trigger(quarters, from: "2027-03-27T00:00:00Z")
        #expect(plain.preview().prefix(50).map(\.time) == Array(plain.fireTimes.prefix(50)))
        plain.jitter = .seconds(600)
        #expect(plain.preview().prefix(50).map(\.time) == Array(plain.fireTimes.prefix(50)))
        plain.nextFireTime = Array(plain.fireTimes.prefix(3)).last
        #expect(plain.preview().prefix(50).map(\.time) == Array(plain.fireTimes.prefix(50)))
    }

    @Test func jitterChangesNoNotes() throws {
        let zone = try TimeZoneRules("Europe/Berlin")
        let nightly = Trigger.Kind.cron(CronTrigger(try CronExpression("0 30 2 * * ?"), in: zone))
        var jittered = try trigger(nightly, from: "2027-03-01T00:00:00Z")
        let exact = Array(jittered.preview().prefix(300).map(\.notes))
        jittered.jitter = .seconds(3_600)
        #expect(Array(jittered.preview().prefix(300).map(\.notes)) == exact)
        #expect(exact.flatMap { $0 }.map(\.effect) == [.skipped, .secondPass])
    }

    @Test func aFireThatAMisfireSetHasNoNotes() throws {
        let zone = try TimeZoneRules("Europe/Berlin")
        let daily = Trigger.Kind.calendarInterval(CalendarIntervalTrigger(every: 1, .day, in: zone))
        var misfired = try trigger(daily, from: "2027-03-01T01:30:00Z")
        misfired.previousFireTime = Timestamp(iso8601: "2027-03-26T01:30:00Z")
        misfired.nextFireTime = Timestamp(iso8601: "2027-03-27T08:11:12Z")
        #expect(
            lines(misfired, 2) == [
                "03-27T08:11", "03-28T00:30 | 02:30 does not exist on 2027-03-28 in Europe/Berlin: moved to 01:30",
            ])
    }

    @Test func excludedTimesAreNeitherFiredNorNoted() throws {
        let zone = try TimeZoneRules("Europe/Berlin")
        let hourly = Trigger.Kind.cron(CronTrigger(try CronExpression("0 30 2,12 * * ?"), in: zone))
        let calendar = try ExclusionCalendar.holidays([CalendarDate(year: 2027, month: 3, day: 28)], zone: zone)
        #expect(
            lines(try trigger(hourly, from: "2027-03-27T11:30:00Z"), 2, calendar: calendar) == [
                "03-27T11:30", "03-29T00:30",
            ])
    }

    /// Around every change of some zones: each named reading that a change skips is noted once, as each of those that it
    /// repeats is at the pass or passes that fire.
    @Test(arguments: ["Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns", "Africa/Casablanca", "Pacific/Apia"])
    func everyReadingIsAccountedFor(identifier: String) throws {
        let zone = try TimeZoneRules(identifier)
        let kind = Trigger.Kind.cron(CronTrigger(try CronExpression("0 0/10 * * * ?"), in: zone))
        let policies = [
            nil, ClockChangePolicy(gap: .skip, overlap: .both), .init(gap: .fireAtTransition, overlap: .first),
        ]
        let transitions = zone.transitions.filter { $0 < 7_000_000_000 }
        for (number, transition) in transitions.suffix(40).enumerated() {
            let policy = policies[number % policies.count]
            let from = Timestamp(milliseconds: (transition - 7_200) * 1_000)
            let until = Timestamp(milliseconds: (transition + 7_200) * 1_000)
            var trigger = try trigger(kind, from: from.description, policy)
            trigger.endTime = until
            var counts: [ClockChangeNote.Effect: Int] = [:]
            for fire in trigger.preview() {
                #expect(fire.time <= until)
                for note in fire.notes {
                    var effect = note.effect
                    if case .moved = effect { effect = .moved(to: "") }
                    counts[effect, default: 0] += note.count
                }
            }
            let jump = zone.local(utc: transition) - zone.local(utc: transition - 1) - 1
            let readings = Int(jump.magnitude / 600)
            let expected: [ClockChangeNote.Effect: Int] =
                switch (jump > 0, policy?.gap, policy?.overlap) {
                case (true, .fireAtTransition, _): [.moved(to: ""): readings]
                case (true, _, _): [.skipped: readings]
                case (false, _, .both): [.firstPass: readings, .secondPass: readings]
                case (false, _, .first): [.firstPass: readings]
                case (false, _, _): [.secondPass: readings]
                }
            #expect(counts == expected, "\(identifier) at \(transition)")
        }
    }
}
