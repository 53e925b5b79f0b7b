package import Carnelian

/// What a stock job tells the code it runs about the fire: the same facts as settings of a transaction and as
/// environment variables.
package struct FireFacts: Sendable, Hashable {
    /// Names and values; the names as the settings `carnelian.NAME` have them.
    package var facts: [(name: String, value: String)] {
        [
            ("fire_instance_id", fireInstanceID), ("instance_id", instanceID), ("trigger", trigger), ("job", job),
            ("scheduled_fire_time", scheduledFireTime), ("recovering", recovering),
        ]
    }

    private var fireInstanceID: String
    private var instanceID: String
    private var trigger: String
    private var job: String
    private var scheduledFireTime: String
    private var recovering: String

    /// The facts of a fire.
    package init(_ context: JobContext) {
        fireInstanceID = context.fireInstanceID.rawValue
        instanceID = context.instanceID.rawValue
        trigger = context.trigger.key.description
        job = context.job.key.description
        scheduledFireTime = String(context.scheduledFireTime.milliseconds)
        recovering = context.isRecovering ? "true" : "false"
    }

    /// As environment variables: `CARNELIAN_FIRE_INSTANCE_ID` and so on.
    package var environment: [(name: String, value: String)] {
        facts.map { ("CARNELIAN_" + $0.name.uppercased(), $0.value) }
    }
}
