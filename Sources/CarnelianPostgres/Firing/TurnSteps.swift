import Carnelian
import CarnelianCore
import LibPQ

/// The statements of one turn, in the order in which its pipeline runs them under the lock.
struct TurnSteps {
    /// Which result of the pipeline is whose.
    enum Role: Hashable {
        case lock
        case fire
        case blockSiblings
        case acquire
    }

    /// The steps with their roles, in order.
    private(set) var steps: [(role: Role, step: PQStep)] = []
    /// The fire instance ids that the turn may make.
    private(set) var reserved: [FireInstanceID] = []

    init(_ turn: Turn, store: PostgresJobStore, sequence: FireSequence) {
        let name = PQValue.text(store.schedulerName)
        let instance = PQValue.text(turn.instance.rawValue)
        steps.append((.lock, store.step(EmbeddedSQL.firingLock, [name])))
        if !turn.fires.isEmpty {
            steps.append((.fire, Self.fire(turn, store: store, name: name, instance: instance)))
            // An exclusive job that fires blocks its other triggers; whether it is exclusive stands in its row by now.
            steps.append(
                (
                    .blockSiblings,
                    store.step(
                        EmbeddedSQL.firingBlockSiblings, [name, .textArray(turn.fires.map(\.claim.id.rawValue))])
                ))
        }
        if turn.limit > 0, !turn.types.isEmpty {
            let first = sequence.reserve(turn.limit, now: turn.now)
            reserved = (0..<Int64(turn.limit)).map { FireInstanceID(instance: turn.instance, sequence: first + $0) }
            steps.append(
                (
                    .acquire,
                    store.step(
                        EmbeddedSQL.firingAcquire,
                        [
                            name, instance,
                            .int8(turn.now.milliseconds), .int8(turn.misfireBefore.milliseconds),
                            .int8(turn.horizon.milliseconds),
                            .textArray(turn.types.map(\.rawValue)),
                            .int8(Int64(turn.limit)), .int8(first),
                        ]
                    )
                ))
        }
    }

    private static func fire(_ turn: Turn, store: PostgresJobStore, name: PQValue, instance: PQValue) -> PQStep {
        store.step(
            EmbeddedSQL.firingFire,
            [
                name, instance, .int8(turn.now.milliseconds),
                .textArray(turn.fires.map(\.claim.id.rawValue)),
                .textArray(turn.fires.map(\.claim.trigger.key.name)),
                .textArray(turn.fires.map(\.claim.trigger.key.group)),
                .textArray(turn.fires.map(\.claim.job.type.rawValue)),
                .int8Array(turn.fires.map(\.claim.dueTime.milliseconds)),
                .int8Array(turn.fires.map { $0.advanced.nextFireTime?.milliseconds ?? -1 }),
                .int8Array(turn.fires.map { Int64($0.advanced.timesTriggered) }),
                .int8Array(turn.fires.map(\.claim.scheduledFireTime.milliseconds)),
            ]
        )
    }
}
