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

    /// A trigger that may be stored, with its first fire time unless that needs a calendar.
    static func scheduled(_ trigger: Trigger) throws -> Trigger {
        let trigger = try storable(trigger)
        return trigger.calendarName == nil ? try withFireTime(trigger, nil) : trigger
    }

    /// A valid trigger as the tables keep it, its fire time not computed yet.
    static func storable(_ trigger: Trigger) throws -> Trigger {
        try trigger.validate()
        return rounded(trigger)
    }

    /// A storable trigger with its fire time by the calendar that it names: its first one, or that with which it goes on
    /// where `old` stands.
    static func scheduled(_ trigger: Trigger, after old: Trigger?, _ book: CalendarBook) throws -> Trigger {
        let calendar = try calendar(of: trigger, in: book)
        let continuing = try old.map { try trigger.continuing($0, calendar: calendar) }
        return try withFireTime(continuing ?? trigger, calendar)
    }

    /// The trigger with its first fire time, by the calendar that it names.
    /// - Throws: `CarnelianError` with code `.notFound` for a calendar that is not stored, `.neverFires`,
    ///   `.undecodableData`.
    static func scheduled(_ trigger: Trigger, _ book: CalendarBook) throws -> Trigger {
        trigger.calendarName == nil ? trigger : try withFireTime(trigger, try calendar(of: trigger, in: book))
    }

    private static func calendar(of trigger: Trigger, in book: CalendarBook) throws -> ExclusionCalendar? {
        guard let name = trigger.calendarName else { return nil }
        guard let entry = book[name] else {
            throw CarnelianError(.notFound, "trigger \(trigger.key) names calendar \(name), which is not stored")
        }
        return try entry.calendar.get()
    }

    private static func withFireTime(_ trigger: Trigger, _ calendar: ExclusionCalendar?) throws -> Trigger {
        guard trigger.nextFireTime == nil else { return trigger }
        var trigger = trigger
        trigger.nextFireTime = trigger.firstFireTime(calendar: calendar)
        guard trigger.nextFireTime != nil else {
            throw CarnelianError(.neverFires, "trigger \(trigger.key) has no fire time between its start and its end")
        }
        return trigger
    }

    /// The trigger with its durations in whole milliseconds, as the tables keep them.
    private static func rounded(_ trigger: Trigger) -> Trigger {
        var trigger = trigger
        trigger.jitter = .milliseconds(trigger.jitter.wholeMilliseconds)
        trigger.misfireThreshold = trigger.misfireThreshold.map { .milliseconds($0.wholeMilliseconds) }
        if case .catchUp(let most, let age) = trigger.misfireInstruction {
            trigger.misfireInstruction = .catchUp(max: most, within: .milliseconds(age.wholeMilliseconds))
        }
        return trigger
    }

    /// A trigger without its progress: what reconciling compares.
    static func definition(of trigger: Trigger) -> Trigger {
        var definition = trigger
        definition.nextFireTime = nil
        definition.previousFireTime = nil
        definition.timesTriggered = 0
        definition.missed = nil
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
