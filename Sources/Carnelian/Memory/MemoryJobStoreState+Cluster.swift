import CarnelianCore

extension MemoryJobStoreState {
    mutating func checkIn(_ checkIn: CheckIn) -> CheckInResult {
        let known = nodes[checkIn.instance]
        var suspects = Array(nodes.values)
        suspects += orphans().map {
            ClusterNode(instance: $0, lastCheckIn: nil, checkInInterval: checkIn.interval)
        }
        let failed = suspects.filter(checkIn.convicts).sorted { $0.instance < $1.instance }
        nodes[checkIn.instance] = ClusterNode(
            instance: checkIn.instance, lastCheckIn: checkIn.now,
            checkInInterval: known?.checkInInterval ?? checkIn.interval, profile: checkIn.profile
        )
        if known == nil { news.clusterChanged = true }
        return CheckInResult(
            nodes: sortedNodes(), failed: failed, wasRecovered: checkIn.previous != nil && known == nil,
            interrupted: interruptRequests(for: checkIn.instance)
        )
    }

    mutating func recover(_ failed: [ClusterNode], by checkIn: CheckIn) -> RecoveryResult {
        var result = RecoveryResult()
        for node in failed where mayRecover(node, by: checkIn) {
            recoverFires(of: node.instance, at: checkIn.now, into: &result)
            if node.instance != checkIn.instance { nodes[node.instance] = nil }
            result.recovered.append(node.instance)
            news.clusterChanged = true
        }
        return result
    }

    mutating func leave(_ instance: InstanceID) {
        for row in fires.values where row.instance.instance == instance {
            drop(row.instance.id, by: instance)
        }
        // While executions of it are recorded it stays, so that peers convict it in time and recover them.
        if fires.values.contains(where: { $0.instance.instance == instance }) { return }
        if nodes.removeValue(forKey: instance) != nil { news.clusterChanged = true }
    }

    /// Asks executions to end; every node that has checked in can hear it.
    mutating func requestInterrupt(_ target: InterruptTarget) throws -> Interruption {
        let meant = sortedFireInstances().filter(target.includes)
        let found = try Interruption(
            asked: meant.filter { nodes[$0.instance] != nil }, unreachable: meant.filter { nodes[$0.instance] == nil }
        ).reachable(target)
        interrupts.formUnion(found.asked.map(\.id))
        if !found.asked.isEmpty { news.interruptRequested = true }
        return found
    }

    func interruptRequests(for instance: InstanceID) -> Set<FireInstanceID> {
        interrupts.filter { fires[$0]?.instance.instance == instance }
    }

    func sortedNodes() -> [ClusterNode] {
        nodes.values.sorted { $0.instance < $1.instance }
    }

    func sortedFireInstances() -> [FireInstance] {
        fires.values.map(\.instance).sorted { $0.id.rawValue < $1.id.rawValue }
    }

    /// The nodes that left fire instances behind and have no row of their own.
    private func orphans() -> Set<InstanceID> {
        Set(fires.values.lazy.map(\.instance.instance)).subtracting(nodes.keys)
    }

    /// Whether a node that a check-in convicted is still as it was then.
    private func mayRecover(_ node: ClusterNode, by checkIn: CheckIn) -> Bool {
        if node.instance == checkIn.instance { return checkIn.previous == nil }
        return nodes[node.instance]?.lastCheckIn == node.lastCheckIn
            && (node.lastCheckIn == nil || nodes[node.instance] != nil)
    }

    private mutating func recoverFires(
        of instance: InstanceID, at now: Timestamp, into result: inout RecoveryResult
    ) {
        let rows = fires.values.filter { $0.instance.instance == instance }
            .sorted { $0.instance.id.rawValue < $1.instance.id.rawValue }
        for row in rows {
            guard row.instance.state == .executing else {
                drop(row.instance.id, by: instance)
                result.releasedClaims += 1
                continue
            }
            if row.instance.requestsRecovery, !interrupts.contains(row.instance.id), refire(row) {
                result.refired += 1
            } else {
                result.abandoned += 1
            }
            end(row.instance.id)
            let key = row.instance.trigger
            endFixedDelay(of: key, at: now)
            if triggers[key]?.state == .complete, !isExecuting(key) { discard(key) }
        }
    }

    /// Lets a fixed-delay trigger go on as if the run that its node left behind had ended now.
    private mutating func endFixedDelay(of key: TriggerKey, at now: Timestamp) {
        guard let trigger = triggers[key]?.trigger, case .fixedDelay(let rule) = trigger.kind,
            trigger.nextFireTime == FixedDelayTrigger.running, !isExecuting(key)
        else { return }
        goOn(key, at: rule.fireTime(afterRunEndingAt: now, end: trigger.endTime))
    }

    /// Stores a trigger that runs a dead node's execution again; false if its job is gone.
    private mutating func refire(_ row: FireEntry) -> Bool {
        guard let job = row.instance.job, jobs[job] != nil else { return false }
        let name = "recover_\(row.instance.instance)_\(nextSequence())"
        var data = triggers[row.instance.trigger]?.trigger.data ?? [:]
        data["QRTZ_FAILED_JOB_ORIG_TRIGGER_NAME"] = row.instance.trigger.name
        data["QRTZ_FAILED_JOB_ORIG_TRIGGER_GROUP"] = row.instance.trigger.group
        data["QRTZ_FAILED_JOB_ORIG_TRIGGER_FIRETIME_IN_MILLISECONDS_AS_STRING"] =
            String(row.instance.fireTime.milliseconds)
        data["QRTZ_FAILED_JOB_ORIG_TRIGGER_SCHEDULED_FIRETIME_IN_MILLISECONDS_AS_STRING"] =
            String(row.instance.scheduledFireTime.milliseconds)
        insert(
            Trigger(
                key: TriggerKey(name, group: MemoryJobStoreState.recoveryGroup), job: job,
                kind: .simple(SimpleTrigger()), startTime: row.instance.scheduledFireTime, priority: row.priority,
                misfireInstruction: .ignore, data: data, nextFireTime: row.instance.scheduledFireTime
            )
        )
        return true
    }
}
