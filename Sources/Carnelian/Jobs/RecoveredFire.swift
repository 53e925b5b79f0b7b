public import CarnelianCore

/// The fire that a recovery runs again, as its recovery trigger's data tell.
public struct RecoveredFire: Sendable, Hashable {
    /// The group of the one-shot triggers that recovery makes, as in Quartz.
    public static let group = "RECOVERING_JOBS"

    /// The trigger that fired on the node that failed.
    public var trigger: TriggerKey
    /// When it fired there.
    public var fireTime: Timestamp
    /// The time it was scheduled for.
    public var scheduledFireTime: Timestamp

    /// Creates a description of a lost fire.
    public init(trigger: TriggerKey, fireTime: Timestamp, scheduledFireTime: Timestamp) {
        self.trigger = trigger
        self.fireTime = fireTime
        self.scheduledFireTime = scheduledFireTime
    }
}

extension RecoveredFire {
    /// Quartz's keys, in the data of a recovery trigger.
    package enum DataKey {
        package static let triggerName = "QRTZ_FAILED_JOB_ORIG_TRIGGER_NAME"
        package static let triggerGroup = "QRTZ_FAILED_JOB_ORIG_TRIGGER_GROUP"
        package static let fireTime = "QRTZ_FAILED_JOB_ORIG_TRIGGER_FIRETIME_IN_MILLISECONDS_AS_STRING"
        package static let scheduledFireTime =
            "QRTZ_FAILED_JOB_ORIG_TRIGGER_SCHEDULED_FIRETIME_IN_MILLISECONDS_AS_STRING"
    }

    /// Reads the entries that recovery wrote; nil where one is missing or is no number.
    package init?(_ data: JobDataMap) {
        guard
            let name = data[DataKey.triggerName],
            let group = data[DataKey.triggerGroup],
            let fireTime = data[DataKey.fireTime].flatMap({ Int64($0) }),
            let scheduledFireTime = data[DataKey.scheduledFireTime].flatMap({ Int64($0) })
        else { return nil }
        self.init(
            trigger: TriggerKey(name, group: group),
            fireTime: Timestamp(milliseconds: fireTime),
            scheduledFireTime: Timestamp(milliseconds: scheduledFireTime)
        )
    }

    /// The entries that recovery writes.
    package var data: JobDataMap {
        [
            DataKey.triggerName: trigger.name,
            DataKey.triggerGroup: trigger.group,
            DataKey.fireTime: String(fireTime.milliseconds),
            DataKey.scheduledFireTime: String(scheduledFireTime.milliseconds),
        ]
    }
}
