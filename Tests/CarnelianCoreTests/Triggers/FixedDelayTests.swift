import CarnelianCore
import Testing

struct FixedDelayTests {
    private static let start = Timestamp(milliseconds: 1_795_000_000_000)

    private static func trigger(repeatCount: Int = -1, end: Timestamp? = nil) -> Trigger {
        Trigger(
            key: TriggerKey("t"), job: JobKey("j"),
            kind: .fixedDelay(FixedDelayTrigger(delay: 5_000, repeatCount: repeatCount)), startTime: start,
            endTime: end,
            nextFireTime: start)
    }

    @Test func whileItRunsTheNextFireIsFarAway() {
        let fired = Self.trigger().advanced()
        #expect(fired.nextFireTime == FixedDelayTrigger.running)
        #expect(fired.previousFireTime == Self.start)
        #expect(fired.timesTriggered == 1)
        #expect(FixedDelayTrigger.running.description == "9999-12-31T23:59:59.000Z")
    }

    @Test func theDelayCountsFromTheEndOfTheRun() {
        let rule = FixedDelayTrigger(delay: 5_000)
        let ended = Self.start.advanced(by: .seconds(100))
        #expect(rule.fireTime(afterRunEndingAt: ended, end: nil) == Self.start.advanced(by: .seconds(105)))
        #expect(rule.fireTime(afterRunEndingAt: ended, end: Self.start.advanced(by: .seconds(105))) == nil)
        #expect(FixedDelayTrigger(delay: .max).fireTime(afterRunEndingAt: ended, end: nil) == nil)
    }

    @Test func theCountEndsIt() {
        var trigger = Self.trigger(repeatCount: 1)
        trigger = trigger.advanced()
        #expect(trigger.nextFireTime == FixedDelayTrigger.running)
        trigger.nextFireTime = Self.start.advanced(by: .seconds(60))
        #expect(trigger.advanced().nextFireTime == nil)
    }

    @Test func thePreviewTakesRunsAsInstant() {
        let times = Array(Self.trigger(repeatCount: 3).fireTimes)
        #expect(times == (0...3).map { Self.start.advanced(by: .seconds($0 * 5)) })
    }

    @Test func aMisfireFiresOnceNow() {
        let now = Self.start.advanced(by: .seconds(1_000))
        let handled = Self.trigger().applyingMisfire(at: now)
        #expect(handled.nextFireTime == now)
        #expect(handled.missed == MissedFires(scheduledFireTime: Self.start, count: 1))
        #expect(!MisfireInstruction.doNothing.fits(handled.kind))
        #expect(!MisfireInstruction.catchUp(max: 1, within: .seconds(1)).fits(handled.kind))
    }
}
