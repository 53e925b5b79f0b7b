public import CarnelianCore

/// What a backfill schedules, or would schedule; see `Scheduler.backfill(_:from:to:dryRun:max:)`.
public struct Backfill: Sendable, Hashable {
    /// The group of the one-shot triggers that a backfill makes.
    public static let group = "BACKFILL"
    /// How many fire times one backfill takes unless told otherwise.
    public static let defaultMaximum = 10_000

    /// The trigger whose schedule it follows.
    public var trigger: TriggerKey
    /// The fire times that it adds, ascending.
    public var fireTimes: [Timestamp]
    /// How many more fire times an earlier backfill had added that still wait or run.
    public var alreadyPresent: Int
    /// Whether nothing was stored.
    public var isDryRun: Bool

    /// Creates a description.
    public init(trigger: TriggerKey, fireTimes: [Timestamp], alreadyPresent: Int, isDryRun: Bool) {
        self.trigger = trigger
        self.fireTimes = fireTimes
        self.alreadyPresent = alreadyPresent
        self.isDryRun = isDryRun
    }
}

extension Backfill {
    /// The key of the one-shot trigger that runs a fire time: the same at each repetition.
    static func key(of time: Timestamp, for trigger: TriggerKey) -> TriggerKey {
        let name = "\(trigger.group).\(trigger.name)@\(time)"
        guard name.unicodeScalars.count > 200 else { return TriggerKey(name, group: group) }
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in "\(trigger.group)\u{0}\(trigger.name)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return TriggerKey("\(String(hash, radix: 16))@\(time)", group: group)
    }

    /// The fire times of a schedule in a span.
    static func fireTimes(
        of trigger: Trigger, calendar: ExclusionCalendar?, from start: Timestamp, to end: Timestamp, max: Int
    ) throws(CarnelianError) -> [Timestamp] {
        var schedule = trigger
        schedule.timesTriggered = 0
        var times: [Timestamp] = []
        var count = 0
        var last = Timestamp(milliseconds: start.milliseconds - 1)
        while let time = schedule.fireTime(after: last, calendar: calendar), time <= end, count <= countLimit {
            count += 1
            if count <= max { times.append(time) }
            last = time
        }
        guard count <= max else {
            let found = count > countLimit ? "more than \(countLimit)" : "\(count)"
            throw CarnelianError(
                .invalidValue,
                "trigger \(trigger.key) has \(found) fire times from \(start) to \(end); a backfill takes \(max) at most"
            )
        }
        return times
    }

    /// Where counting what is too much ends.
    private static let countLimit = 1_000_000
}
