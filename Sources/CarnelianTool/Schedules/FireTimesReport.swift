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

    private var fires: [PreviewedFire] {
        Array(trigger.preview(calendar: calendar).prefix(count))
    }

    /// One line a fire, with notes where clocks change; throws if there is none.
    func lines(_ style: Style) throws -> [String] {
        let fires = fires
        guard !fires.isEmpty else {
            throw CarnelianError(.neverFires, "the schedule \(trigger.kind.words) has no fire time any more")
        }
        return fires.map { fire in
            let time = LocalTime.text(fire.time, in: zone)
            guard !fire.notes.isEmpty else { return time }
            return time + "  " + style(fire.notes.map(\.description).joined(separator: "; "), .dim)
        }
    }

    var json: JSONValue {
        let fires = fires
        return .object(
            trigger.kind.members + [
                .init("clockChanges", trigger.clockChanges?.json ?? .null),
                .init("calendar", calendar?.json ?? .null),
                .init("fireTimes", .array(fires.map { .integer($0.time.milliseconds) })),
                .init("times", .array(fires.map { .string(LocalTime.text($0.time, in: zone)) })),
                .init("notes", .array(fires.flatMap(\.notesJSON))),
            ])
    }
}
