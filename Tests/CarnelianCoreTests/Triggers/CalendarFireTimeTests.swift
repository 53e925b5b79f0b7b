import CarnelianCore
import Testing

struct CalendarFireTimeTests {
    private static let start = Timestamp(milliseconds: 1_795_305_600_000)  // Sunday 2026-11-22T00:00:00Z

    private static func trigger(_ kind: Trigger.Kind, jitter: Duration = .zero) -> Trigger {
        Trigger(key: TriggerKey("t"), job: JobKey("j"), kind: kind, startTime: start, jitter: jitter)
    }

    @Test func excludedTimesAreLeftOut() throws {
        let calendar = try ExclusionCalendar.weekly(zone: .utc)
        let kinds: [Trigger.Kind] = [try .cron("0 0 0/6 * * ?"), .every(.seconds(6 * 3_600))]
        for kind in kinds {
            let trigger = Self.trigger(kind)
            let expected = trigger.fireTimes.lazy.filter { calendar.includes($0) }.prefix(100)
            #expect(Array(trigger.fireTimes(calendar: calendar).prefix(100)) == Array(expected))
            #expect(trigger.firstFireTime(calendar: calendar)?.description == "2026-11-23T00:00:00.000Z")
        }
    }

    @Test func theCalendarJudgesTheSlotAndNotItsJitter() throws {
        let calendar = try ExclusionCalendar.weekly(zone: .utc)
        let plain = Self.trigger(try .cron("0 59 23 * * ?"))
        let jittered = Self.trigger(try .cron("0 59 23 * * ?"), jitter: .seconds(600))
        let slots = plain.fireTimes(calendar: calendar).prefix(100)
        for (slot, time) in zip(slots, jittered.fireTimes(calendar: calendar)) {
            #expect(slot <= time && slot.duration(to: time) < .seconds(600))
        }
    }

    @Test func aScheduleThatTheCalendarLeavesNothingOfEnds() throws {
        let weekdays = try ExclusionCalendar.weekly(excluding: [2, 3, 4, 5, 6], zone: .utc)
        #expect(Self.trigger(try .cron("0 0 0 ? * MON")).firstFireTime(calendar: weekdays) == nil)
        let all = try ExclusionCalendar.weekly(excluding: Set(1...7), zone: .utc)
        #expect(Self.trigger(.every(.seconds(1))).firstFireTime(calendar: all) == nil)
        #expect(Self.trigger(.every(.milliseconds(1))).fireTime(after: Self.start, calendar: all) == nil)
    }

    @Test func misfiresThatWaitRespectTheCalendar() throws {
        let calendar = try ExclusionCalendar.weekly(zone: .utc)
        var trigger = Self.trigger(try .cron("0 0 12 * * ?"))
        trigger.nextFireTime = Timestamp(iso8601: "2026-11-26T12:00:00Z")
        trigger.misfireInstruction = .doNothing
        let friday = try #require(Timestamp(iso8601: "2026-11-27T12:30:00Z"))
        let handled = trigger.applyingMisfire(at: friday, calendar: calendar)
        #expect(handled.nextFireTime?.description == "2026-11-30T12:00:00.000Z")
        #expect(handled.missed?.count == 2)
    }
}
