extension Scheduler {
    /// Whether no fire waits or runs on this node and every end is recorded: what a test on a virtual clock waits for.
    package var isIdle: Bool {
        node.executions.occupancy.total == 0 && node.completions.isEmpty
    }
}
