import CarnelianCore
import CoreMetrics
import Logging

extension Node {
    /// Takes what a turn fired; returns how many runners to start.
    func accept(_ result: TurnResult) -> Int {
        if !result.dropped.isEmpty { events.emit(.claimsDropped(result.dropped)) }
        guard !result.fired.isEmpty else { return 0 }
        metrics.fires.increment(by: result.fired.count)
        for fire in result.fired {
            metrics.lateness.record(fire.scheduledFireTime.duration(to: fire.fireTime))
            events.emit(.fired(fire))
        }
        let runaways = result.fired.filter(isRunaway)
        runaways.forEach(park)
        let runners = executions.add(
            runaways.isEmpty ? result.fired : result.fired.filter { fire in !runaways.contains { $0.id == fire.id } }
        )
        recordOccupancy()
        return runners
    }

    /// Ends a fire of a trigger that ran away without running its job, and parks the trigger.
    private func park(_ fire: Fire) {
        let reason = RunawayReason.text(fire.trigger.key, limit: configuration.runawayLimit)
        metrics.runaways.increment()
        metrics.parked.increment()
        log("Trigger parked", of: fire, [LoggingKeys.reason: "\(reason)"])
        end(fire, .parked(reason: reason), data: nil, instruction: .parkTrigger(reason: reason))
    }

    /// Hands the end of a fire over to be recorded, and tells it.
    func end(_ fire: Fire, _ outcome: ExecutionOutcome, data: JobDataMap?, instruction: Completion.Instruction) {
        let completion = Completion(fire, by: instanceID, at: clock.now(), data: data, instruction: instruction)
        completions.add(completion)
        events.emit(.completed(fire, outcome))
        if completion.endsTrigger { events.emit(.finalized(fire.trigger.key)) }
    }

    func recordOccupancy() {
        let occupancy = executions.occupancy
        metrics.executing.record(occupancy.running)
        metrics.queued.record(occupancy.queued)
    }

    /// How long the acquire loop sleeps at most.
    ///
    /// What a peer fires is no signal to others, so a node that has peers looks every second, without a lock, for what they
    /// are too busy to take.
    var longestSleep: Duration {
        let interval = configuration.pollInterval * Double.random(in: 0.9...1)
        return clusterSize > 1 ? min(interval, .seconds(1)) : interval
    }

    /// Spreads the nodes that one signal woke, so that they do not all take the lock for one trigger.
    func spreadWakeUp() async {
        guard clusterSize > 1 else { return }
        try? await Task.sleep(for: .microseconds(Int.random(in: 0...8_000)))
    }

    /// Peers took this node for dead: cancels what it lost and drops its claims.
    func fence() async {
        countFence()
        let (running, queued) = executions.snapshot
        let mine = Set(running.map(\.fire.id)).union(queued.map(\.id))
        let owned = await ownedFires() ?? []
        let lost = mine.subtracting(owned)
        executions.revoke(lost)
        events.emit(.wasRecovered)
        logger.info(
            "Taken for dead by a peer; lost executions are cancelled",
            metadata: [LoggingKeys.count: "\(lost.count)"]
        )
        if !lost.isEmpty { reportLost(lost) }
    }

    /// Cancels executions that were asked to end.
    func interrupt(_ ids: Set<FireInstanceID>) {
        guard !ids.isEmpty else { return }
        executions.interrupt(ids) { fire in
            metrics.interrupted.increment()
            events.emit(.interrupted(fire))
            log("Execution interrupted", of: fire, [:])
        }
    }

    /// Asks the store what was asked to end; where that fails, the next check-in tells.
    func lookForInterrupts() async {
        let ids = try? await attempt(.interruptRequests) { try await store.interruptRequests(for: instanceID) }
        interrupt(ids ?? [])
    }

    /// A turn during which the node was taken for dead: keeps the fires that still are its own.
    func stillOwned(of result: TurnResult) async -> TurnResult {
        guard !result.fired.isEmpty else { return result }
        var backoff = Backoff()
        while true {
            if let owned = await ownedFires() {
                var result = result
                let lost = result.fired.filter { !owned.contains($0.id) }.map(\.id)
                result.fired.removeAll { !owned.contains($0.id) }
                if !lost.isEmpty { reportLost(Set(lost)) }
                return result
            }
            if isGivingUp { return TurnResult(claimed: result.claimed, dropped: result.dropped) }
            await sleepUnlessStopping(for: backoff.next(jitter: .random(in: 0...1)))
        }
    }

    /// The fire instances that the store holds for this node; nil if it cannot be asked.
    private func ownedFires() async -> Set<FireInstanceID>? {
        let all = try? await attempt(.fireInstances) { try await store.fireInstances() }
        guard let all else { return nil }
        return Set(all.lazy.filter { $0.instance == self.instanceID }.map(\.id))
    }

    // MARK: Reports

    func log(_ message: Logger.Message, of fire: Fire, _ metadata: Logger.Metadata) {
        guard logger.logLevel <= .info else { return }
        var metadata = metadata
        metadata[LoggingKeys.fireInstance] = "\(fire.id)"
        metadata[LoggingKeys.job] = "\(fire.job.key)"
        metadata[LoggingKeys.jobType] = "\(fire.job.type)"
        metadata[LoggingKeys.trigger] = "\(fire.trigger.key)"
        logger.info(message, metadata: metadata)
    }

    func reportLost(_ ids: Set<FireInstanceID>) {
        metrics.ownershipLost.increment(by: ids.count)
        events.emit(.ownershipLost(ids.sorted { $0.rawValue < $1.rawValue }))
        logger.info("Executions are no longer this node's", metadata: [LoggingKeys.count: "\(ids.count)"])
    }

    func reportMisfired(_ misfires: [Misfire]) {
        guard !misfires.isEmpty else { return }
        metrics.misfires.increment(by: misfires.count)
        for misfire in misfires {
            events.emit(.misfired(misfire))
            if misfire.nextFireTime == nil { events.emit(.finalized(misfire.trigger)) }
        }
        acquireSignal.bell.ring()
        logger.info("Misfired triggers handled", metadata: [LoggingKeys.count: "\(misfires.count)"])
    }

    func reportFailed(_ nodes: [ClusterNode]) {
        events.emit(.nodesFailed(nodes))
        for node in nodes {
            logger.info("Node failed", metadata: [LoggingKeys.node: "\(node.instance)"])
        }
    }

    func reportRecovered(_ result: RecoveryResult) {
        metrics.recoveredNodes.increment(by: result.recovered.count)
        events.emit(.nodesRecovered(result))
        acquireSignal.bell.ring()
        logger.info(
            "Recovered: \(result.releasedClaims) claims released, \(result.refired) executions run again",
            metadata: [LoggingKeys.count: "\(result.recovered.count)"]
        )
    }

    func reportOverdue(_ fires: [Fire]) {
        guard !fires.isEmpty else { return }
        events.emit(.shutdownOverdue(fires))
        for fire in fires {
            log("Job does not end although it was cancelled; shutdown waits for it", of: fire, [:])
        }
    }

    func logUnrecorded(_ count: Int) {
        guard count > 0 else { return }
        logger.info(
            "Ends of executions stay unrecorded; recovery will find them", metadata: [LoggingKeys.count: "\(count)"])
    }
}
