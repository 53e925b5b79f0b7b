import Carnelian
import CarnelianCore
import LibPQ

/// A fire instance as `sql/queries/cluster/fire_instances.sql` reads it.
enum FireInstanceRow {
    static func decode(_ row: PQRow) throws -> FireInstance {
        let job = try row.stringIfPresent(4).map { JobKey($0, group: try row.stringIfPresent(5) ?? "") }
        return FireInstance(
            id: FireInstanceID(rawValue: try row.string(0)),
            instance: InstanceID(rawValue: try row.string(1)),
            trigger: TriggerKey(try row.string(2), group: try row.string(3)),
            job: job,
            // Quartz knows two more names here, for fires of blocked jobs; both are executions to everybody else.
            state: FireState(rawValue: try row.string(6)) ?? .executing,
            fireTime: Timestamp(milliseconds: try row.int64(7)),
            scheduledFireTime: Timestamp(milliseconds: try row.int64(8)),
            isExclusive: try row.bool(9),
            requestsRecovery: try row.bool(10)
        )
    }
}
