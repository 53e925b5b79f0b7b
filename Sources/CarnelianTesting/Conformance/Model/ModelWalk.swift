import Carnelian
import CarnelianCore

/// Takes the same random steps on a store and on `MemoryJobStore`, and compares after each what both show.
struct ModelWalk {
    /// A claim or an execution on both sides, found by what both agree on.
    struct Pair<Value> {
        var node: InstanceID
        var model: Value
        var store: Value
    }

    let model: MemoryJobStore
    let test: StoreUnderTest
    var claims: [Pair<Claim>] = []
    var executions: [Pair<Fire>] = []
    /// When each node last checked in.
    var checkIns: [InstanceID: Timestamp] = [:]
    var recoveries = 0
    private var lastStep = "start"

    init(_ test: StoreUnderTest) {
        self.test = test
        model = MemoryJobStore(clock: test.clock)
    }

    mutating func run(seed: UInt64, steps: Int) async throws {
        var source = ModelSteps(seed: seed)
        let first = try source.first()
        for number in 1...steps {
            let now = test.clock.now()
            let step = number <= first.count ? first[number - 1] : try source.next(at: now)
            lastStep = "seed \(seed), step \(number): \(step)"
            try await take(step, at: now)
            let difference = StoreSnapshot.difference(
                model: try await StoreSnapshot(model), store: try await StoreSnapshot(test.store)
            )
            if let difference { throw failure(difference) }
        }
    }

    static func node(_ number: Int) -> InstanceID {
        InstanceID(rawValue: "node-\(number)")
    }

    func failure(_ what: String) -> ConformanceFailure {
        ConformanceFailure("after \(lastStep): \(what)", location: "ModelWalk")
    }

    private mutating func take(_ step: ModelStep, at now: Timestamp) async throws {
        switch step {
        case .store(let job, let trigger, let onConflict):
            try await both { store in
                // The trigger's job and calendar may be stored or not; the job of the step always is.
                let isAlone = try await store.job(trigger.job) == nil && trigger.job != job.key
                let hasCalendar = try await hasCalendar(of: trigger, in: store)
                let known = !isAlone && hasCalendar
                try await store.store(jobs: [job], triggers: known ? [trigger] : [], onConflict: onConflict)
                return known
            }
        case .storeMany(let jobs, let triggers, let onConflict):
            try await both {
                try await $0.store(jobs: jobs, triggers: triggers, onConflict: onConflict)
                return true
            }
        case .replace(let key, let trigger, let keeping):
            try await both { try await $0.replaceTrigger(key, with: trigger, keepingNextFireTime: keeping) }
        case .fireNow(let job, let number):
            // Its number keeps the order of claims from being a matter of taste.
            let trigger = Trigger(
                key: TriggerKey("now-\(number)"), job: job, kind: .once, startTime: now, priority: 100 + number
            )
            try await both {
                try await $0.store(jobs: [], triggers: [trigger], onConflict: .fail)
                return true
            }
        case .removeTriggers(let keys): try await both { try await $0.removeTriggers(keys) }
        case .removeJobs(let keys): try await both { try await $0.removeJobs(keys) }
        case .clear:
            try await both {
                try await $0.clear()
                return true
            }
        case .pause(let target):
            try await both {
                try await $0.pause(target); return true
            }
        case .resume(let target):
            try await both {
                try await $0.resume(target); return true
            }
        case .reset(let key): try await both { try await $0.resetFromError(key) }
        case .pass(let milliseconds): await test.clock.advance(by: .milliseconds(milliseconds))
        case .turn(let node, let limit, let again):
            try await turn(node, limit: limit, at: now)
            if again { try await turn(node, limit: 0, at: now) }
        case .complete(let picks, let instruction, let data): try await complete(picks, instruction, data, at: now)
        case .release(let pick): try await release(pick)
        case .giveBack(let pick): try await giveBack(pick, at: now)
        case .sweep(let limit): try await sweep(limit: limit, at: now)
        case .storeCalendar(let name, let calendar, let updating):
            try await both {
                try await $0.storeCalendar(calendar, named: name, onConflict: .replace, updatingTriggers: updating)
                return true
            }
        case .removeCalendar(let name): try await both { try await $0.removeCalendar(name) }
        case .interrupt(let pick, let wholeJob): try await interrupt(pick, wholeJob: wholeJob)
        case .restart(let node): try await restart(Self.node(node), at: now)
        case .checkIn(let node): try await checkIn(Self.node(node), at: now)
        case .leave(let node):
            claims.removeAll { $0.node == Self.node(node) }
            checkIns[Self.node(node)] = nil
            try await both {
                try await $0.leave(Self.node(node))
                return true
            }
        }
    }

    /// Takes a step on both sides; both answer alike, or both refuse alike.
    ///
    /// Returns what both answered; nil: both refused.
    @discardableResult
    func both<Answer: Equatable>(_ body: (any JobStore) async throws -> Answer) async throws -> Answer? {
        let modelAnswer = await answer { try await body(model) }
        let storeAnswer = await answer { try await body(test.store) }
        switch (modelAnswer, storeAnswer) {
        case (.success(let left), .success(let right)) where left == right: return left
        case (.failure(let left as CarnelianError), .failure(let right as CarnelianError)) where left.code == right.code:
            return nil
        default: throw failure("the model answers \(modelAnswer), the store \(storeAnswer)")
        }
    }

    func answer<Answer>(_ body: () async throws -> Answer) async -> Result<Answer, any Error> {
        do { return .success(try await body()) } catch { return .failure(error) }
    }

    private func hasCalendar(of trigger: Trigger, in store: any JobStore) async throws -> Bool {
        guard let name = trigger.calendarName else { return true }
        return try await store.calendar(name) != nil
    }

    // MARK: Firing

    private mutating func turn(_ number: Int, limit: Int, at now: Timestamp) async throws {
        let node = Self.node(number)
        let due = claims.filter { $0.node == node && $0.model.dueTime <= now }
        claims.removeAll { $0.node == node && $0.model.dueTime <= now }
        func turn(firing fires: [Claim]) -> Turn {
            Turn(
                instance: node, now: now, fires: fires.map(FireIntent.init), types: [StoreUnderTest.workType],
                limit: limit, horizon: now.advanced(by: .seconds(4)), misfireBefore: now.advanced(by: .seconds(-60))
            )
        }
        let left = try await model.turn(turn(firing: due.map(\.model)))
        let right = try await test.store.turn(turn(firing: due.map(\.store)))
        executions += try pairs(left.fired, right.fired, of: node, "fires") { fire in
            PairedFire(
                trigger: fire.trigger.withoutCronCount, scheduledFireTime: fire.scheduledFireTime,
                missedFireTimes: fire.missedFireTimes
            )
        }
        claims += try pairs(left.claimed, right.claimed, of: node, "claims") { claim in
            PairedFire(
                trigger: claim.trigger.withoutCronCount, scheduledFireTime: claim.scheduledFireTime,
                calendar: claim.calendar
            )
        }
        guard left.dropped.count == right.dropped.count else {
            throw failure("the model drops \(left.dropped.count) claims, the store \(right.dropped.count)")
        }
        guard left.mayHaveMore == right.mayHaveMore else {
            throw failure("more may be due: the model says \(left.mayHaveMore), the store \(right.mayHaveMore)")
        }
    }

    private func pairs<Value>(
        _ model: [Value], _ store: [Value], of node: InstanceID, _ what: String, by content: (Value) -> PairedFire
    ) throws -> [Pair<Value>] {
        let left = model.sorted { content($0).order < content($1).order }
        let right = store.sorted { content($0).order < content($1).order }
        guard left.map(content) == right.map(content) else {
            throw failure("\(what) of the model \(left.map(content)), of the store \(right.map(content))")
        }
        return zip(left, right).map { Pair(node: node, model: $0, store: $1) }
    }

    /// Ends executions in one batch; the first has an instruction and data, the others end as most do.
    private mutating func complete(
        _ picks: [Int], _ instruction: Completion.Instruction, _ data: JobDataMap?, at now: Timestamp
    ) async throws {
        var left: [Completion] = []
        var right: [Completion] = []
        var node: InstanceID?
        for pick in picks where !executions.isEmpty {
            // A node completes its own executions alone.
            guard node == nil || executions[pick % executions.count].node == node else { continue }
            let pair = executions.remove(at: pick % executions.count)
            node = pair.node
            let isFirst = left.isEmpty
            func completion(_ fire: Fire) -> Completion {
                Completion(
                    fire, by: pair.node, at: now, data: isFirst ? data : nil, instruction: isFirst ? instruction : .none
                )
            }
            left.append(completion(pair.model))
            right.append(completion(pair.store))
        }
        guard !left.isEmpty else { return }
        let lostByModel = try await model.complete(left)
        let lostByStore = try await test.store.complete(right)
        guard left.map({ lostByModel.contains($0.id) }) == right.map({ lostByStore.contains($0.id) }) else {
            throw failure("the model loses \(lostByModel.count) completions, the store \(lostByStore.count)")
        }
    }

    private mutating func release(_ pick: Int) async throws {
        guard !claims.isEmpty else { return }
        let pair = claims.remove(at: pick % claims.count)
        try await model.release([pair.model.id], by: pair.node)
        try await test.store.release([pair.store.id], by: pair.node)
    }

    private mutating func giveBack(_ pick: Int, at now: Timestamp) async throws {
        guard !claims.isEmpty else { return }
        let pair = claims.remove(at: pick % claims.count)
        func giveBack(_ claim: Claim, to store: any JobStore) async throws -> [Misfire] {
            try await store.giveBackMisfired([claim.id], by: pair.node, at: now, threshold: .seconds(60))
        }
        let left = try await giveBack(pair.model, to: model)
        let right = try await giveBack(pair.store, to: test.store)
        guard left == right else { throw failure("the model gives back \(left), the store \(right)") }
    }

    private func sweep(limit: Int, at now: Timestamp) async throws {
        let sweep = MisfireSweep(now: now, misfireBefore: now.advanced(by: .seconds(-60)), limit: limit)
        try await both { Set(try await $0.sweepMisfires(sweep).misfired) }
    }
}

/// What a fire or claim of the model and one of the store have in common.
private struct PairedFire: Hashable {
    var trigger: Trigger
    var scheduledFireTime: Timestamp
    var missedFireTimes = 0
    var calendar: ExclusionCalendar?

    /// Brings fires of one turn into an order.
    var order: String { "\(trigger.key) \(scheduledFireTime)" }
}
