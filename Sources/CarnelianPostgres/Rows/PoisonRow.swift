package import CarnelianCore

/// A row that cannot be used: its trigger is parked with the reason, everything else goes on.
package struct PoisonRow: Error, Sendable, Hashable {
    /// The trigger that is parked; nil where only the job is known.
    package var trigger: TriggerKey?
    /// The job whose row cannot be used, where it is the job's.
    package var job: JobKey?
    /// What is wrong, in words for people; never with data.
    package var reason: String

    package init(trigger: TriggerKey?, job: JobKey? = nil, reason: String) {
        self.trigger = trigger
        self.job = job
        self.reason = reason
    }
}
