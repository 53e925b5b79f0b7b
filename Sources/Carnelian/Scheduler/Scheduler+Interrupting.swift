public import CarnelianCore

extension Scheduler {
    /// Asks all executions of a job to end, on whatever node of the cluster they run: Quartz's `interrupt`, which reaches its
    /// own node alone.
    ///
    /// The job's task is cancelled there, as at shutdown; the job decides when it ends. Its end is recorded as any other's:
    /// the trigger goes on with its schedule, and the fire is not run again, even if the job requests recovery and its node
    /// dies meanwhile. A fire that still waits for a permit ends without running. On the executing node
    /// `SchedulerEvent.interrupted` tells of it and `JobContext.isInterrupted` is true.
    ///
    /// The node hears of it within milliseconds where the store passes signals on, otherwise at its next check-in.
    /// - Returns: The executions that were asked, none if the job does not execute; and those on nodes that cannot hear it.
    /// - Throws: `CarnelianError` with code `.unsupported`, naming the nodes, if the job executes on nodes of another
    ///   runtime only, such as Java's.
    @discardableResult
    public func interrupt(_ job: JobKey) async throws -> Interruption {
        try await interrupt(.job(job))
    }

    /// Asks one execution to end; see `interrupt(_:)` of a job.
    ///
    /// - Parameter fire: As `currentlyExecuting(_:)` and `JobContext.fireInstanceID` tell it.
    @discardableResult
    public func interrupt(_ fire: FireInstanceID) async throws -> Interruption {
        try await interrupt(.fire(fire))
    }

    private func interrupt(_ target: InterruptTarget) async throws -> Interruption {
        let result = try await store.requestInterrupt(target, by: instanceID.rawValue)
        // This node's own need no signal.
        node.interrupt(Set(result.asked.filter { $0.instance == instanceID }.map(\.id)))
        return result
    }
}
