import Carnelian
import CarnelianCore
import LibPQ

/// What becomes of the triggers that name a calendar when it is replaced.
struct CalendarChange {
    /// A trigger that is claimed, with the former calendar.
    struct Claimed {
        var key: TriggerKey
        /// The time for which the claim is scheduled.
        var scheduledFireTime: Timestamp
        /// The state that the trigger goes back to.
        var following: TriggerState
    }

    /// Those whose claims are given back.
    private(set) var claimed: [Claimed] = []
    /// Those that fire at other times now.
    private(set) var moved = MisfireColumns()
    /// Those that have no fire time left.
    private(set) var ended: [Trigger] = []

    /// Reads a result of `calendars/users.sql`; a trigger that cannot be decoded keeps its times.
    init(
        users: PQResult, paused: PausedGroups, _ calendar: ExclusionCalendar, updates: Bool, at now: Timestamp
    ) throws {
        for row in users.rows {
            let (found, reason) = try TriggerRow.decodeForReading(row)
            let conditions = TriggerConditions(
                isPaused: paused.contains(found.trigger.key.group), isBlocked: try row.bool(TriggerRow.width)
            )
            if found.state == .acquired, let due = found.trigger.nextFireTime {
                claimed.append(
                    Claimed(
                        key: found.trigger.key, scheduledFireTime: found.trigger.missed?.scheduledFireTime ?? due,
                        following: found.state.following(.release(conditions))
                    ))
            }
            guard updates, reason == nil else { continue }
            move(found, by: calendar, conditions, at: now)
        }
    }

    /// A parked trigger keeps its state; one that was on its last fire goes on if the calendar gives it another.
    private mutating func move(
        _ found: TriggerRow, by calendar: ExclusionCalendar, _ conditions: TriggerConditions, at now: Timestamp
    ) {
        let trigger = found.trigger.rescheduled(by: calendar, at: now)
        guard trigger != found.trigger else { return }
        guard trigger.nextFireTime != nil || found.state == .error else {
            if found.state != .complete { ended.append(trigger) }
            return
        }
        let isOver = found.state == .complete
        moved.append(trigger, isOver ? found.state.following(.store(conditions)) : nil)
    }
}
