/// The readings of a zone's clock that a trigger's rule names, whether they occur or not; in milliseconds since
/// 1970-01-01T00:00:00 of the clock.
struct NamedReadings: Sendable {
    private enum Rule {
        case cron(CronFields)
        case dates(CalendarStride, first: Int64)
        case days(DaySlots)
        case recurrence(RecurrencePattern)
    }

    let zone: TimeZoneRules
    private let rule: Rule

    /// Nil for rules that do not name local times, or none at all.
    init?(of trigger: Trigger) {
        let start = trigger.startTime
        switch trigger.kind {
        case .cron(let cron):
            (zone, rule) = (cron.zone, .cron(cron.expression.fields))
        case .calendarInterval(let interval):
            guard interval.interval >= 1, interval.interval <= Int(Int32.max), start.isWithinSchedules,
                let stride = CalendarStride(interval.interval, interval.unit)
            else { return nil }
            let first = LenientClock(interval.zone).reading(at: start.milliseconds)
            (zone, rule) = (interval.zone, .dates(stride, first: first))
        case .dailyTimeInterval(let interval):
            guard let slots = DaySlots(of: interval) else { return nil }
            (zone, rule) = (interval.zone ?? .process, .days(slots))
        case .recurrence(let recurrence):
            guard start.isWithinSchedules else { return nil }
            let second = start.milliseconds.flooredQuotient(by: 1_000)
            let pattern = RecurrencePattern(recurrence.rule.parts, from: recurrence.zone.local(utc: second))
            (zone, rule) = (recurrence.zone, .recurrence(pattern))
        case .simple, .fixedDelay, .foreign: return nil
        }
    }

    /// The first named reading at or after one.
    func first(from reading: Int64) -> Int64? {
        switch rule {
        case .cron(let fields): fields.firstMatch(fromLocal: Self.second(reading)).map { $0 * 1_000 }
        case .dates(let stride, let first): stride.reading(atOrAfter: reading, from: first, notBeforeStep: 0)
        case .days(let slots): slots.reading(atOrAfter: reading)
        case .recurrence(let pattern): pattern.first(from: Self.second(reading)).map { $0 * 1_000 }
        }
    }

    func contains(_ reading: Int64) -> Bool {
        first(from: reading) == reading
    }

    /// The first whole second at or after a reading.
    private static func second(_ reading: Int64) -> Int64 {
        -(-reading).flooredQuotient(by: 1_000)
    }
}
