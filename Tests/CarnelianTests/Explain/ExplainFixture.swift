import Carnelian
import CarnelianCore

/// Facts of a healthy cluster with one trigger that waits, for tests to change.
enum ExplainFixture {
    static let now = Timestamp(milliseconds: 1_900_000_000_000)
    static let key = TriggerKey("nightly", group: "reports")
    static let job = JobKey("build", group: "reports")

    static func at(_ seconds: Double) -> Timestamp {
        now.advanced(by: .milliseconds(Int64(seconds * 1_000)))
    }

    static func node(
        _ name: InstanceID, checkedIn seconds: Double = -3, types: Set<JobType>? = ["report"], permits: Int = 10,
        isAcquiring: Bool = true
    ) -> ClusterNode {
        ClusterNode(
            instance: name, lastCheckIn: at(seconds), checkInInterval: .milliseconds(7_500),
            profile: types.map { NodeProfile(jobTypes: $0, maxConcurrentJobs: permits, isAcquiring: isAcquiring) }
        )
    }

    static func fire(
        _ state: FireState = .executing, of trigger: TriggerKey = key, on node: InstanceID = "a",
        since seconds: Double = -90, scheduled: Double = -91, isExclusive: Bool = false
    ) -> FireInstance {
        FireInstance(
            id: FireInstanceID(rawValue: "a1900"), instance: node, trigger: trigger,
            job: state == .executing ? job : nil, state: state,
            fireTime: at(seconds), scheduledFireTime: at(scheduled), isExclusive: isExclusive, requestsRecovery: false
        )
    }

    /// A trigger every hour, due in `seconds`.
    static func trigger(_ kind: Trigger.Kind = .every(.seconds(3_600)), due seconds: Double? = 600) -> Trigger {
        Trigger(
            key: key, job: job, kind: kind, startTime: at(-36_000), nextFireTime: seconds.map(at),
            previousFireTime: at(-3_000), timesTriggered: 10
        )
    }

    static func facts(
        _ trigger: Trigger = trigger(), _ state: TriggerState = .waiting, reason: String? = nil,
        _ change: (inout TriggerFacts) -> Void = { _ in }
    ) -> TriggerFacts {
        var facts = TriggerFacts(
            key: key, now: now, trigger: StoredTrigger(trigger: trigger, state: state, errorReason: reason),
            job: .found(JobDetail(key: job, type: "report")), nodes: [node("a"), node("b")]
        )
        change(&facts)
        return facts
    }
}
