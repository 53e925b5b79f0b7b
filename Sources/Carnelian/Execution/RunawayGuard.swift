package import CarnelianCore

/// Sees triggers whose fire times follow each other faster than their schedules can make them: a pure value.
///
/// Looks at fire times, not at when they ran, so that catching up and several nodes do not matter. One short step is
/// ordinary, as after a misfire that fires now; two in a row no schedule makes, jittered or not.
package struct RunawayGuard: Sendable {
    /// The most triggers under suspicion; beyond it suspicion begins anew.
    private static let mostSuspects = 10_000

    private let limit: Int
    /// How many short steps in a row each suspect made.
    private var steps: [TriggerKey: Int] = [:]

    /// `limit` short steps in a row are too many; 0: none are.
    package init(limit: Int) {
        self.limit = limit
    }

    /// Takes a trigger as it stands after a fire; true if it ran away.
    package mutating func fired(_ trigger: Trigger) -> Bool {
        guard limit > 0, let due = trigger.previousFireTime, let next = trigger.nextFireTime,
            let spacing = trigger.kind.leastSpacing, due.duration(to: next) < spacing / 4
        else {
            if !steps.isEmpty { steps[trigger.key] = nil }
            return false
        }
        if steps.count >= RunawayGuard.mostSuspects { steps.removeAll() }
        steps[trigger.key, default: 0] += 1
        guard steps[trigger.key, default: 0] >= limit else { return false }
        steps[trigger.key] = nil
        return true
    }
}

extension Trigger.Kind {
    /// What lies between two fire times of the schedule, jitter aside; nil: unknown.
    ///
    /// Shorter only where a day or the clocks begin anew.
    fileprivate var leastSpacing: Duration? {
        switch self {
        case .simple(let rule): .milliseconds(rule.interval)
        case .cron, .recurrence: .seconds(1)
        case .calendarInterval(let rule): rule.unit.leastDuration * rule.interval
        case .dailyTimeInterval(let rule): rule.unit.leastDuration * rule.interval
        case .fixedDelay, .foreign: nil
        }
    }
}

extension IntervalUnit {
    /// The shortest that one such unit is; a day may lose an hour to a clock change, which a quarter of it forgives.
    fileprivate var leastDuration: Duration {
        if let seconds { return .seconds(seconds) }
        return switch self {
        case .week: .seconds(7 * 86_400)
        case .month: .seconds(28 * 86_400)
        case .year: .seconds(365 * 86_400)
        default: .seconds(86_400)
        }
    }
}
