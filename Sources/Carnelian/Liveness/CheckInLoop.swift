import CarnelianCore

/// Gives this node's signs of life, recovers failed peers, and fences the node where it was taken for dead.
struct CheckInLoop {
    private let node: Node
    private var machine: CheckInMachine

    init(_ node: Node) {
        self.node = node
        machine = CheckInMachine(
            instance: node.instanceID,
            interval: node.configuration.checkInInterval,
            grace: node.configuration.checkInGrace
        )
    }

    /// Joins the cluster: tries until the first check-in stands; false if the node stops before.
    mutating func join() async -> Bool {
        var backoff = Backoff(longest: .seconds(2))
        while !node.isStopping {
            if await checkIn(), machine.previous != nil { return true }
            await node.sleepUnlessStopping(for: backoff.next(jitter: .random(in: 0...1)))
        }
        return false
    }

    /// Checks in until the task is cancelled.
    mutating func run() async {
        while !Task.isCancelled {
            let next = machine.nextTime(after: node.clock.now(), jitter: .random(in: 0...1))
            do { try await node.clock.sleep(until: next) } catch { return }
            _ = await checkIn()
        }
    }

    /// One check-in with all that follows; false if the store failed.
    private mutating func checkIn() async -> Bool {
        node.recordOccupancy()
        var sign = machine.checkIn(at: node.clock.now())
        sign.profile = node.profile
        do {
            let result = try await node.attempt(.checkIn) {
                try await withLimit(sign.previous == nil ? nil : machine.tryLimit, by: node.clock) { [node, sign] in
                    try await node.store.checkIn(sign)
                }
            }
            let findings = machine.succeeded(sign, result)
            node.clusterSize = result.nodes.count
            if findings.mustFence { await node.fence() }
            node.interrupt(result.interrupted)
            if !findings.failed.isEmpty { try await recover(findings.failed, by: sign) }
            return true
        } catch {
            machine.failed()
            return false
        }
    }

    private mutating func recover(_ failed: [ClusterNode], by sign: CheckIn) async throws {
        node.reportFailed(failed)
        let result = try await node.attempt(.recover) { try await node.store.recover(failed, by: sign) }
        machine.recovered(sign)
        node.reportRecovered(result)
    }
}

/// Runs `operation`, but cancels it when it takes longer than `limit` by `clock`; it then throws what it makes of that.
func withLimit<Result: Sendable>(
    _ limit: Duration?, by clock: any SchedulerClock, _ operation: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    guard let limit else { return try await operation() }
    return try await withThrowingTaskGroup(of: Result.self) { group in
        group.addTask { try await operation() }
        group.addTask {
            try await clock.sleep(for: limit)
            throw CarnelianError(.storeUnavailable, "the store did not answer within \(limit)")
        }
        defer { group.cancelAll() }
        guard let result = try await group.next() else { throw CancellationError() }
        return result
    }
}
