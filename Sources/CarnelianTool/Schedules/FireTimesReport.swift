import CarnelianCore

/// The coming fire times of a schedule, for people or as JSON.
struct FireTimesReport {
    var trigger: Trigger
    var calendar: ExclusionCalendar?
    var count: Int

    /// The zone whose clock shows the times.
    private var zone: TimeZoneRules {
        switch trigger.kind {
        case .cron(let rule): rule.zone
        case .calendarInterval(let rule): rule.zone
        case .dailyTimeInterval(let rule): rule.zone ?? .process
        case .recurrence(let rule): rule.zone
        case .simple, .fixedDelay, .foreign: .utc
        }
    }

    private var times: [Timestamp] {
        Array(trigger.fireTimes(calendar: calendar).prefix(count))
    }

    /// One line a fire time; throws if there is none.
    func lines() throws -> [String] {
        let times = times
        guard !times.isEmpty else {
            throw CarnelianError(.neverFires, "the schedule \(trigger.kind.words) has no fire time any more")
        }
        return times.map { LocalTime.text($0, in: zone) }
    }

    var json: JSONValue {
        let times = times
        return .object(
            trigger.kind.members + [
                .init("clockChanges", trigger.clockChanges?.json ?? .null),
                .init("calendar", calendar?.json ?? .null),
                .init("fireTimes", .array(times.map { .integer($0.milliseconds) })),
                .init("times", .array(times.map { .string(LocalTime.text($0, in: zone)) })),
            ])
    }
}
