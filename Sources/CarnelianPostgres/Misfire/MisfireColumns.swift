import CarnelianCore
import LibPQ

/// The columns that misfire handling rewrites, an array each, as `misfire/apply.sql` takes them.
struct MisfireColumns {
    private var triggers: [Trigger] = []
    private var states: [TriggerState?] = []

    var isEmpty: Bool { triggers.isEmpty }

    /// When the earliest of the triggers is due.
    var earliest: Timestamp? { triggers.compactMap(\.nextFireTime).min() }

    /// Adds a trigger; in the state in which it is stored if none is given.
    mutating func append(_ trigger: Trigger, _ state: TriggerState? = nil) {
        triggers.append(trigger)
        states.append(state)
    }

    /// The parameters from $2 on.
    var parameters: [PQValue] {
        KeyColumns.parameters(triggers.map(\.key)) + [
            .textArray(states.map { $0?.rawValue }),
            .int8Array(triggers.map { $0.nextFireTime?.milliseconds ?? -1 }),
            .int8Array(triggers.map(\.startTime.milliseconds)),
            .int8Array(triggers.map(Self.repeatCount)),
            .int8Array(triggers.map { Int64($0.timesTriggered) }),
            .int8Array(triggers.map { $0.missed?.scheduledFireTime.milliseconds }),
            .int8Array(triggers.map { $0.missed.map { Int64($0.count) } }),
        ]
    }

    private static func repeatCount(of trigger: Trigger) -> Int64? {
        if case .simple(let rule) = QuartzRule(trigger).kind { return Int64(rule.repeatCount) }
        return nil
    }
}
