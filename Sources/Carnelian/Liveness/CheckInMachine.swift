package import CarnelianCore

/// Decides when a node checks in and what follows from what it finds: a pure value.
package struct CheckInMachine: Sendable {
    /// What follows a check-in.
    package struct Findings: Sendable {
        /// Nodes to recover.
        package var failed: [ClusterNode]
        /// Peers took this node for dead: what it lost must be cancelled.
        package var mustFence: Bool
    }

    private let instance: InstanceID
    private let interval: Duration
    private let grace: Duration
    /// When this node last checked in and, the first time, recovered what it found.
    package private(set) var previous: Timestamp?
    private var failures = 0

    package init(instance: InstanceID, interval: Duration, grace: Duration) {
        self.instance = instance
        self.interval = interval
        self.grace = grace
    }

    /// The longest that one try may take, so that several fit before peers lose patience.
    package var tryLimit: Duration { max(grace / 4, .milliseconds(25)) }

    /// The sign of life to give now.
    package func checkIn(at now: Timestamp) -> CheckIn {
        CheckIn(instance: instance, now: now, interval: interval, grace: grace, previous: previous)
    }

    /// A check-in was recorded.
    package mutating func succeeded(_ checkIn: CheckIn, _ result: CheckInResult) -> Findings {
        failures = 0
        // A first check-in stands only once what an earlier process left behind is recovered.
        if previous != nil || result.failed.isEmpty { previous = checkIn.now }
        return Findings(failed: result.failed, mustFence: checkIn.previous != nil && result.wasRecovered)
    }

    /// What the check-in found was recovered.
    package mutating func recovered(_ checkIn: CheckIn) {
        previous = max(previous ?? checkIn.now, checkIn.now)
    }

    /// The store failed.
    package mutating func failed() {
        failures += 1
    }

    /// When to check in next: after the interval, or soon after a failure, at least three times within the peers' grace.
    package func nextTime(after now: Timestamp, jitter: Double) -> Timestamp {
        guard failures > 0 else { return now.advanced(by: interval) }
        let longest = grace / 4
        let first = min(.milliseconds(50), grace / 16)
        let pause = min(first * (1 << min(failures - 1, 20)), longest)
        return now.advanced(by: pause * (1 - 0.25 * min(max(jitter, 0), 1)))
    }
}
