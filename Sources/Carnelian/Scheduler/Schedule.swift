public import CarnelianCore

/// When something fires, as code says it; turned into a trigger when it is scheduled, where errors surface.
public struct Schedule: Sendable, Hashable {
    private enum Rule: Hashable {
        case cron(String, zone: String, misfire: MisfireInstruction)
        case every(Duration, times: Int?, start: Timestamp?)
        case at(Timestamp)
        case now
    }

    private let rule: Rule

    /// At the times that a cron expression of Quartz's dialect names in a time zone, for ever.
    ///
    /// - Parameters:
    ///   - text: Six or seven fields: second, minute, hour, day of month, month, day of week and, optionally, year.
    ///   - zone: An IANA time zone identifier. Default `UTC`.
    ///   - misfire: What happens to a fire that was missed.
    public static func cron(
        _ text: String, in zone: String = "UTC", misfire: MisfireInstruction = .smart
    ) -> Schedule {
        Schedule(rule: .cron(text, zone: zone, misfire: misfire))
    }

    /// At a start, then again and again.
    ///
    /// - Parameters:
    ///   - interval: From fire to fire, at least 1 ms, whole milliseconds.
    ///   - times: How often it fires in all; nil: for ever.
    ///   - start: The first fire; nil: now. A stored trigger of the same key and interval keeps its start then.
    public static func every(_ interval: Duration, times: Int? = nil, startingAt start: Timestamp? = nil) -> Schedule {
        Schedule(rule: .every(interval, times: times, start: start))
    }

    /// Once, at this time.
    public static func at(_ time: Timestamp) -> Schedule {
        Schedule(rule: .at(time))
    }

    /// Once, now.
    public static var now: Schedule { Schedule(rule: .now) }

    /// Whether it fires once, so that each use without a key is a job of its own.
    var isOneShot: Bool {
        switch rule {
        case .cron, .every: false
        case .at, .now: true
        }
    }

    /// Whether the start is the moment of scheduling.
    var startsNow: Bool {
        if case .every(_, _, start: nil) = rule { return true }
        return false
    }

    /// The trigger that this schedule means.
    func trigger(_ key: TriggerKey, for job: JobKey, at now: Timestamp) throws -> Trigger {
        switch rule {
        case .cron(let text, let zone, let misfire):
            let rule = CronTrigger(try CronExpression(text), in: try TimeZoneRules(zone))
            return Trigger(key: key, job: job, kind: .cron(rule), startTime: now, misfireInstruction: misfire)
        case .every(let interval, let times, let start):
            let milliseconds = interval.wholeMilliseconds
            guard milliseconds >= 1 else {
                throw CarnelianError(.invalidValue, "the interval of trigger \(key) must be at least 1 ms: \(interval)")
            }
            if let times, times < 1 {
                throw CarnelianError(.invalidValue, "trigger \(key) must fire at least once: \(times)")
            }
            let rule = SimpleTrigger(repeatCount: times.map { $0 - 1 } ?? SimpleTrigger.forever, interval: milliseconds)
            return Trigger(key: key, job: job, kind: .simple(rule), startTime: start ?? now)
        case .at(let time):
            return Trigger(key: key, job: job, kind: .simple(SimpleTrigger()), startTime: time)
        case .now:
            return Trigger(key: key, job: job, kind: .simple(SimpleTrigger()), startTime: now)
        }
    }
}

/// Rules and details of a job that is scheduled in code; the defaults are Quartz's.
public struct ScheduleOptions: Sendable, Hashable {
    /// Whether fires of the job never overlap in the cluster.
    ///
    /// Default false.
    public var isExclusive: Bool
    /// Whether the data that a run leaves are written back.
    ///
    /// Default false.
    public var persistsData: Bool
    /// Whether a run that its node's death cut short runs again on another node.
    ///
    /// Default false.
    public var requestsRecovery: Bool
    /// Whether the job stays stored when its last trigger is gone.
    ///
    /// Default false.
    public var isDurable: Bool
    /// Breaks ties between triggers due at the same time; higher first.
    ///
    /// Default 5.
    public var priority: Int
    /// No fire at or after this time; nil: no end.
    public var endTime: Timestamp?
    /// A note for people, at most 250 characters.
    public var description: String?

    /// Creates options.
    public init(
        isExclusive: Bool = false, persistsData: Bool = false, requestsRecovery: Bool = false, isDurable: Bool = false,
        priority: Int = Trigger.defaultPriority, endTime: Timestamp? = nil, description: String? = nil
    ) {
        self.isExclusive = isExclusive
        self.persistsData = persistsData
        self.requestsRecovery = requestsRecovery
        self.isDurable = isDurable
        self.priority = priority
        self.endTime = endTime
        self.description = description
    }
}
