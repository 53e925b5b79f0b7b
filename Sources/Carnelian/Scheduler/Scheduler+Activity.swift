package import CarnelianCore

extension Scheduler {
    /// What goes on within a running node, for a test that moves the clock only when nothing does.
    package struct Activity: Sendable, Hashable {
        /// Fires whose jobs run.
        package var running: Int
        /// Fires that wait for a permit.
        package var queued: Int
        /// Whether the end of an execution is being recorded.
        package var isRecording: Bool
        /// Until when the acquire loop sleeps; nil while it works.
        package var sleepsUntil: Timestamp?
    }

    /// What goes on within the node now.
    package var activity: Activity {
        // Read in the order in which work moves on, so that nothing slips through between two readings.
        let sleepsUntil = node.acquireSignal.sleepsUntil
        let occupancy = node.executions.occupancy
        return Activity(
            running: occupancy.running, queued: occupancy.queued, isRecording: !node.completions.bell.isAwaited,
            sleepsUntil: sleepsUntil
        )
    }
}
