/// The metadata keys of every log line, in one place; stable, so that queries over logs keep working.
package enum LoggingKeys {
    package static let scheduler = "carnelian.scheduler"
    package static let instance = "carnelian.instance"
    package static let fireInstance = "carnelian.fire_instance"
    package static let job = "carnelian.job"
    package static let jobType = "carnelian.job_type"
    package static let trigger = "carnelian.trigger"
    package static let scheduledFireTime = "carnelian.scheduled_fire_time"
    package static let refireCount = "carnelian.refire_count"
    package static let reason = "carnelian.reason"
    package static let error = "carnelian.error"
    package static let verb = "carnelian.store_verb"
    package static let count = "carnelian.count"
    package static let node = "carnelian.node"
    package static let milliseconds = "carnelian.milliseconds"
    package static let status = "carnelian.status"
}
