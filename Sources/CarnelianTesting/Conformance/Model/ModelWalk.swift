import Carnelian
import CarnelianCore

/// Takes the same random steps on a store and on `MemoryJobStore`, and compares after each what both show.
struct ModelWalk {
    /// A claim or an execution on both sides, found by what both agree on.
    private struct Pair<Value> {
        var node: InstanceID
        var model: Value
        var store: Value
    }

    private let model: MemoryJobStore
    private let test: StoreUnderTest
    private var claims: [Pair<Claim>] = []
    private var executions: [Pair<Fire>] = []
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

    private func failure(_ what: String) -> ConformanceFailure {
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
        case .replace(let key, let trigger): try await both { try await $0.replaceTrigger(key, with: trigger) }
        case .removeTrigger(let key): try await both { try await $0.removeTriggers([key]) }
        case .removeJob(let key): try await both { try await $0.removeJobs([key]) }
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
        case .turn(let node, let limitless, let again):
            try await turn(node, limit: limitless ? 100 : 0, at: now)
            if again { try await turn(node, limit: 0, at: now) }
        case .complete(let pick, let instruction, let data): try await complete(pick, instruction, data, at: now)
        case .release(let pick): try await release(pick)
        case .giveBack(let pick): try await giveBack(pick, at: now)
        case .sweep: try await sweep(at: now)
        case .storeCalendar(let name, let calendar, let updating):
            try await both {
                try await $0.storeCalendar(calendar, named: name, onConflict: .replace, updatingTriggers: updating)
                return true
            }
        case .removeCalendar(let name): try await both { try await $0.removeCalendar(name) }
        case .recover(let node): try await recover(node, at: now)
        }
    }

    /// Takes a step on both sides; both answer alike, or both refuse alike.
    private func both<Answer: Equatable>(_ body: (any JobStore) async throws -> Answer) async throws {
        let modelAnswer = await answer { try await body(model) }
        let storeAnswer = await answer { try await body(test.store) }
        switch (modelAnswer, storeAnswer) {
        case (.success(let left), .success(let right)) where left == right: return
        case (.failure(let left as CarnelianError), .failure(let right as CarnelianError)) where left.code == right.code:
            return
        default: throw failure("the model answers \(modelAnswer), the store \(storeAnswer)")
        }
    }

    private func answer<Answer>(_ body: () async throws -> Answer) async -> Result<Answer, any Error> {
        do { return .success(try await body()) } catch { return .failure(error) }
    }

    private func hasCalendar(of trigger: Trigger, in store: any JobStore) async throws -> Bool {
        guard let name = trigger.calendarName else { return true }
        return try await store.calendar(name) != nil
    }

    // MARK: Firing

    private mutating func turn(_ number: Int, limit: Int, at now: Timestamp) async throws {
        let node = InstanceID(rawValue: "node-\(number)")
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

    private mutating func complete(
        _ pick: Int, _ instruction: Completion.Instruction, _ data: JobDataMap?, at now: Timestamp
    ) async throws {
        guard !executions.isEmpty else { return }
        let pair = executions.remove(at: pick % executions.count)
        let left = try await model.complete(
            [Completion(pair.model, by: pair.node, at: now, data: data, instruction: instruction)]
        )
        let right = try await test.store.complete(
            [Completion(pair.store, by: pair.node, at: now, data: data, instruction: instruction)]
        )
        guard left.isEmpty == right.isEmpty else {
            throw failure("the model loses \(left.count) completions, the store \(right.count)")
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

    private func sweep(at now: Timestamp) async throws {
        let sweep = MisfireSweep(now: now, misfireBefore: now.advanced(by: .seconds(-60)), limit: 100)
        try await both { Set(try await $0.sweepMisfires(sweep).misfired) }
    }

    /// Lets a node die unseen and the same node, started again, recover what it left; recovery triggers go at once, since
    /// their names are each store's own.
    private mutating func recover(_ number: Int, at now: Timestamp) async throws {
        let node = InstanceID(rawValue: "node-\(number)")
        claims.removeAll { $0.node == node }
        executions.removeAll { $0.node == node }
        let sign = CheckIn(instance: node, now: now, interval: .seconds(7), grace: .seconds(7), previous: nil)
        let own = ClusterNode(instance: node, lastCheckIn: now, checkInInterval: .seconds(7))
        try await both { store in
            _ = try await store.checkIn(sign)
            var result = try await store.recover([own], by: sign)
            let recovery = try await store.triggers(matching: .group(.equals("RECOVERING_JOBS"))).map(\.trigger)
            _ = try await store.removeTriggers(recovery.map(\.key))
            try await store.leave(node)
            result.recovered = []
            return RecoveryAnswer(result: result, starts: recovery.map(\.startTime.milliseconds).sorted())
        }
    }

    private struct RecoveryAnswer: Equatable {
        var result: RecoveryResult
        var starts: [Int64]
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
