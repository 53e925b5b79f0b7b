import Carnelian
import CarnelianCore

/// One step of a walk: a verb with its values, drawn from small pools so that steps meet each other.
enum ModelStep: Sendable {
    case store(JobDetail, Trigger, ConflictResolution)
    case storeMany([JobDetail], [Trigger], ConflictResolution)
    case replace(TriggerKey, Trigger, keeping: Bool)
    case fireNow(JobKey, number: Int)
    case removeTriggers([TriggerKey])
    case removeJobs([JobKey])
    case clear
    case pause(PauseTarget)
    case resume(PauseTarget)
    case reset(TriggerKey)
    case pass(milliseconds: Int64)
    case turn(node: Int, limit: Int, again: Bool)
    case complete(picks: [Int], Completion.Instruction, data: JobDataMap?)
    case release(pick: Int)
    case giveBack(pick: Int)
    case sweep(limit: Int)
    case storeCalendar(String, ExclusionCalendar, updating: Bool)
    case removeCalendar(String)
    case restart(node: Int)
    case checkIn(node: Int)
    case leave(node: Int)
    case interrupt(pick: Int, wholeJob: Bool)
}

/// Draws the steps of a walk.
struct ModelSteps {
    static let nodeCount = 3
    private static let triggerCount = 8
    private static let jobCount = 4
    private static let calendars = ["c_1", "cx1"]
    private static let groups = ["g_1", "gx1", "DEFAULT"]

    private var random: SeededRandom
    private var lastNumber = 0

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    /// The steps that a walk begins with: calendars, so that triggers can name them.
    mutating func first() throws -> [ModelStep] {
        try Self.calendars.map { .storeCalendar($0, try calendar(), updating: true) }
    }

    /// The next step; `now` is the time at which it happens.
    mutating func next(at now: Timestamp) throws -> ModelStep {
        switch pick(1_000) {
        case ..<130: return .store(job(pick(Self.jobCount)), try trigger(at: now), conflict())
        case ..<150:
            let triggers = try (0...pick(3)).map { _ in try trigger(at: now) }
            return .storeMany((0..<Self.jobCount).map(job), triggers, conflict())
        case ..<190: return try replacement(at: now)
        case ..<205: return .fireNow(job(pick(Self.jobCount)).key, number: number())
        case ..<220: return .removeTriggers((0...pick(3)).map { _ in triggerKey(pick(Self.triggerCount)) })
        case ..<235: return .removeJobs((0...pick(2)).map { _ in job(pick(Self.jobCount)).key })
        case ..<237: return .clear
        case ..<290: return .pause(target())
        case ..<365: return .resume(target())
        case ..<385: return .reset(triggerKey(pick(Self.triggerCount)))
        case ..<490: return .pass(milliseconds: Int64(pick(12)) * 1_000)
        case ..<508: return .pass(milliseconds: 75_000)
        case ..<520: return .interrupt(pick: pick(1_000), wholeJob: pick(3) == 0)
        case ..<700:
            return .turn(node: pick(Self.nodeCount), limit: pick(6) > 0 ? 100 : 0, again: pick(3) > 0)
        case ..<825:
            let picks = (0...[0, 0, 0, 1, 2][pick(5)]).map { _ in pick(1_000) }
            return .complete(picks: picks, instruction(), data: pick(3) == 0 ? ["n": "\(pick(9))"] : nil)
        case ..<850: return .release(pick: pick(1_000))
        case ..<885: return .sweep(limit: [1, 100][pick(2)])
        case ..<900: return .restart(node: pick(Self.nodeCount))
        case ..<940: return .checkIn(node: pick(Self.nodeCount))
        case ..<945: return .leave(node: pick(Self.nodeCount))
        case ..<970: return .storeCalendar(Self.calendars[pick(2)], try calendar(), updating: pick(4) > 0)
        case ..<976: return .removeCalendar(Self.calendars[pick(2)])
        default: return .giveBack(pick: pick(1_000))
        }
    }

    private mutating func conflict() -> ConflictResolution {
        [.replace, .replace, .replace, .reconcile, .fail][pick(5)]
    }

    /// A number that no other step of the walk has.
    private mutating func number() -> Int {
        lastNumber += 1
        return lastNumber
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

    private mutating func replacement(at now: Timestamp) throws -> ModelStep {
        let number = pick(Self.triggerCount)
        // Now and then by the other trigger of its job, which may be stored or not.
        let other = pick(4) == 0 ? (number + Self.jobCount) % Self.triggerCount : number
        return .replace(triggerKey(number), try trigger(other, at: now), keeping: pick(2) == 0)
    }

    /// A calendar that excludes part of every minute.
    private mutating func calendar() throws -> ExclusionCalendar {
        let text = ["0-29 * * * * ?", "15-44 * * * * ?", "* 0/2 * * * ?", "30 * * * * ?"][pick(4)]
        return try .cron(excluding: try CronExpression(text), zone: .utc)
    }

    /// A trigger of a random kind.
    ///
    /// Its number makes its times and its priority its own, so that the order of claims is never a matter of taste; it
    /// belongs to one job always.
    private mutating func trigger(at now: Timestamp) throws -> Trigger {
        try trigger(pick(Self.triggerCount), at: now)
    }

    private mutating func trigger(_ number: Int, at now: Timestamp) throws -> Trigger {
        let job = job(number % Self.jobCount)
        let second = now.milliseconds / 1_000 + Int64(pick(12)) - 3
        let start = Timestamp(milliseconds: second * 1_000 + Int64(number))
        let kind = try kind(onTheSecond: !job.isExclusive)
        var trigger = Trigger(
            key: triggerKey(number), job: job.key, kind: kind, startTime: start,
            endTime: pick(4) == 0 ? start.advanced(by: .seconds(30)) : nil, priority: number
        )
        let instructions = MisfireInstruction.quartz.filter { $0.fits(kind) }
        trigger.misfireInstruction = instructions[pick(instructions.count)]
        if pick(5) == 0 { trigger.misfireThreshold = [.zero, .seconds(3)][pick(2)] }
        guard !trigger.isFixedDelay else { return trigger }
        if pick(8) == 0 { trigger.misfireInstruction = .catchUp(max: 1 + pick(3), within: .seconds(40)) }
        if pick(3) == 0 { trigger.calendarName = Self.calendars[pick(2)] }
        if pick(6) == 0, !job.isExclusive { trigger.jitter = .milliseconds(2_500) }
        return trigger
    }

    /// A random rule; some kinds fire on the full second, where those of one job meet.
    private mutating func kind(onTheSecond: Bool) throws -> Trigger.Kind {
        switch pick(onTheSecond ? 10 : 4) {
        case 0, 9:
            return .fixedDelay(FixedDelayTrigger(delay: 4_000, repeatCount: [SimpleTrigger.forever, 2][pick(2)]))
        case 1: return .calendarInterval(CalendarIntervalTrigger(every: 7, .second))
        case 5: return .dailyTimeInterval(DailyTimeIntervalTrigger(every: 9, .second, repeatCount: 6, in: .utc))
        case 6: return .recurrence(RecurrenceTrigger(try RecurrenceRule("FREQ=SECONDLY;INTERVAL=6")))
        case 7, 8: return try .cron("0/10 * * * * ?")
        default:
            let repeats = [0, SimpleTrigger.forever, 2, 9][pick(4)]
            return .simple(SimpleTrigger(repeatCount: repeats, interval: repeats == 0 ? 0 : 5_000))
        }
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
