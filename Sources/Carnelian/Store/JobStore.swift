public import CarnelianCore
public import ServiceLifecycle

/// Where jobs and triggers live, and who may fire them: one store is one cluster.
///
/// Every verb is one transaction: it happens whole or not at all. The guarantees that the scheduler relies on, each with a
/// test of its number in the conformance suite of `CarnelianTesting`:
///
/// - **G1** A trigger's scheduled fire time is handed to at most one `turn(_:)` result in the cluster.
/// - **G2** `turn(_:)` fires a claim only while its fire instance is still this node's and the trigger's next fire time is
///   the one that was claimed; otherwise the claim is dropped and nothing fires.
/// - **G3** `turn(_:)` claims WAITING triggers of the given job types only, due before the horizon, earliest first, then
///   higher priority, never more than its limit.
/// - **G4** An exclusive job has at most one executing fire instance; its other triggers are BLOCKED meanwhile.
/// - **G5** A fired trigger's next fire time is the schedule's next one after the time that fired; a trigger with none is
///   COMPLETE and is removed when its fire completes, and a non-durable job with its last trigger.
/// - **G6** `complete(_:)` records an outcome only while the fire instance is still the caller's; it reports the others.
/// - **G7** `release(_:by:)` gives a claim back with the schedule unchanged; a blocked trigger stays blocked.
/// - **G8** Storing keeps executions: replacing or removing a trigger never undoes one in progress; claims that have not
///   fired go with the trigger that they hold.
/// - **G9** A paused trigger, or a trigger stored into a paused group, is not claimed until resumed; a claim that was
///   paused before it fired does not fire.
/// - **G10** `sweepMisfires(_:)` applies the misfire instruction of WAITING triggers older than the threshold, and resuming
///   applies it to the resumed.
/// - **G11** `checkIn(_:)` reports as failed each node whose last check-in is older than Quartz's conviction formula allows,
///   and `recover(_:by:)` gives back its claims, re-fires executions that ask for it, once, and forgets the node.
/// - **G12** A row that cannot be used parks its own trigger in ERROR with a reason; everything else goes on.
/// - **G13** After a change that makes a trigger due earlier, every node's `signals()` yields soon; losing a signal delays a
///   fire until the next poll, never longer.
/// - **G14** A trigger with a calendar never fires at a time that the calendar excluded when the time was computed; a trigger
///   whose calendar is missing or unreadable is parked.
/// - **G15** A fixed-delay trigger's next fire time is `FixedDelayTrigger.running` from its fire until `complete(_:)` or
///   `recover(_:by:)` sets the real one.
/// - **G16** What a misfire skipped reaches the fire that stands for it: `Fire.scheduledFireTime`, `Fire.missedFireTimes`.
/// - **G17** What `requestInterrupt(_:by:)` asks, the nodes of these executions, and they alone, find with
///   `interruptRequests(for:)` and in the result of `checkIn(_:)` until the executions end.
public protocol JobStore: Service {
    /// The cluster's name, Quartz's `SCHED_NAME`: nodes of one name share jobs and triggers. 1 to 120 characters.
    var schedulerName: String { get }

    /// The one clock by which due, misfire and liveness decisions are made.
    var clock: any SchedulerClock { get }

    /// Prepares the store for a node: connects, checks the tables, measures the clock. Called once before the first verb of
    /// a running scheduler; catalog verbs work without it.
    func open() async throws

    // MARK: Catalog

    /// Stores jobs, then triggers, in one transaction; all or nothing.
    ///
    /// A trigger without a next fire time gets its first one computed from its schedule. A trigger's state follows its
    /// group's pause and its job's execution.
    /// - Throws: `CarnelianError` with code `.alreadyExists` (and `.fail` was asked for), `.notFound` (a trigger's job is
    ///   neither stored nor in the batch), `.neverFires`, `.invalidValue`.
    func store(jobs: [JobDetail], triggers: [Trigger], onConflict: ConflictResolution) async throws

    /// Replaces a trigger by another of the same job, which may have another key; false if the old one is not stored.
    ///
    /// With `keepingNextFireTime` the new trigger goes on where the old one stands, see `RescheduleMode.keepNextFireTime`;
    /// without it, its first fire time is computed unless it has a next one. A claim of the old trigger is forgotten.
    func replaceTrigger(_ key: TriggerKey, with trigger: Trigger, keepingNextFireTime: Bool) async throws -> Bool

    /// Removes jobs together with their triggers; returns the keys that were stored.
    func removeJobs(_ keys: [JobKey]) async throws -> Set<JobKey>

    /// Removes triggers, and the non-durable jobs that lose their last trigger; returns the keys that were stored.
    func removeTriggers(_ keys: [TriggerKey]) async throws -> Set<TriggerKey>

    /// Removes every job, trigger, calendar and pause of this scheduler; executions and nodes stay.
    func clear() async throws

    /// A stored job, or nil.
    func job(_ key: JobKey) async throws -> JobDetail?

    /// The keys of the stored jobs whose group matches, ordered; those of rows that cannot be used included.
    func jobKeys(matching group: GroupMatcher) async throws -> [JobKey]

    /// The keys of the stored triggers whose group matches, ordered; those of rows that cannot be used included.
    func triggerKeys(matching group: GroupMatcher) async throws -> [TriggerKey]

    /// Stored jobs whose group matches, ordered by key.
    func jobs(matching group: GroupMatcher) async throws -> [JobDetail]

    /// A stored trigger with its state, or nil.
    func trigger(_ key: TriggerKey) async throws -> StoredTrigger?

    /// Stored triggers that match, ordered by key.
    func triggers(matching filter: TriggerFilter) async throws -> [StoredTrigger]

    /// Pauses triggers; groups named by an equals matcher stay paused for triggers that come later.
    func pause(_ target: PauseTarget) async throws

    /// Resumes triggers; a fire time that passed meanwhile is handled by the trigger's misfire instruction.
    func resume(_ target: PauseTarget) async throws

    /// The names of paused trigger groups; `_$_ALL_GROUPS_PAUSED_$_` stands for all, as in Quartz.
    func pausedGroups() async throws -> Set<String>

    /// Takes a trigger out of ERROR; false if it is not stored or not in ERROR.
    func resetFromError(_ key: TriggerKey) async throws -> Bool

    /// Stores a calendar under a name of 1 to 200 characters.
    ///
    /// With `updatingTriggers`, the next fire times of the triggers that name it are computed anew in the same transaction:
    /// the first time that the new calendar includes after the previous fire time, never one that had passed without
    /// firing already. Without it they keep the next fire time they have, and follow the new calendar from the one after
    /// that. Either way their claims that have not fired are given back, as these hold the former calendar. With
    /// `.reconcile` a calendar that equals the stored one changes nothing.
    /// - Throws: `CarnelianError` with code `.alreadyExists` if one of that name is stored and `onConflict` is `.fail`,
    ///   `.invalidValue`.
    func storeCalendar(
        _ calendar: ExclusionCalendar, named name: String, onConflict: ConflictResolution, updatingTriggers: Bool
    ) async throws

    /// Removes a calendar; false if it is not stored.
    /// - Throws: `CarnelianError` with code `.inUse`, naming triggers, while any names it.
    func removeCalendar(_ name: String) async throws -> Bool

    /// A stored calendar, or nil.
    /// - Throws: `CarnelianError` with code `.undecodableData` for one that this version cannot read.
    func calendar(_ name: String) async throws -> ExclusionCalendar?

    /// The names of the stored calendars, ascending.
    func calendarNames() async throws -> [String]

    /// All that is known about whether and why a trigger fires, of one moment where the store can; see
    /// `Scheduler.explain(_:count:)`.
    ///
    /// There is an implementation by the other verbs.
    func facts(about key: TriggerKey) async throws -> TriggerFacts

    // MARK: Firing

    /// Without taking a lock: when the earliest claimable trigger of these job types is due, or nil if there is none.
    func nextDueTime(for types: Set<JobType>) async throws -> Timestamp?

    /// The hot path: fires claims and makes new ones, under one lock, in one transaction. See `Turn`.
    func turn(_ turn: Turn) async throws -> TurnResult

    /// Gives claims back unfired; unknown ones are ignored.
    func release(_ claims: [FireInstanceID], by instance: InstanceID) async throws

    /// Records the ends of executions; safe to repeat. Returns the ids that were no longer the caller's.
    func complete(_ completions: [Completion]) async throws -> Set<FireInstanceID>

    /// Gives back claims of triggers that judge misfires at the claim, with their misfire instruction applied as of `now`,
    /// in one transaction. Claims that are no longer the caller's are left alone.
    ///
    /// - Parameter threshold: That of the scheduler, for triggers without one of their own.
    func giveBackMisfired(
        _ claims: [FireInstanceID], by instance: InstanceID, at now: Timestamp, threshold: Duration
    ) async throws -> [Misfire]

    /// Handles up to `limit` triggers that misfired; those that judge misfires at the claim are not among them.
    func sweepMisfires(_ sweep: MisfireSweep) async throws -> MisfireSweepResult

    /// Asks executions to end, on whatever node they run: their nodes hear of it by a signal, at the latest at their next
    /// check-in. What is asked is forgotten when the execution ends, and an execution that was asked is not run again by
    /// `recover(_:by:)`.
    ///
    /// - Parameter requester: Who asks, for people who look.
    /// - Throws: `CarnelianError` with code `.unsupported`, naming the nodes, where executions are meant and none of them
    ///   runs on a node that can hear it.
    func requestInterrupt(_ target: InterruptTarget, by requester: String) async throws -> Interruption

    /// The executions of a node that were asked to end.
    func interruptRequests(for instance: InstanceID) async throws -> Set<FireInstanceID>

    // MARK: Cluster

    /// Records that the node lives and lists the cluster, with the nodes that this one may recover.
    func checkIn(_ checkIn: CheckIn) async throws -> CheckInResult

    /// Recovers failed nodes: their claims return, their executions that ask for it run again.
    ///
    /// Nodes that have checked in meanwhile are left alone.
    func recover(_ failed: [ClusterNode], by checkIn: CheckIn) async throws -> RecoveryResult

    /// A clean stop: releases the node's claims and removes it from the cluster.
    func leave(_ instance: InstanceID) async throws

    /// The nodes of the cluster, ordered by id.
    func nodes() async throws -> [ClusterNode]

    /// The fire instances of all nodes, claimed and executing.
    func fireInstances() async throws -> [FireInstance]

    /// Hints to look again; each call is a subscription of its own that ends when its task is cancelled.
    ///
    /// Hints may be lost, repeated or late.
    func signals() -> AsyncStream<StoreSignal>
}

extension JobStore {
    /// Replaces a trigger by another of the same job, whose first fire time is computed unless it has a next one.
    public func replaceTrigger(_ key: TriggerKey, with trigger: Trigger) async throws -> Bool {
        try await replaceTrigger(key, with: trigger, keepingNextFireTime: false)
    }
}
