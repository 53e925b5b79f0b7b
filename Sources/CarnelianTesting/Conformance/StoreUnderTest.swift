import Carnelian
import CarnelianCore

/// A store with the words in which the checks talk to it; times are seconds from the start of the check.
struct StoreUnderTest: Sendable {
    /// 2026-01-05T00:00:00Z, a Monday.
    static let start = Timestamp(milliseconds: 1_767_571_200_000)
    static let workType: JobType = "conformance.work"
    static let otherType: JobType = "conformance.other"
    static let threshold: Duration = .seconds(60)

    let store: any JobStore
    let clock: VirtualClock

    func at(_ seconds: Double) -> Timestamp {
        Timestamp(milliseconds: StoreUnderTest.start.milliseconds + Int64((seconds * 1_000).rounded()))
    }

    /// Moves the store's clock; the verbs that carry a time of their own do so through the helpers below.
    func move(to seconds: Double) async {
        await clock.advance(to: at(seconds))
    }

    // MARK: Values

    func job(
        _ name: String = "job", group: String = JobKey.defaultGroup, type: JobType = StoreUnderTest.workType,
        data: JobDataMap = [:], durable: Bool = false, exclusive: Bool = false, persists: Bool = false,
        recovers: Bool = false
    ) -> JobDetail {
        JobDetail(
            key: JobKey(name, group: group), type: type, data: data, isDurable: durable, isExclusive: exclusive,
            persistsData: persists, requestsRecovery: recovers
        )
    }

    /// A trigger that fires at a time and, given an interval, `repeats` more times (-1: for ever).
    func simple(
        _ name: String = "trigger", group: String = TriggerKey.defaultGroup, of job: JobDetail, at seconds: Double = 0,
        every interval: Double = 0, repeats: Int? = nil, until end: Double? = nil, priority: Int = 5,
        misfire: MisfireInstruction = .smart, data: JobDataMap = [:]
    ) -> Trigger {
        Trigger(
            key: TriggerKey(name, group: group), job: job.key,
            kind: .simple(
                SimpleTrigger(
                    repeatCount: repeats ?? (interval > 0 ? SimpleTrigger.forever : 0),
                    interval: Int64(interval * 1_000)
                )
            ),
            startTime: at(seconds), endTime: end.map(at), priority: priority, misfireInstruction: misfire, data: data
        )
    }

    /// A cron trigger in UTC.
    func cron(
        _ name: String = "trigger", group: String = TriggerKey.defaultGroup, of job: JobDetail,
        _ expression: String, from start: Double = 0, until end: Double? = nil, misfire: MisfireInstruction = .smart
    ) throws -> Trigger {
        Trigger(
            key: TriggerKey(name, group: group), job: job.key, kind: .cron(CronTrigger(try CronExpression(expression))),
            startTime: at(start), endTime: end.map(at), misfireInstruction: misfire
        )
    }

    func store(
        _ jobs: [JobDetail] = [], _ triggers: [Trigger] = [], onConflict: ConflictResolution = .fail
    ) async throws {
        try await store.store(jobs: jobs, triggers: triggers, onConflict: onConflict)
    }

    // MARK: Firing

    /// A turn at a time; the horizon is `ahead` seconds later.
    func turn(
        _ node: InstanceID = "node-a", at seconds: Double, ahead: Double = 0, firing claims: [Claim] = [],
        types: Set<JobType> = [StoreUnderTest.workType], limit: Int = 100,
        misfireThreshold: Duration = StoreUnderTest.threshold
    ) async throws -> TurnResult {
        await move(to: seconds)
        return try await store.turn(
            Turn(
                instance: node, now: at(seconds), fires: claims.map(FireIntent.init), types: types, limit: limit,
                horizon: at(seconds + ahead), misfireBefore: at(seconds).advanced(by: .zero - misfireThreshold)
            )
        )
    }

    /// Claims what is due in the next `ahead` seconds, fires it, and returns all that fired.
    func fire(_ node: InstanceID = "node-a", at seconds: Double, limit: Int = 100) async throws -> [Fire] {
        let first = try await turn(node, at: seconds, limit: limit)
        guard !first.claimed.isEmpty else { return first.fired }
        let second = try await turn(node, at: seconds, firing: first.claimed, limit: 0)
        return first.fired + second.fired
    }

    /// The one claim that a turn makes ahead of time.
    func claimOne(
        _ node: InstanceID = "node-a", at seconds: Double = 0, ahead: Double = 100, file: StaticString = #fileID,
        line: UInt = #line
    ) async throws -> Claim {
        let claimed = try await turn(node, at: seconds, ahead: ahead, limit: 1).claimed
        return try require(claimed.first, "The claim that the check needs", file: file, line: line)
    }

    /// The one fire of what is due at a time.
    func fireOne(
        _ node: InstanceID = "node-a", at seconds: Double = 0, file: StaticString = #fileID, line: UInt = #line
    ) async throws -> Fire {
        try require(
            try await fire(node, at: seconds, limit: 1).first, "The fire that the check needs", file: file, line: line
        )
    }

    @discardableResult
    func complete(
        _ fires: Fire..., by node: InstanceID = "node-a", data: JobDataMap? = nil,
        then instruction: Completion.Instruction = .none
    ) async throws -> Set<FireInstanceID> {
        try await store.complete(
            fires.map { Completion($0, by: node, at: clock.now(), data: data, instruction: instruction) }
        )
    }

    func sweep(
        at seconds: Double, limit: Int = 100, threshold: Duration = StoreUnderTest.threshold
    ) async throws -> MisfireSweepResult {
        await move(to: seconds)
        return try await store.sweepMisfires(
            MisfireSweep(
                now: at(seconds), misfireBefore: at(seconds).advanced(by: .zero - threshold), limit: limit
            )
        )
    }

    // MARK: Looking

    func stored(
        _ name: String = "trigger", group: String = TriggerKey.defaultGroup
    ) async throws -> StoredTrigger? {
        try await store.trigger(TriggerKey(name, group: group))
    }

    func state(_ name: String = "trigger", group: String = TriggerKey.defaultGroup) async throws -> TriggerState? {
        try await stored(name, group: group)?.state
    }

    func nextFireTime(
        _ name: String = "trigger", group: String = TriggerKey.defaultGroup
    ) async throws -> Timestamp? {
        try await stored(name, group: group)?.trigger.nextFireTime
    }

    func fireInstance(_ id: FireInstanceID) async throws -> FireInstance? {
        try await store.fireInstances().first { $0.id == id }
    }

    func expectState(
        _ expected: TriggerState?, of name: String = "trigger", group: String = TriggerKey.defaultGroup,
        _ moment: String, file: StaticString = #fileID, line: UInt = #line
    ) async throws {
        try expectEqual(
            try await state(name, group: group), expected, "State of \(group).\(name) \(moment)", file: file, line: line
        )
    }

    // MARK: Cluster

    func checkIn(
        _ node: InstanceID, at seconds: Double, previous: Double?, interval: Duration = .seconds(7.5),
        grace: Duration = .seconds(7.5)
    ) -> CheckIn {
        CheckIn(
            instance: node, now: at(seconds), interval: interval, grace: grace, previous: previous.map(at)
        )
    }

    /// Checks a node in and returns what it found.
    @discardableResult
    func checksIn(
        _ node: InstanceID, at seconds: Double, previous: Double? = nil
    ) async throws -> CheckInResult {
        await move(to: seconds)
        return try await store.checkIn(checkIn(node, at: seconds, previous: previous))
    }

    /// Lets `node` convict and recover whoever failed by then.
    @discardableResult
    func recover(by node: InstanceID, at seconds: Double, previous: Double?) async throws -> RecoveryResult {
        let found = try await checksIn(node, at: seconds, previous: previous)
        return try await store.recover(found.failed, by: checkIn(node, at: seconds, previous: previous))
    }
}
