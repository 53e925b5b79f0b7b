import Carnelian
import CarnelianCore
import Testing

/// What a changed calendar makes of a trigger that names it.
@Suite struct CalendarChangeTests {
    private static let start = Timestamp(milliseconds: 1_767_571_200_000)

    private func at(_ hours: Int) -> Timestamp { Self.start.advanced(by: .seconds(3_600 * hours)) }

    /// Fires every six hours from Monday on.
    private func trigger(
        next: Timestamp?, previous: Timestamp? = nil, missed: MissedFires? = nil, until end: Timestamp? = nil
    ) -> Trigger {
        Trigger(
            key: TriggerKey("t"), job: JobKey("j"), kind: .every(.seconds(21_600)), startTime: Self.start, endTime: end,
            calendarName: "c", nextFireTime: next, previousFireTime: previous, missed: missed)
    }

    private func rescheduled(_ trigger: Trigger, excluding days: Set<Int>, at hours: Int) throws -> Trigger {
        trigger.rescheduled(by: try .weekly(excluding: days, zone: .utc), at: at(hours))
    }

    @Test func theNextFireTimeIsTheFirstThatIsLeft() throws {
        #expect(try rescheduled(trigger(next: at(6)), excluding: [2], at: 1).nextFireTime == at(24))
        #expect(try rescheduled(trigger(next: at(48)), excluding: [7], at: 1).nextFireTime == at(6))
        #expect(try rescheduled(trigger(next: at(48)), excluding: [7], at: 12).nextFireTime == at(12), "now counts")
        #expect(
            try rescheduled(trigger(next: at(0)), excluding: [7], at: 12).nextFireTime == at(0), "what is due stays")
        #expect(
            try rescheduled(trigger(next: at(48), previous: at(18)), excluding: [7], at: 12).nextFireTime == at(24),
            "what fired does not fire again")
        #expect(try rescheduled(trigger(next: nil), excluding: [7], at: 12).nextFireTime == at(18))
        #expect(try rescheduled(trigger(next: at(6), until: at(20)), excluding: [2], at: 1).nextFireTime == nil)
    }

    @Test func whatWasMissedWaitsForTheFireThatIsLeft() throws {
        let now = trigger(next: at(13), previous: at(0), missed: .init(scheduledFireTime: at(6), count: 2))
        #expect(try rescheduled(now, excluding: [7], at: 13) == now, "the fire as of now stays")
        let moved = try rescheduled(now, excluding: [2], at: 13)
        #expect(moved.nextFireTime == at(24))
        #expect(moved.missed == .init(scheduledFireTime: at(24), count: 2))
        let next = trigger(next: at(48), previous: at(0), missed: .init(scheduledFireTime: at(48), count: 2))
        let earlier = try rescheduled(next, excluding: [7], at: 13)
        #expect(earlier.nextFireTime == at(18))
        #expect(earlier.missed == .init(scheduledFireTime: at(18), count: 2))
    }

    @Test func aRunThatGoesOnIsLeftAlone() throws {
        var running = trigger(next: FixedDelayTrigger.running, previous: at(0))
        running.kind = .fixedDelay(FixedDelayTrigger(delay: 1_000))
        #expect(try rescheduled(running, excluding: [2], at: 5) == running)
    }

    @Test func aCalendarInUseIsNamedWithSomeOfItsTriggers() {
        let keys = (1...5).map { TriggerKey("t\($0)") }
        let error = CarnelianError.calendarInUse("closed", by: keys)
        #expect(error.code == .inUse)
        #expect(error.message == "Calendar closed is used by trigger DEFAULT.t1, DEFAULT.t2, DEFAULT.t3 and 2 more")
    }
}
