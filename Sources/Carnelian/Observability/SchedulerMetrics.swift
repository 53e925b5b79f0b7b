import CarnelianCore
import CoreMetrics

/// The metrics of one node, each with the dimension `scheduler`; names are stable.
struct SchedulerMetrics: Sendable {
    /// Fires that this node took to execute.
    let fires: Counter
    /// Executions that ended, by outcome.
    let succeeded: Counter
    let failed: Counter
    let vetoed: Counter
    let parked: Counter
    /// Triggers whose misfire this node handled.
    let misfires: Counter
    /// Triggers that ran away and were parked.
    let runaways: Counter
    /// Peers that this node recovered.
    let recoveredNodes: Counter
    /// Executions that the cluster took away from this node.
    let ownershipLost: Counter
    /// Executions of this node's that were asked to end.
    let interrupted: Counter
    /// Store verbs that failed.
    let storeFailures: Counter
    /// Executions now, those waiting for a permit not included.
    let executing: Gauge
    /// Fires that wait for a permit.
    let queued: Gauge
    /// Ends of executions that are not recorded yet.
    let unrecorded: Gauge
    /// From the scheduled time to the fire.
    let lateness: Timer
    /// How long executions take.
    let execution: Timer
    /// How long turns take, lock and commit included.
    let turn: Timer

    init(scheduler: String) {
        let dimensions = [("scheduler", scheduler)]
        func completions(_ outcome: String) -> Counter {
            Counter(label: "carnelian.completions", dimensions: dimensions + [("outcome", outcome)])
        }
        fires = Counter(label: "carnelian.fires", dimensions: dimensions)
        succeeded = completions("succeeded")
        failed = completions("failed")
        vetoed = completions("vetoed")
        parked = completions("parked")
        misfires = Counter(label: "carnelian.misfires", dimensions: dimensions)
        runaways = Counter(label: "carnelian.runaways", dimensions: dimensions)
        recoveredNodes = Counter(label: "carnelian.recovered_nodes", dimensions: dimensions)
        ownershipLost = Counter(label: "carnelian.ownership_lost", dimensions: dimensions)
        interrupted = Counter(label: "carnelian.interrupted", dimensions: dimensions)
        storeFailures = Counter(label: "carnelian.store_failures", dimensions: dimensions)
        executing = Gauge(label: "carnelian.executing", dimensions: dimensions)
        queued = Gauge(label: "carnelian.queued", dimensions: dimensions)
        unrecorded = Gauge(label: "carnelian.unrecorded", dimensions: dimensions)
        lateness = Timer(label: "carnelian.fire.lateness", dimensions: dimensions)
        execution = Timer(label: "carnelian.execution.duration", dimensions: dimensions)
        turn = Timer(label: "carnelian.turn.duration", dimensions: dimensions)
    }
}

extension Timer {
    func record(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        recordNanoseconds(max(0, seconds &* 1_000_000_000 &+ attoseconds / 1_000_000_000))
    }
}
