import Carnelian
import CarnelianCore

/// Triggers of every kind, with everything that a schedule may say.
extension StoreUnderTest {
    /// A trigger of any kind; its start counts from the start of the check.
    func trigger(
        _ name: String = "trigger", of job: JobDetail, _ kind: Trigger.Kind, from start: Double = 0,
        until end: Double? = nil, misfire: MisfireInstruction = .smart, threshold: Duration? = nil,
        jitter: Duration = .zero, clockChanges: ClockChangePolicy? = nil, calendar: String? = nil
    ) -> Trigger {
        Trigger(
            key: TriggerKey(name), job: job.key, kind: kind, startTime: at(start), endTime: end.map(at),
            misfireInstruction: misfire, misfireThreshold: threshold, jitter: jitter, clockChanges: clockChanges,
            calendarName: calendar
        )
    }

    func fixedDelay(
        _ name: String = "trigger", of job: JobDetail, _ delay: Double = 30, repeats: Int = SimpleTrigger.forever,
        from start: Double = 0, until end: Double? = nil, misfire: MisfireInstruction = .smart
    ) -> Trigger {
        trigger(
            name, of: job, .fixedDelay(FixedDelayTrigger(delay: Int64(delay * 1_000), repeatCount: repeats)),
            from: start, until: end, misfire: misfire
        )
    }

    /// Every second of these days of the week, 1 = Sunday, is excluded, by UTC.
    func excluding(_ days: Set<Int>) throws -> ExclusionCalendar {
        try .weekly(excluding: days, zone: .utc)
    }

    func storeCalendar(
        _ calendar: ExclusionCalendar, _ name: String = "calendar", onConflict: ConflictResolution = .replace,
        updating: Bool = true
    ) async throws {
        try await store.storeCalendar(calendar, named: name, onConflict: onConflict, updatingTriggers: updating)
    }

    /// Rules of every kind that fire several times, in zones whose clocks change.
    static func kinds() throws -> [Trigger.Kind] {
        let berlin = try TimeZoneRules("Europe/Berlin")
        let newYork = try TimeZoneRules("America/New_York")
        func recurrence(_ text: String, _ zone: TimeZoneRules) throws -> Trigger.Kind {
            .recurrence(RecurrenceTrigger(try RecurrenceRule(text), in: zone))
        }
        let steps = IntervalUnit.allCases.enumerated().map { number, unit in
            Trigger.Kind.calendarInterval(
                CalendarIntervalTrigger(
                    every: number + 1, unit, in: number.isMultiple(of: 2) ? berlin : newYork,
                    preservesHourOfDay: number % 3 > 0, skipsDayIfHourDoesNotExist: number % 3 > 1
                )
            )
        }
        return steps + [
            .simple(SimpleTrigger(repeatCount: 7, interval: 90_000)),
            .cron(CronTrigger(try CronExpression("0 30 2 ? * MON-FRI"), in: berlin)),
            .dailyTimeInterval(
                DailyTimeIntervalTrigger(
                    every: 95, .minute, from: TimeOfDay(hour: 7, minute: 30), to: TimeOfDay(hour: 12),
                    on: DailyTimeIntervalTrigger.mondayToFriday, in: newYork
                )
            ),
            .dailyTimeInterval(DailyTimeIntervalTrigger(every: 5, .hour, repeatCount: 9, in: nil)),
            .dailyTimeInterval(DailyTimeIntervalTrigger(every: 40, .second, on: [1, 4, 7], in: .utc)),
            .fixedDelay(FixedDelayTrigger(delay: 1_500)),
            .fixedDelay(FixedDelayTrigger(delay: 86_400_000, repeatCount: 5)),
            try recurrence("FREQ=DAILY;INTERVAL=2;COUNT=20", newYork),
            try recurrence("FREQ=MONTHLY;BYDAY=-1FR,2MO;BYHOUR=9,17;BYMINUTE=15;BYSECOND=0;WKST=SU", berlin),
            try recurrence("FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU;UNTIL=21980101T000000Z", berlin),
        ]
    }

    /// Each kind with each misfire instruction that it knows, and by turns with everything else that a trigger may say.
    func manyTriggers(of job: JobDetail) throws -> [Trigger] {
        var triggers: [Trigger] = []
        let instructions = MisfireInstruction.quartz + [.catchUp(max: 7, within: .seconds(5_400))]
        let policies = ClockChangePolicy.Gap.allCases.flatMap { gap in
            ClockChangePolicy.Overlap.allCases.map { ClockChangePolicy(gap: gap, overlap: $0) }
        }
        for kind in try StoreUnderTest.kinds() {
            for instruction in instructions where instruction.fits(kind) {
                let number = triggers.count
                var trigger = trigger(
                    "t\(number)", of: job, kind, from: Double(number) / 1_000,
                    until: number % 4 == 3 ? 400 * 86_400 : nil, misfire: instruction,
                    threshold: [nil, .zero, .milliseconds(2_500), nil][number % 4],
                    clockChanges: number % 3 == 2 ? policies[number % policies.count] : nil
                )
                if !trigger.isFixedDelay, number % 5 > 2 { trigger.jitter = .milliseconds(number) }
                triggers.append(trigger)
            }
        }
        return triggers
    }
}

extension Trigger {
    var isFixedDelay: Bool {
        if case .fixedDelay = kind { return true }
        return false
    }

    /// The trigger as it is stored when it is new.
    func scheduled(_ calendar: ExclusionCalendar? = nil) -> Trigger {
        var trigger = self
        trigger.nextFireTime = firstFireTime(calendar: calendar)
        return trigger
    }
}
