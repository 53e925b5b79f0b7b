import CarnelianCore
import Testing

struct FireTimeTests {
    static let start = Timestamp(milliseconds: 1_795_355_820_123)

    static func trigger(_ kind: Trigger.Kind, end: Timestamp? = nil) -> Trigger {
        Trigger(key: TriggerKey("t"), job: JobKey("j"), kind: kind, startTime: start, endTime: end)
    }

    private func offsets(_ trigger: Trigger, count: Int = 100) -> [Int64] {
        trigger.fireTimes.prefix(count).map { $0.milliseconds - Self.start.milliseconds }
    }

    @Test func aOneShotFiresAtItsStartAlone() {
        #expect(offsets(Self.trigger(.once)) == [0])
        let fired = withNext(Self.trigger(.once)).advanced()
        #expect(fired.nextFireTime == nil)
        #expect(fired.previousFireTime == Self.start)
        #expect(fired.timesTriggered == 1)
        #expect(fired.advanced() == fired)
        #expect(Array(fired.fireTimes).isEmpty)
    }

    @Test func aCountOfNMeansNPlusOneFires() {
        #expect(offsets(Self.trigger(.every(.milliseconds(250), times: 3))) == [0, 250, 500])
        let repeating = Trigger.Kind.simple(SimpleTrigger(repeatCount: 3, interval: 250))
        #expect(offsets(Self.trigger(repeating)) == [0, 250, 500, 750])
    }

    @Test func theEndIsExclusiveForSimpleTriggers() {
        let end = Self.start.advanced(by: .seconds(3))
        #expect(offsets(Self.trigger(.every(.seconds(1)), end: end)) == [0, 1_000, 2_000])
        #expect(Self.trigger(.every(.seconds(1)), end: end).fireTime(after: end) == nil)
    }

    @Test func theEndIsInclusiveForCronTriggers() throws {
        let end = try #require(Timestamp(iso8601: "2026-11-22T14:00:00Z"))
        let trigger = Self.trigger(try .cron("0 0 * * * ?"), end: end)
        #expect(Array(trigger.fireTimes) == [end])
        #expect(trigger.fireTime(after: end) == nil)
        let early = Self.trigger(try .cron("0 0 * * * ?"), end: end.advanced(by: .milliseconds(-1)))
        #expect(early.firstFireTime() == nil)
    }

    @Test func aCronTriggersStartCountsInWholeSeconds() throws {
        let trigger = Self.trigger(try .cron("* * * * * ?"))
        #expect(trigger.firstFireTime()?.description == "2026-11-22T13:57:00.000Z")
        #expect(trigger.fireTime(after: Timestamp(milliseconds: 0)) == trigger.firstFireTime())
    }

    @Test func aCronTriggerMovesOnFromItsStartsSecond() throws {
        let times = Array(Self.trigger(try .cron("* * * * * ?")).fireTimes.prefix(3)).map(\.milliseconds)
        #expect(times == [1_795_355_820_000, 1_795_355_821_000, 1_795_355_822_000])
    }

    @Test func fireTimesAreStrictlyAfter() throws {
        var random = SeededGenerator(13)
        let kinds: [Trigger.Kind] = [
            .every(.milliseconds(7)), .every(.seconds(90), times: 1_000), try .cron("* * * * * ?"),
            try .cron("0 0/7 * * * ?", in: "Europe/Berlin"), try .cron("0 30 2 * * ?", in: "America/New_York"),
        ]
        for kind in kinds {
            for _ in 0..<500 {
                let offset = Int64.random(in: -5_000...50_000_000, using: &random)
                let after = Self.start.advanced(by: .milliseconds(offset))
                if let next = Self.trigger(kind).fireTime(after: after) { #expect(next > after) }
            }
        }
    }

    @Test func slotsStayOnTheGrid() {
        var random = SeededGenerator(9)
        for _ in 0..<2_000 {
            let interval = Int64.random(in: 1...100_000, using: &random)
            let count = Int.random(in: -1...50, using: &random)
            let trigger = Self.trigger(.simple(SimpleTrigger(repeatCount: count, interval: interval)))
            let after = Self.start.advanced(by: .milliseconds(Int64.random(in: -200_000...3_000_000, using: &random)))
            // The slots one by one, as the definition says.
            var expected: Timestamp?
            var slot = 0
            while expected == nil && (count < 0 || slot <= count) && slot < 4_000_000 {
                let time = Self.start.advanced(by: .milliseconds(Int64(slot) * interval))
                if time > after { expected = time }
                // Far from `after` nothing is to be found: skip there in one step.
                let distance = Int((after.milliseconds - time.milliseconds) / interval)
                slot += max(1, distance - 1)
            }
            #expect(trigger.fireTime(after: after) == expected, "count \(count), interval \(interval), after \(after)")
        }
    }

    @Test func theNextFireTimeFollowsFromTheScheduledOne() {
        var trigger = withNext(Self.trigger(.every(.seconds(1), times: 5)))
        for count in 1...5 {
            let before = trigger
            trigger = trigger.advanced()
            #expect(trigger.previousFireTime == before.nextFireTime)
            #expect(trigger.timesTriggered == count)
            #expect(trigger.nextFireTime == (count < 5 ? before.nextFireTime?.advanced(by: .seconds(1)) : nil))
        }
    }

    @Test func aTriggerThatFiredMoreOftenThanItMayHasNoFireTime() {
        var trigger = Self.trigger(.simple(SimpleTrigger(repeatCount: 5, interval: 1_000)))
        trigger.timesTriggered = 6
        #expect(trigger.fireTime(after: Self.start) == nil)
        trigger.timesTriggered = 5
        #expect(trigger.fireTime(after: Self.start) == Self.start.advanced(by: .seconds(1)))
    }

    @Test func theFarFutureEndsWithoutATrap() {
        let trigger = Self.trigger(.simple(SimpleTrigger(repeatCount: -1, interval: .max / 2)))
        #expect(trigger.fireTime(after: Timestamp(milliseconds: .max - 1)) == nil)
        #expect(trigger.fireTime(after: Timestamp(milliseconds: .min)) == Self.start)
        #expect(Array(trigger.fireTimes).count < 4)
    }

    @Test func theSequenceGoesOnFromTheNextFireTime() throws {
        var trigger = Self.trigger(try .cron("0 0 12 * * ?", in: "Europe/Berlin"))
        trigger.nextFireTime = Timestamp(iso8601: "2026-12-24T11:00:00Z")
        let days = trigger.fireTimes.prefix(3).map { String($0.description.prefix(10)) }
        #expect(days == ["2026-12-24", "2026-12-25", "2026-12-26"])
    }

    @Test func foreignTriggersHaveNoFireTimes() {
        let trigger = Self.trigger(.foreign("DAILY_I"))
        #expect(trigger.firstFireTime() == nil)
        #expect(trigger.fireTime(after: Self.start) == nil)
    }

    private func withNext(_ trigger: Trigger) -> Trigger {
        var trigger = trigger
        trigger.nextFireTime = trigger.firstFireTime()
        return trigger
    }
}
