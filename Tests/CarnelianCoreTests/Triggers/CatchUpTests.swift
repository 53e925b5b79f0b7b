import CarnelianCore
import Testing

struct CatchUpTests {
    private static let start = Timestamp(milliseconds: 1_795_000_000_000)

    private static func trigger(_ most: Int, within age: Duration, missing: Int) -> Trigger {
        Trigger(
            key: TriggerKey("t"), job: JobKey("j"), kind: .every(.seconds(10)), startTime: start,
            misfireInstruction: .catchUp(max: most, within: age), nextFireTime: start)
    }

    /// The fire times and what each stands for, when every claim is judged at the same late instant.
    private static func run(_ trigger: Trigger, at now: Timestamp, calendar: ExclusionCalendar? = nil) -> [Timestamp] {
        var trigger = trigger
        var fired: [Timestamp] = []
        while let next = trigger.nextFireTime, next <= now {
            if let handled = trigger.misfireHandledAtClaim(at: now, threshold: .seconds(60), calendar: calendar) {
                trigger = handled
                continue
            }
            fired.append(next)
            trigger = trigger.advanced(calendar: calendar)
        }
        return fired
    }

    @Test(arguments: [(1, 3_600), (5, 3_600), (1_000, 3_600), (1_000, 45), (3, 45), (7, 60)])
    func theLatestWithinTheBoundsFireOnceEach(most: Int, seconds: Int) {
        let now = Self.start.advanced(by: .seconds(7_203))
        let all = (0...720).map { Self.start.advanced(by: .seconds($0 * 10)) }
        let expected = all.filter { $0.duration(to: now) <= .seconds(seconds) }.suffix(most)
        let trigger = Self.trigger(most, within: .seconds(seconds), missing: 720)
        #expect(Self.run(trigger, at: now) == Array(expected))
    }

    @Test func whatIsSkippedIsCounted() throws {
        let now = Self.start.advanced(by: .seconds(1_000))
        let handled = try #require(
            Self.trigger(4, within: .seconds(3_600), missing: 100)
                .misfireHandledAtClaim(at: now, threshold: .seconds(60)))
        // 101 fire times from 0 to 1,000 s, of which 4 are still to come.
        #expect(handled.missed == MissedFires(scheduledFireTime: now.advanced(by: .seconds(-30)), count: 97))
        #expect(handled.advanced().missed == nil)
    }

    @Test func withNothingYoungEnoughTheScheduleGoesOn() {
        let now = Self.start.advanced(by: .seconds(1_005))
        let handled = Self.trigger(4, within: .seconds(1), missing: 100)
            .misfireHandledAtClaim(at: now, threshold: .seconds(60))
        #expect(handled?.nextFireTime == Self.start.advanced(by: .seconds(1_010)))
        #expect(handled?.missed?.count == 101)
    }

    @Test func aFireThatIsNotTooLateIsLeftAlone() {
        let trigger = Self.trigger(1, within: .seconds(1), missing: 0)
        #expect(
            trigger.misfireHandledAtClaim(at: Self.start.advanced(by: .seconds(60)), threshold: .seconds(60)) == nil)
    }

    @Test func aLongOutageOfAShortIntervalCostsLittle() {
        var trigger = Self.trigger(10, within: .seconds(86_400 * 365), missing: 0)
        trigger.kind = .every(.milliseconds(1))
        let now = Self.start.advanced(by: .seconds(86_400 * 300))
        let clock = ContinuousClock()
        var handled: Trigger?
        let spent = clock.measure { handled = trigger.misfireHandledAtClaim(at: now, threshold: .zero) }
        #expect(handled?.nextFireTime == now.advanced(by: .milliseconds(-9)))
        #expect(spent < .seconds(2))
    }
}
