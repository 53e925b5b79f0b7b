public import CarnelianCore

/// What happened on a node; see `Scheduler.events()`.
///
/// New cases may come in a minor version: switch with a `default`.
public enum SchedulerEvent: Sendable {
    /// The scheduler's status changed.
    case status(Scheduler.Status)
    /// A fire is this node's to execute.
    case fired(Fire)
    /// An execution ended.
    case completed(Fire, ExecutionOutcome)
    /// An execution of this node's was asked to end and is cancelled; `completed` follows when the job ends.
    case interrupted(Fire)
    /// A trigger misfired and was handled by its instruction.
    case misfired(Misfire)
    /// A trigger of this node's has fired, or misfired, for the last time.
    case finalized(TriggerKey)
    /// Claims that could not fire: paused, rescheduled, removed or taken meanwhile.
    case claimsDropped([FireInstanceID])
    /// Executions that the cluster took away from this node; they are cancelled and leave nothing behind.
    case ownershipLost([FireInstanceID])
    /// Peers counted as failed.
    case nodesFailed([ClusterNode])
    /// This node recovered failed peers.
    case nodesRecovered(RecoveryResult)
    /// The cluster took this node for dead; it is registered again.
    case wasRecovered
    /// The store fails; everything that has to be written waits and is tried again.
    case storeUnavailable(any Error)
    /// The store works again, after this long.
    case storeAvailable(after: Duration)
    /// Jobs that did not end although they were cancelled: `Scheduler.run()` cannot return before they do.
    ///
    /// A program that must end now may exit: the cluster takes over as after a crash.
    case shutdownOverdue([Fire])

    // MARK: Changes made through this scheduler

    /// Triggers were stored; those that were stored already and equal, too.
    case scheduled([TriggerKey])
    /// Triggers were removed.
    case unscheduled([TriggerKey])
    /// Jobs were stored.
    case jobsStored([JobKey])
    /// Jobs were removed with their triggers.
    case jobsDeleted([JobKey])
    /// Triggers were paused.
    case paused(PauseTarget)
    /// Triggers were resumed.
    case resumed(PauseTarget)
    /// Every job, trigger, calendar and pause was removed.
    case cleared
}

/// How an execution ended.
public enum ExecutionOutcome: Sendable {
    /// The job returned.
    case succeeded
    /// The job, or a middleware around it, threw.
    case failed(any Error)
    /// A middleware vetoed the fire.
    case vetoed(VetoedFire)
    /// The fire could not run here and its trigger was parked in ERROR for this reason.
    case parked(reason: String)
}
