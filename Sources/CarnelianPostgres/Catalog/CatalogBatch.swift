import Carnelian
import CarnelianCore

/// Jobs and triggers that are to be stored together, checked as far as that goes without the tables.
struct CatalogBatch: Sendable {
    private(set) var jobs: [JobDetail]
    private(set) var triggers: [Trigger]

    /// - Throws: `CarnelianError` with code `.invalidValue`, `.neverFires`, or `.alreadyExists` for a key that occurs
    ///   twice although nothing is to be replaced.
    init(jobs: [JobDetail], triggers: [Trigger], onConflict: ConflictResolution) throws {
        for job in jobs { try job.validate() }
        let triggers = try triggers.map(Self.scheduled)
        self.jobs = Self.lastOfEach(jobs, by: \.key)
        self.triggers = Self.lastOfEach(triggers, by: \.key)
        guard onConflict == .fail else { return }
        if self.jobs.count < jobs.count { throw Self.occursTwice("job", jobs.map { "\($0.key)" }) }
        if self.triggers.count < triggers.count { throw Self.occursTwice("trigger", triggers.map { "\($0.key)" }) }
    }

    /// The jobs that the batch stores or its triggers name.
    var jobKeys: Set<JobKey> {
        Set(jobs.map(\.key)).union(triggers.map(\.job))
    }

    /// A trigger that may be stored, with its first fire time.
    static func scheduled(_ trigger: Trigger) throws -> Trigger {
        try trigger.validate()
        switch trigger.kind {
        case .simple, .cron, .foreign: break
        case .calendarInterval, .dailyTimeInterval, .fixedDelay, .recurrence:
            throw CarnelianError(.unsupported, "trigger \(trigger.key): this store does not keep its kind")
        }
        guard trigger.nextFireTime == nil else { return trigger }
        var trigger = trigger
        trigger.nextFireTime = trigger.firstFireTime()
        guard trigger.nextFireTime != nil else {
            throw CarnelianError(.neverFires, "trigger \(trigger.key) has no fire time between its start and its end")
        }
        return trigger
    }

    /// A trigger without its progress: what reconciling compares.
    static func definition(of trigger: Trigger) -> Trigger {
        var definition = trigger
        definition.nextFireTime = nil
        definition.previousFireTime = nil
        definition.timesTriggered = 0
        return definition
    }

    private static func lastOfEach<Value, Key: Hashable>(_ values: [Value], by key: KeyPath<Value, Key>) -> [Value] {
        var places: [Key: Int] = [:]
        var kept: [Value] = []
        for value in values {
            if let place = places[value[keyPath: key]] {
                kept[place] = value
            } else {
                places[value[keyPath: key]] = kept.count
                kept.append(value)
            }
        }
        return kept
    }

    private static func occursTwice(_ what: String, _ keys: [String]) -> CarnelianError {
        var seen: Set<String> = []
        let twice = keys.first { !seen.insert($0).inserted } ?? ""
        return CarnelianError(.alreadyExists, "\(what) \(twice) occurs twice in the batch")
    }
}
