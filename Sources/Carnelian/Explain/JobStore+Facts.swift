public import CarnelianCore

extension JobStore {
    /// The facts, put together by the verbs that read: for stores where these see the same moment, or one close by.
    public func facts(about key: TriggerKey) async throws -> TriggerFacts {
        try await factsByVerbs(about: key)
    }

    /// What `facts(about:)` does unless the store has its own way.
    package func factsByVerbs(about key: TriggerKey) async throws -> TriggerFacts {
        var facts = TriggerFacts(key: key, now: clock.now())
        guard let stored = try await trigger(key) else { return facts }
        facts.trigger = stored
        facts.job = try await part { try await job(stored.trigger.job) }
        if let name = stored.trigger.calendarName { facts.calendar = try await part { try await calendar(name) } }
        facts.pausedGroups = try await pausedGroups()
        facts.nodes = try await nodes()
        let fires = try await fireInstances()
        facts.fires = fires.filter { $0.trigger == key || $0.job == stored.trigger.job }
        facts.occupancy = Dictionary(fires.map { ($0.instance, 1) }, uniquingKeysWith: +)
        if let due = stored.trigger.nextFireTime {
            let waiting = try await triggers(matching: .state(.waiting))
            let earlier = waiting.count { other in
                guard let time = other.trigger.nextFireTime, other.trigger.key != key else { return false }
                return time < due || (time == due && other.trigger.priority > stored.trigger.priority)
            }
            facts.dueBefore = min(earlier, TriggerFacts.mostDueBefore)
        }
        return facts
    }

    private func part<Value>(_ read: () async throws -> Value?) async throws -> TriggerFacts.Part<Value> {
        do {
            return try await read().map { .found($0) } ?? .missing
        } catch let error as CarnelianError where error.code == .undecodableData {
            return .unreadable(error.message)
        }
    }
}
