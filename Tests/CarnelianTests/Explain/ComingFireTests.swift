import Carnelian
import CarnelianCore
import Testing

/// The coming fires of an explanation are those that follow once nothing stands in the way.
@Suite struct ComingFireTests {
    private typealias Fixture = ExplainFixture

    private func times(_ facts: TriggerFacts, count: Int = 3) -> [Double] {
        TriggerExplanation(of: facts, count: count).nextFires.map { fire in
            Double(fire.time.milliseconds - Fixture.now.milliseconds) / 1_000
        }
    }

    @Test func followTheSchedule() {
        #expect(times(Fixture.facts()) == [600, 3_600, 7_200])
        #expect(times(Fixture.facts(), count: 0).isEmpty)
        #expect(times(Fixture.facts(Fixture.trigger(), .paused)) == [600, 3_600, 7_200])
    }

    /// As if the misfire were handled now.
    @Test func followTheMisfireInstruction() {
        var trigger = Fixture.trigger(due: -7_200)
        #expect(times(Fixture.facts(trigger)) == [3_600, 7_200, 10_800])
        trigger.misfireInstruction = .ignore
        #expect(times(Fixture.facts(trigger)) == [-7_200, -3_600, 0])
    }

    @Test func endWithTheSchedule() {
        #expect(times(Fixture.facts(Fixture.trigger(.once))) == [600])
        #expect(times(Fixture.facts(Fixture.trigger(due: nil), .complete)).isEmpty)
        #expect(times(Fixture.facts(Fixture.trigger(.fixedDelay(FixedDelayTrigger(delay: 1_000))))) == [600])
    }

    @Test func areUnknownWhereARowCannotBeUsed() {
        #expect(times(Fixture.facts { $0.job = .missing }).isEmpty)
        #expect(times(Fixture.facts(Fixture.trigger(), .error)).isEmpty)
    }

    @Test func carryZoneAndClockChanges() throws {
        let berlin = try TimeZoneRules("Europe/Berlin")
        var trigger = Fixture.trigger(.cron(CronTrigger(try CronExpression("0 30 2 * * ?"), in: berlin)))
        trigger.nextFireTime = Timestamp(iso8601: "2030-03-30T01:30:00Z")
        let explanation = TriggerExplanation(of: Fixture.facts(trigger), count: 2)
        #expect(explanation.zone == berlin)
        #expect(
            explanation.nextFires.map(\.time.description) == ["2030-03-30T01:30:00.000Z", "2030-04-01T00:30:00.000Z"])
        #expect(explanation.nextFires.last?.notes.first?.description.contains("does not exist on 2030-03-31") == true)
    }
}
