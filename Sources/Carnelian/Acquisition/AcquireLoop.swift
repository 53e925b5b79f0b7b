import CarnelianCore
import CoreMetrics

/// Takes turns at the store until the node stops: fires claims at their time, claims what comes next, starts runners.
struct AcquireLoop {
    private let node: Node
    private var machine: AcquisitionMachine
    private var backoff = Backoff()
    /// Claims whose triggers judge that they misfired, on their way back to the store.
    private var misfired: [FireInstanceID] = []
    /// When to try again to give them back; nil: at once.
    private var givesBackAt: Timestamp?
    private var giveBackBackoff = Backoff()

    init(_ node: Node) {
        self.node = node
        machine = AcquisitionMachine(
            .init(
                permits: node.configuration.maxConcurrentJobs,
                batchSize: node.configuration.batchSize,
                lookahead: node.configuration.lookahead
            )
        )
    }

    /// Runs until the node stops; jobs become tasks of `group`, on the worker pool.
    mutating func run(in group: inout DiscardingTaskGroup) async {
        while true {
            startRunners(node.executions.add(), in: &group)
            if node.takeClaimsDropRequest() { await releaseClaims() }
            switch node.acquisitionPermission {
            case .stop:
                await releaseClaims()
                return
            case .pause:
                await releaseClaims()
                _ = await node.acquireSignal.bell.wait()
                machine.lookAgain()
            case .go:
                await takeStep(in: &group)
            }
        }
    }

    private mutating func takeStep(in group: inout DiscardingTaskGroup) async {
        await giveBackMisfired()
        let now = node.clock.now()
        let occupancy = node.executions.occupancy
        let lookahead = node.configuration.lookahead
        let lead = lookahead * Double.random(in: 0.5...1)
        let longestSleep = min(node.longestSleep, givesBackAt.map { now.duration(to: $0) } ?? .seconds(86_400))
        let step = machine.step(
            at: now, occupancy: occupancy.total, pace: occupancy.pace, lead: lead, longestSleep: longestSleep
        )
        switch step {
        case .turn(let fires, let limit):
            await turn(fires, limit: limit, at: now, in: &group)
        case .peek:
            await peek(at: now)
        case .sleep(let deadline, let refillAt):
            node.executions.wake(at: refillAt)
            let reason = await node.acquireSignal.sleep(until: deadline, by: node.clock)
            machine.lookAgain()
            if case .told = reason { await node.spreadWakeUp() }
        }
    }

    private mutating func turn(
        _ fires: [Claim], limit: Int, at now: Timestamp, in group: inout DiscardingTaskGroup
    ) async {
        let turn = Turn(
            instance: node.instanceID,
            now: now,
            fires: fires.map { FireIntent($0) },
            types: node.types,
            limit: limit,
            horizon: now.advanced(by: node.configuration.lookahead),
            misfireBefore: now.advanced(by: .zero - node.configuration.misfireThreshold)
        )
        let epoch = node.epoch
        let start = ContinuousClock.now
        do {
            var result = try await node.attempt(.turn) { try await node.store.turn(turn) }
            let duration = ContinuousClock.now - start
            node.executions.recordTurn(duration)
            node.metrics.turn.record(duration)
            backoff.reset()
            if node.epoch != epoch { result = await node.stillOwned(of: result) }
            let late = takeMisfired(of: &result, at: now)
            machine.turned(
                result, fires: fires.count, givenBack: late, limit: limit, horizon: turn.horizon, at: now
            )
            startRunners(node.accept(result), in: &group)
            await giveBackMisfired()
        } catch {
            machine.turnFailed(fires)
            await pause()
        }
    }

    /// Takes the claims out of a turn's result whose triggers judge that they misfired; returns how many there are.
    ///
    /// A trigger is judged when it is claimed: a claim that was made in time fires, however busy the node is.
    private mutating func takeMisfired(of result: inout TurnResult, at now: Timestamp) -> Int {
        let threshold = node.configuration.misfireThreshold
        func isLate(_ claim: Claim) -> Bool {
            claim.trigger.misfireHandledAtClaim(at: now, threshold: threshold, calendar: claim.calendar) != nil
        }
        let late = result.claimed.filter(isLate).map(\.id)
        guard !late.isEmpty else { return 0 }
        result.claimed.removeAll { late.contains($0.id) }
        misfired += late
        return late.count
    }

    /// Gives claims that misfired back, their instruction applied; where the store fails, tries again later, the other work
    /// going on.
    private mutating func giveBackMisfired() async {
        let now = node.clock.now()
        guard !misfired.isEmpty, givesBackAt.map({ $0 <= now }) ?? true else { return }
        let claims = misfired
        let threshold = node.configuration.misfireThreshold
        do {
            let misfires = try await node.attempt(.giveBackMisfired) {
                try await node.store.giveBackMisfired(claims, by: node.instanceID, at: now, threshold: threshold)
            }
            misfired = []
            givesBackAt = nil
            giveBackBackoff.reset()
            node.reportMisfired(misfires)
            machine.lookAgain()
        } catch {
            givesBackAt = node.clock.now().advanced(by: giveBackBackoff.next(jitter: .random(in: 0...1)))
        }
    }

    private mutating func peek(at now: Timestamp) async {
        do {
            let due = try await node.attempt(.nextDueTime) { try await node.store.nextDueTime(for: node.types) }
            backoff.reset()
            machine.peeked(due)
            if let due, due < now.advanced(by: .zero - node.configuration.misfireThreshold) {
                node.misfireBell.ring()
            }
        } catch {
            await pause()
        }
    }

    private func startRunners(_ count: Int, in group: inout DiscardingTaskGroup) {
        for _ in 0..<count {
            group.addTask(executorPreference: node.workers) { [node] in await Runner(node: node).run() }
        }
    }

    /// Gives every held claim back; tried again until it is done, or a few times by a node that stops, as leaving the
    /// cluster gives them back too.
    private mutating func releaseClaims() async {
        let claims = machine.dropClaims() + misfired
        misfired = []
        givesBackAt = nil
        guard !claims.isEmpty else { return }
        var backoff = Backoff()
        while true {
            do {
                try await node.attempt(.release) { try await node.store.release(claims, by: node.instanceID) }
                return
            } catch {
                if node.isGivingUp || (node.isStopping && backoff.failures >= 3) { return }
                try? await node.clock.sleep(for: backoff.next(jitter: .random(in: 0...1)))
            }
        }
    }

    /// Waits out a failure of the store, unless the node stops.
    private mutating func pause() async {
        let deadline = node.clock.now().advanced(by: backoff.next(jitter: .random(in: 0...1)))
        while node.clock.now() < deadline, node.acquisitionPermission == .go {
            _ = await node.acquireSignal.sleep(until: deadline, by: node.clock)
        }
        machine.lookAgain()
    }
}
