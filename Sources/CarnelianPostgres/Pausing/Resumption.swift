import CarnelianCore
import LibPQ

/// What becomes of paused triggers when they are resumed.
struct Resumption {
    private struct Move {
        var trigger: Trigger
        var state: TriggerState
    }

    private var moves: [Move] = []
    /// Those that misfire handling left without a fire time.
    private(set) var ended: [Trigger] = []
    /// Those whose rows cannot be used.
    private(set) var poison: [PoisonRow] = []

    /// Reads rows of paused triggers, each with whether its job executes exclusively.
    init(_ result: PQResult, now: Timestamp, misfireBefore: Timestamp) throws {
        for row in result.rows {
            do {
                let found = try TriggerRow.decode(row)
                resume(found, isBlocked: try row.bool(TriggerRow.width), now: now, misfireBefore: misfireBefore)
            } catch let error as PoisonRow {
                poison.append(error)
            }
        }
    }

    /// When the earliest of the resumed is due.
    var earliest: Timestamp? {
        moves.compactMap(\.trigger.nextFireTime).min()
    }

    /// The parameters of the statement that writes them back, from $2 on; nil if there is nothing to write.
    var parameters: [PQValue]? {
        guard !moves.isEmpty else { return nil }
        return KeyColumns.parameters(moves.map(\.trigger.key)) + [
            .textArray(moves.map(\.state.rawValue)),
            .int8Array(moves.map { $0.trigger.nextFireTime?.milliseconds ?? -1 }),
            .int8Array(moves.map(\.trigger.startTime.milliseconds)),
            .int8Array(moves.map { Self.repeatCount(of: $0.trigger) }),
            .int8Array(moves.map { Int64($0.trigger.timesTriggered) }),
        ]
    }

    private mutating func resume(
        _ found: TriggerRow, isBlocked: Bool, now: Timestamp, misfireBefore: Timestamp
    ) {
        guard let due = found.trigger.nextFireTime else { return }
        var trigger = found.trigger
        if due < misfireBefore, trigger.misfireInstruction != .ignore {
            trigger = trigger.applyingMisfire(at: now)
        }
        guard trigger.nextFireTime != nil else {
            ended.append(trigger)
            return
        }
        let conditions = TriggerConditions(isBlocked: isBlocked)
        moves.append(Move(trigger: trigger, state: found.state.following(.resume(conditions))))
    }

    private static func repeatCount(of trigger: Trigger) -> Int64? {
        if case .simple(let rule) = trigger.kind { return Int64(rule.repeatCount) }
        return nil
    }
}
