import CarnelianCore
import LibPQ

/// A fire instance that a failed node left behind, with what decides its recovery.
struct AbandonedFire: Sendable {
    /// What recovery does with it.
    enum Fate: Sendable, Hashable {
        /// It was only claimed: the trigger goes back.
        case release
        /// It was executing and asked for recovery: it runs again.
        case refire
        /// It was executing and ends here.
        case abandon
    }

    var id: FireInstanceID
    var instance: InstanceID
    var trigger: TriggerKey
    var state: String
    var fireTime: Int64
    var scheduledFireTime: Int64
    var priority: Int
    var job: JobKey?
    var isExclusive: Bool
    var requestsRecovery: Bool
    var isJobStored: Bool
    /// The data of the trigger that fired; empty if that is gone or cannot be decoded.
    var data: JobDataMap

    /// Reads a row of `sql/queries/cluster/fires_of_instances.sql`.
    init(_ row: PQRow) throws {
        id = FireInstanceID(rawValue: try row.string(0))
        instance = InstanceID(rawValue: try row.string(1))
        trigger = TriggerKey(try row.string(2), group: try row.string(3))
        state = try row.string(4)
        fireTime = try row.int64(5)
        scheduledFireTime = try row.int64(6)
        priority = try row.int(7)
        job = try row.stringIfPresent(8).map { JobKey($0, group: try row.stringIfPresent(9) ?? "") }
        isExclusive = try row.bool(10)
        requestsRecovery = try row.bool(11)
        isJobStored = try row.bool(12)
        data = (try? JobDataBytes.decode(try row.bytesIfPresent(13))) ?? [:]
    }

    var fate: Fate {
        switch state {
        case FireState.acquired.rawValue: .release
        case "BLOCKED", "PAUSED_BLOCKED": .abandon
        default: requestsRecovery && isJobStored && job != nil ? .refire : .abandon
        }
    }

    /// The trigger that runs the execution again, as Quartz makes it; nil unless its fate is `.refire`.
    var recoveryTrigger: Trigger? {
        guard fate == .refire, let job else { return nil }
        var data = data
        data["QRTZ_FAILED_JOB_ORIG_TRIGGER_NAME"] = trigger.name
        data["QRTZ_FAILED_JOB_ORIG_TRIGGER_GROUP"] = trigger.group
        data["QRTZ_FAILED_JOB_ORIG_TRIGGER_FIRETIME_IN_MILLISECONDS_AS_STRING"] = "\(fireTime)"
        data["QRTZ_FAILED_JOB_ORIG_TRIGGER_SCHEDULED_FIRETIME_IN_MILLISECONDS_AS_STRING"] = "\(scheduledFireTime)"
        let time = Timestamp(milliseconds: scheduledFireTime)
        return Trigger(
            key: TriggerKey(recoveryName, group: PausedGroups.recovery), job: job, kind: .simple(SimpleTrigger()),
            startTime: time, priority: priority, misfireInstruction: .ignore, data: data, nextFireTime: time
        )
    }

    /// `recover_<instance>_<number>` as in Quartz, with the number of the fire instance: the same fire is never
    /// recovered under two names, and two fires never share one.
    private var recoveryName: String {
        let isQuartzs = id.rawValue.hasPrefix(instance.rawValue)
        let number = isQuartzs ? String(id.rawValue.dropFirst(instance.rawValue.count)) : id.rawValue
        let name = "recover_\(instance.rawValue)_\(number)"
        return name.unicodeScalars.count <= 200 ? name : "recover_\(id.rawValue)"
    }
}
