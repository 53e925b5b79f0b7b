import Carnelian
import CarnelianCore

/// One step of a walk: a verb with its values, drawn from small pools so that steps meet each other.
enum ModelStep: Sendable {
    case store(JobDetail, Trigger, ConflictResolution)
    case replace(TriggerKey, Trigger)
    case removeTrigger(TriggerKey)
    case removeJob(JobKey)
    case pause(PauseTarget)
    case resume(PauseTarget)
    case reset(TriggerKey)
    case pass(milliseconds: Int64)
    case turn(node: Int, limitless: Bool)
    case complete(pick: Int, Completion.Instruction, data: JobDataMap?)
    case release(pick: Int)
    case sweep
    case recover(node: Int)
}

/// Draws the steps of a walk.
struct ModelSteps {
    static let nodeCount = 3
    private static let triggerCount = 8
    private static let jobCount = 4
    private static let groups = ["g_1", "gx1", "DEFAULT"]

    private var random: SeededRandom

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    /// The next step; `now` is the time at which it happens.
    mutating func next(at now: Timestamp) -> ModelStep {
        switch pick(100) {
        case ..<16: .store(job(pick(Self.jobCount)), trigger(at: now), pick(4) == 0 ? .reconcile : .replace)
        case ..<19: replacement(at: now)
        case ..<21: .removeTrigger(triggerKey(pick(Self.triggerCount)))
        case ..<23: .removeJob(job(pick(Self.jobCount)).key)
        case ..<29: .pause(target())
        case ..<38: .resume(target())
        case ..<40: .reset(triggerKey(pick(Self.triggerCount)))
        case ..<52: .pass(milliseconds: Int64(pick(12)) * 1_000)
        case ..<54: .pass(milliseconds: 75_000)
        case ..<76: .turn(node: pick(Self.nodeCount), limitless: pick(6) > 0)
        case ..<90: .complete(pick: pick(1_000), instruction(), data: pick(3) == 0 ? ["n": "\(pick(9))"] : nil)
        case ..<93: .release(pick: pick(1_000))
        case ..<97: .sweep
        default: .recover(node: pick(Self.nodeCount))
        }
    }

    private mutating func pick(_ count: Int) -> Int {
        Int.random(in: 0..<count, using: &random)
    }

    private func job(_ number: Int) -> JobDetail {
        JobDetail(
            key: JobKey("job-\(number)", group: number < 2 ? "jobs_1" : "jobsx1"), type: StoreUnderTest.workType,
            isDurable: number == 1, isExclusive: number.isMultiple(of: 2), persistsData: number > 0,
            requestsRecovery: number > 1
        )
    }

    private func triggerKey(_ number: Int) -> TriggerKey {
        TriggerKey("t\(number)", group: Self.groups[number % Self.groups.count])
    }

    private mutating func replacement(at now: Timestamp) -> ModelStep {
        let trigger = trigger(at: now)
        return .replace(trigger.key, trigger)
    }

    /// A trigger of a random kind.
    ///
    /// Its number makes its times and its priority its own, so that the order of claims is never a matter of taste; it
    /// belongs to one job always.
    private mutating func trigger(at now: Timestamp) -> Trigger {
        let number = pick(Self.triggerCount)
        let job = job(number % Self.jobCount)
        let second = now.milliseconds / 1_000 + Int64(pick(12)) - 3
        let start = Timestamp(milliseconds: second * 1_000 + Int64(number))
        let end = pick(4) == 0 ? start.advanced(by: .seconds(30)) : nil
        let kind: Trigger.Kind
        let misfire: MisfireInstruction
        if !job.isExclusive, pick(3) == 0, let everyTen = try? Trigger.Kind.cron("0/10 * * * * ?") {
            kind = everyTen
            misfire = [.smart, .fireNow, .doNothing, .ignore][pick(4)]
        } else {
            let repeats = [0, SimpleTrigger.forever, 2, 9][pick(4)]
            kind = .simple(SimpleTrigger(repeatCount: repeats, interval: repeats == 0 ? 0 : 5_000))
            misfire =
                [
                    .smart, .fireNow, .ignore, .nowKeepingCount, .nowWithRemainingCount, .nextKeepingCount,
                    .nextWithRemainingCount,
                ][pick(7)]
        }
        return Trigger(
            key: triggerKey(number), job: job.key, kind: kind, startTime: start, endTime: end, priority: number,
            misfireInstruction: misfire
        )
    }

    private mutating func target() -> PauseTarget {
        switch pick(7) {
        case 0, 1: .trigger(triggerKey(pick(Self.triggerCount)))
        case 2: .triggerGroups(.equals(Self.groups[pick(Self.groups.count)]))
        case 3: .triggerGroups([.startsWith("g_"), .endsWith("1"), .contains("x")][pick(3)])
        case 4: .job(job(pick(Self.jobCount)).key)
        case 5: .jobGroups([.startsWith("jobs_"), .any][pick(2)])
        default: .all
        }
    }

    private mutating func instruction() -> Completion.Instruction {
        switch pick(14) {
        case 0: .unscheduleTrigger
        case 1: .unscheduleJob
        case 2: .parkTrigger(reason: "parked")
        case 3: .parkJob(reason: "all parked")
        default: .none
        }
    }
}

/// The same numbers for the same seed, everywhere.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
