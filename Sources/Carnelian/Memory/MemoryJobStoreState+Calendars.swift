import CarnelianCore

extension MemoryJobStoreState {
    /// Stores a calendar; the triggers that name it lose their unfired claims, which hold the former one.
    mutating func storeCalendar(
        _ calendar: ExclusionCalendar, named name: String, onConflict: ConflictResolution, updatingTriggers: Bool,
        at now: Timestamp
    ) throws {
        try NameRule.check(name, "the calendar's name", limit: 200)
        if let stored = calendars[name] {
            if onConflict == .fail { throw CarnelianError(.alreadyExists, "Calendar \(name) is stored already") }
            if onConflict == .reconcile, stored == calendar { return }
        }
        calendars[name] = calendar
        for key in users(of: name) {
            dropCurrentClaims(of: key)
            if updatingTriggers { reschedule(key, by: calendar, at: now) }
        }
    }

    /// Removes a calendar that no trigger names; false if it is not stored.
    mutating func removeCalendar(_ name: String) throws -> Bool {
        guard calendars[name] != nil else { return false }
        let users = users(of: name)
        guard users.isEmpty else { throw CarnelianError.calendarInUse(name, by: users) }
        calendars[name] = nil
        return true
    }

    /// The triggers that name a calendar, ordered by key.
    private func users(of name: String) -> [TriggerKey] {
        triggers.values.lazy.map(\.trigger).filter { $0.calendarName == name }.map(\.key).sorted()
    }

    /// Takes a claimed trigger from the nodes that hold its next fire time.
    private mutating func dropCurrentClaims(of key: TriggerKey) {
        guard let entry = triggers[key], entry.state == .acquired else { return }
        let time = entry.trigger.missed?.scheduledFireTime ?? entry.trigger.nextFireTime
        for id in claims[key] ?? [] where fires[id]?.instance.scheduledFireTime == time {
            fires[id] = nil
            forgetClaim(id, of: key)
        }
        apply(.release(conditions(for: entry.trigger)), to: key)
    }

    /// A parked trigger keeps its state; one that was on its last fire goes on if the calendar gives it another.
    private mutating func reschedule(_ key: TriggerKey, by calendar: ExclusionCalendar, at now: Timestamp) {
        guard let entry = triggers[key] else { return }
        let trigger = entry.trigger.rescheduled(by: calendar, at: now)
        if trigger.nextFireTime == nil, entry.state != .error {
            if entry.state != .complete { finish(key) }
            return
        }
        let conditions = conditions(for: trigger)
        change(key) {
            $0.trigger = trigger
            if $0.state == .complete { $0.state = $0.state.following(.store(conditions)) }
        }
    }
}
