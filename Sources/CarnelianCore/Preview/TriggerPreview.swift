/// A coming fire of a trigger, and what clock changes had to do with it.
public struct PreviewedFire: Sendable, Hashable {
    /// When the trigger fires.
    public let time: Timestamp
    /// Clock changes that moved or repeated this fire, or skipped times between the fire before and this one.
    public let notes: [ClockChangeNote]
}

extension PreviewedFire: CustomStringConvertible {
    /// The time, then the notes in parentheses.
    public var description: String {
        notes.isEmpty ? time.description : "\(time) (\(notes.map(\.description).joined(separator: "; ")))"
    }
}

extension Trigger {
    /// The coming fires from the next one on (the first one if none is set), computed as they are asked for, without those
    /// that a calendar excludes.
    ///
    /// The notes say where a clock change moved, skipped or repeated a fire. Only kinds that name local times have any: cron,
    /// recurrence, daily time intervals, and calendar intervals of days and longer. Without end, or up to the year 2199
    /// or 9999, if the trigger has none: take a prefix.
    public func preview(calendar: ExclusionCalendar? = nil) -> TriggerPreview {
        TriggerPreview(of: self, calendar: calendar)
    }
}

/// A trigger's coming fires with notes on clock changes; ends with the schedule, which may be never.
public struct TriggerPreview: Sequence, IteratorProtocol, Sendable {
    private let trigger: Trigger
    private let calendar: ExclusionCalendar?
    private let notes: ClockChangeNotes?
    /// The times that the schedule names, before jitter.
    private var slots: FireTimes
    /// The next fire time that the trigger itself holds, which a misfire may have set to any instant.
    private var given: Timestamp?
    private var last: Timestamp

    init(of trigger: Trigger, calendar: ExclusionCalendar?) {
        self.trigger = trigger
        self.calendar = calendar
        var exact = trigger
        exact.jitter = .zero
        given = trigger.nextFireTime
        if let next = trigger.nextFireTime, trigger.jitter > .zero {
            exact.nextFireTime = trigger.slot(jitteredTo: next, calendar) ?? next
        }
        notes = ClockChangeNotes(of: exact, calendar: calendar)
        slots = exact.fireTimes(calendar: calendar)
        let first = exact.nextFireTime ?? exact.startTime
        last = trigger.previousFireTime ?? Timestamp(milliseconds: first.milliseconds - 1_000)
    }

    /// The next fire.
    public mutating func next() -> PreviewedFire? {
        guard let slot = slots.next() else { return nil }
        defer { (given, last) = (nil, slot) }
        let time = given ?? (trigger.jitter > .zero ? trigger.jittered(slot, calendar) : slot)
        guard let notes, given == nil || notes.names(slot, after: last) else {
            return PreviewedFire(time: time, notes: [])
        }
        return PreviewedFire(time: time, notes: notes.notes(for: slot, after: last))
    }
}

extension Trigger {
    /// The slot that jitter turned into a fire time; nil if none did.
    fileprivate func slot(jitteredTo time: Timestamp, _ calendar: ExclusionCalendar?) -> Timestamp? {
        var exact = self
        exact.jitter = .zero
        let earliest = time.milliseconds.subtractingReportingOverflow(jitter.wholeMilliseconds + 1)
        guard !earliest.overflow else { return nil }
        var from = Timestamp(milliseconds: earliest.partialValue)
        while let slot = exact.fireTime(after: from, calendar: calendar), slot <= time {
            if jittered(slot, calendar) == time { return slot }
            from = slot
        }
        return nil
    }
}
