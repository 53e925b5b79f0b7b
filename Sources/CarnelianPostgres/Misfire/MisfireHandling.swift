import Carnelian
import CarnelianCore

/// Misfires that were handled: what is to be written and what is to be reported.
struct MisfireHandling {
    /// The triggers that go on.
    private(set) var moved = MisfireColumns()
    /// Those without a further fire time.
    private(set) var ended: [Trigger] = []
    /// Each with the fire time that was missed.
    private(set) var misfires: [Misfire] = []

    /// Adds a trigger as it was and as its instruction left it, in the state it goes to; nil: as it is stored.
    mutating func add(_ trigger: Trigger, handled: Trigger, _ state: TriggerState?, at now: Timestamp) {
        if handled.nextFireTime == nil {
            ended.append(handled)
        } else {
            moved.append(handled, state)
        }
        misfires.append(Misfire(of: trigger, handled: handled, at: now))
    }
}
