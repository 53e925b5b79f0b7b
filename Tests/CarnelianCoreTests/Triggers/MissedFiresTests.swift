import CarnelianCore
import Testing

struct MissedFiresTests {
    private static func daily(_ misfire: MisfireInstruction, threshold: Duration? = nil) throws -> Trigger {
        Trigger(
            key: TriggerKey("t"), job: JobKey("j"), kind: try .cron("0 0 0 * * ?"),
            startTime: Timestamp(milliseconds: 1_000), misfireInstruction: misfire, misfireThreshold: threshold,
            nextFireTime: Timestamp(iso8601: "2026-11-22T00:00:00Z"))
    }

    private static func at(_ text: String) throws -> Timestamp {
        try #require(Timestamp(iso8601: text))
    }

    @Test func aFireNowStandsForTheFirstTimeThatWasMissed() throws {
        let now = try Self.at("2026-11-22T09:00:00Z")
        let handled = try Self.daily(.smart).applyingMisfire(at: now)
        #expect(handled.nextFireTime == now)
        #expect(handled.missed == MissedFires(scheduledFireTime: try Self.at("2026-11-22T00:00:00Z"), count: 1))
        let later = try Self.at("2026-11-25T09:00:00Z")
        #expect(try Self.daily(.smart).applyingMisfire(at: later).missed?.count == 4)
    }

    @Test func aSecondMisfireKeepsTheFirstTimeAndAddsUp() throws {
        let first = try Self.daily(.smart).applyingMisfire(at: try Self.at("2026-11-22T09:00:00Z"))
        let second = first.applyingMisfire(at: try Self.at("2026-11-24T09:00:00Z"))
        #expect(second.missed == MissedFires(scheduledFireTime: try Self.at("2026-11-22T00:00:00Z"), count: 3))
        #expect(second.advanced().missed == nil)
        #expect(second.advanced().nextFireTime == (try Self.at("2026-11-25T00:00:00Z")))
    }

    @Test func doNothingCountsWhatItSkips() throws {
        let handled = try Self.daily(.doNothing).applyingMisfire(at: try Self.at("2026-11-23T09:00:00Z"))
        let next = try Self.at("2026-11-24T00:00:00Z")
        #expect(handled.nextFireTime == next)
        #expect(handled.missed == MissedFires(scheduledFireTime: next, count: 2))
    }

    @Test func simpleTriggersCountByArithmetic() {
        let start = Timestamp(milliseconds: 1_795_000_000_000)
        var trigger = Trigger(
            key: TriggerKey("t"), job: JobKey("j"), kind: .every(.milliseconds(1)), startTime: start,
            nextFireTime: start)
        let now = start.advanced(by: .seconds(100_000))
        #expect(trigger.applyingMisfire(at: now).missed?.count == 100_000_001)
        trigger.kind = .every(.seconds(1), times: 5)
        trigger.misfireInstruction = .fireNow
        #expect(trigger.applyingMisfire(at: now).missed?.count == 5)
    }

    @Test func countingStopsAtTheLimit() throws {
        var trigger = try Self.daily(.smart)
        trigger.kind = try .cron("* * * * * ?")
        let handled = trigger.applyingMisfire(at: try Self.at("2026-12-22T00:00:00Z"))
        #expect(handled.missed?.count == MissedFires.countLimit)
    }

    @Test func aThresholdOfZeroJudgesOnce() throws {
        let trigger = try Self.daily(.fireNow, threshold: .zero)
        let now = try Self.at("2026-11-22T00:00:00.001Z")
        #expect(trigger.storedMisfireCode == -1)
        #expect(trigger.misfireHandledAtClaim(at: trigger.nextFireTime ?? now, threshold: .seconds(60)) == nil)
        let handled = try #require(trigger.misfireHandledAtClaim(at: now, threshold: .seconds(60)))
        #expect(handled.missed?.scheduledFireTime == trigger.nextFireTime)
        // The fire that stands for it is itself a little late, and must happen.
        #expect(handled.misfireHandledAtClaim(at: now.advanced(by: .seconds(59)), threshold: .seconds(60)) == nil)
        #expect(handled.misfireHandledAtClaim(at: now.advanced(by: .seconds(61)), threshold: .seconds(60)) != nil)
    }

    @Test func triggersWithoutAThresholdOfTheirOwnAreLeftToTheSweep() throws {
        let trigger = try Self.daily(.smart)
        #expect(!trigger.judgesMisfiresAtClaim)
        #expect(trigger.storedMisfireCode == 0)
        let now = try Self.at("2027-11-22T00:00:00Z")
        #expect(trigger.isMisfired(at: now, threshold: .seconds(60)))
        #expect(trigger.misfireHandledAtClaim(at: now, threshold: .seconds(60)) == nil)
        #expect(try !Self.daily(.ignore, threshold: .zero).isMisfired(at: now, threshold: .zero))
    }
}
