import Carnelian
import CarnelianCore
import Testing

/// When a node takes a turn, what it fires and how much it claims.
@Suite struct AcquisitionMachineTests {
    private static let settings = AcquisitionMachine.Settings(permits: 4, batchSize: 100, lookahead: .seconds(1))

    private func time(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds) }

    private func claim(_ id: String, due: Int64) -> Claim {
        let job = JobDetail(key: JobKey("j"), type: "t")
        let trigger = Trigger(
            key: TriggerKey(id), job: job.key, kind: .simple(SimpleTrigger()), startTime: time(due),
            nextFireTime: time(due)
        )
        return Claim(id: FireInstanceID(rawValue: id), trigger: trigger, job: job)
    }

    private func step(
        _ machine: inout AcquisitionMachine, at now: Int64, occupancy: Int = 0, pace: Pace = Pace(),
        lead: Duration = .seconds(1), longestSleep: Duration = .seconds(15)
    ) -> AcquisitionMachine.Step {
        machine.step(at: time(now), occupancy: occupancy, pace: pace, lead: lead, longestSleep: longestSleep)
    }

    private func expectTurn(
        _ step: AcquisitionMachine.Step, fires: [String] = [], limit: Int, _ location: SourceLocation = #_sourceLocation
    ) {
        guard case .turn(let claims, let actual) = step else {
            Issue.record("expected a turn, got \(step)", sourceLocation: location)
            return
        }
        #expect(claims.map(\.id.rawValue) == fires, sourceLocation: location)
        #expect(actual == limit, sourceLocation: location)
    }

    private func expectSleep(
        _ step: AcquisitionMachine.Step, until: Int64, refillAt: Int? = nil,
        _ location: SourceLocation = #_sourceLocation
    ) {
        guard case .sleep(let deadline, let refill) = step else {
            Issue.record("expected a sleep, got \(step)", sourceLocation: location)
            return
        }
        #expect(deadline == time(until), sourceLocation: location)
        #expect(refill == refillAt, sourceLocation: location)
    }

    private func expectPeek(_ step: AcquisitionMachine.Step, _ location: SourceLocation = #_sourceLocation) {
        guard case .peek = step else {
            Issue.record("expected a peek, got \(step)", sourceLocation: location)
            return
        }
    }

    @Test func anIdleNodePeeksAndSleepsWithoutATurn() {
        var machine = AcquisitionMachine(Self.settings)
        expectPeek(step(&machine, at: 0))
        machine.peeked(nil)
        expectSleep(step(&machine, at: 0), until: 15_000)
        machine.lookAgain()
        expectPeek(step(&machine, at: 15_000))
    }

    @Test func itWakesEarlyByItsLeadAndLooksAgainBeforeItTakesTheLock() {
        var machine = AcquisitionMachine(Self.settings)
        machine.peeked(time(10_000))
        expectSleep(step(&machine, at: 0, lead: .milliseconds(700)), until: 9_300)
        machine.lookAgain()
        expectPeek(step(&machine, at: 9_300))
        machine.peeked(time(10_000))
        expectTurn(step(&machine, at: 9_300, lead: .milliseconds(700)), limit: 4)
    }

    @Test func aLeadNeverExceedsTheLookahead() {
        var machine = AcquisitionMachine(Self.settings)
        machine.peeked(time(10_000))
        expectSleep(step(&machine, at: 0, lead: .seconds(5)), until: 9_000)
    }

    @Test func whatIsDueNowMeansATurnNow() {
        var machine = AcquisitionMachine(Self.settings)
        machine.peeked(time(-5_000))
        expectTurn(step(&machine, at: 0), limit: 4)
    }

    @Test func aClaimFiresAtItsTimeAndNeverBefore() {
        var machine = AcquisitionMachine(Self.settings)
        machine.turned(
            TurnResult(claimed: [claim("late", due: 900), claim("early", due: 400), claim("same", due: 400)]),
            fires: 0, limit: 4, horizon: time(1_000), at: time(0)
        )
        #expect(machine.held.map(\.id.rawValue) == ["early", "same", "late"])
        expectSleep(step(&machine, at: 399, lead: .zero), until: 400)
        expectTurn(step(&machine, at: 400), fires: ["early", "same"], limit: 1)
        expectSleep(step(&machine, at: 401, occupancy: 2, lead: .zero), until: 900)
        expectTurn(step(&machine, at: 2_000, occupancy: 2), fires: ["late"], limit: 1)
        #expect(machine.held.isEmpty)
    }

    @Test func aFullBatchIsFollowedByAnotherTurnAtOnce() {
        var machine = AcquisitionMachine(Self.settings)
        machine.turned(TurnResult(mayHaveMore: true), fires: 1, limit: 4, horizon: time(1_000), at: time(0))
        expectTurn(step(&machine, at: 0, occupancy: 2), limit: 2)
    }

    @Test func aFullBatchWaitsForAPermit() {
        var machine = AcquisitionMachine(Self.settings)
        machine.turned(TurnResult(mayHaveMore: true), fires: 1, limit: 4, horizon: time(1_000), at: time(0))
        expectSleep(step(&machine, at: 0, occupancy: 4), until: 15_000, refillAt: 3)
        expectTurn(step(&machine, at: 5, occupancy: 3), limit: 1)
    }

    @Test func heldClaimsTakePermits() {
        var machine = AcquisitionMachine(Self.settings)
        machine.turned(
            TurnResult(claimed: (0..<3).map { claim("c\($0)", due: 500) }, mayHaveMore: true),
            fires: 0, limit: 3, horizon: time(1_000), at: time(0)
        )
        expectSleep(step(&machine, at: 0, occupancy: 1), until: 500, refillAt: 0)
        expectTurn(step(&machine, at: 0, occupancy: 0), limit: 1)
    }

    @Test func aNodeWhoseClaimsTakeEveryPermitSleepsUntilTheyFire() {
        var machine = AcquisitionMachine(Self.settings)
        machine.turned(
            TurnResult(claimed: (0..<4).map { claim("c\($0)", due: 500) }, mayHaveMore: true),
            fires: 0, limit: 4, horizon: time(1_000), at: time(0)
        )
        expectSleep(step(&machine, at: 0), until: 500, refillAt: nil)
        expectTurn(step(&machine, at: 500), fires: ["c0", "c1", "c2", "c3"], limit: 0)
    }

    @Test func aCompleteTurnNeedsNoPeekUntilItsHorizon() {
        var machine = AcquisitionMachine(Self.settings)
        machine.turned(
            TurnResult(claimed: [claim("c", due: 5_000)]), fires: 0, limit: 4, horizon: time(1_000), at: time(0)
        )
        expectSleep(step(&machine, at: 0, lead: .milliseconds(600)), until: 401)
    }

    @Test func emptyTurnsGrowQuietButNeverLongerThanFortyMilliseconds() {
        var machine = AcquisitionMachine(Self.settings)
        var now: Int64 = 0
        for pause: Int64 in [5, 10, 20, 40, 40, 40] {
            machine.peeked(time(0))
            expectTurn(step(&machine, at: now), limit: 4)
            machine.turned(TurnResult(), fires: 0, limit: 4, horizon: time(now + 1_000), at: time(now))
            expectSleep(step(&machine, at: now), until: now + pause)
            now += pause
            expectPeek(step(&machine, at: now))
        }
        machine.turned(
            TurnResult(claimed: [claim("c", due: now)]), fires: 0, limit: 4, horizon: time(now), at: time(now)
        )
        expectTurn(step(&machine, at: now), fires: ["c"], limit: 3)
    }

    @Test func aTurnWhoseClaimsAllGoBackIsNotEmpty() {
        var machine = AcquisitionMachine(Self.settings)
        machine.turned(TurnResult(), fires: 0, givenBack: 2, limit: 4, horizon: time(1_000), at: time(0))
        machine.lookAgain()
        expectPeek(step(&machine, at: 0))
        machine.peeked(time(0))
        expectTurn(step(&machine, at: 0), limit: 4)
    }

    @Test func aClaimFiresInTimeWhileTheNodeIsQuiet() {
        var machine = AcquisitionMachine(Self.settings)
        machine.turned(
            TurnResult(claimed: [claim("c", due: 3)]), fires: 0, limit: 4, horizon: time(1_000), at: time(0)
        )
        machine.turned(TurnResult(), fires: 0, limit: 3, horizon: time(1_000), at: time(0))
        expectSleep(step(&machine, at: 0), until: 3)
        expectTurn(step(&machine, at: 3), fires: ["c"], limit: 0)
    }

    @Test func aFailedTurnKeepsItsClaims() {
        var machine = AcquisitionMachine(Self.settings)
        machine.turned(
            TurnResult(claimed: [claim("a", due: 10), claim("b", due: 20)]), fires: 0, limit: 4, horizon: time(1_000),
            at: time(0)
        )
        guard case .turn(let fires, _) = step(&machine, at: 15) else {
            Issue.record("expected a turn")
            return
        }
        machine.turnFailed(fires)
        #expect(machine.held.map(\.id.rawValue) == ["a", "b"])
        expectTurn(step(&machine, at: 15), fires: ["a"], limit: 2)
    }

    @Test func droppedClaimsAreGone() {
        var machine = AcquisitionMachine(Self.settings)
        machine.turned(
            TurnResult(claimed: [claim("a", due: 10)]), fires: 0, limit: 4, horizon: time(1_000), at: time(0)
        )
        let dropped = machine.dropClaims()
        #expect(dropped == [FireInstanceID(rawValue: "a")])
        #expect(machine.held.isEmpty)
    }

    @Test func shortJobsAreClaimedAheadWithinABound() {
        let machine = AcquisitionMachine(Self.settings)
        func ahead(_ execution: Duration?, turn: Duration?) -> Int {
            machine.claimAhead(Pace(execution: execution, turn: turn))
        }
        #expect(ahead(nil, turn: nil) == 0)
        #expect(ahead(.seconds(1), turn: .milliseconds(5)) == 0)
        #expect(ahead(.milliseconds(10), turn: .milliseconds(5)) == 4)
        #expect(ahead(.milliseconds(1), turn: .milliseconds(5)) == 40)
        #expect(ahead(.zero, turn: nil) == 100)
        #expect(ahead(.milliseconds(10), turn: .seconds(60)) == 80, "never more than 200 ms of work waits")
    }

    @Test func shortJobsAreRefilledWhenHalfIsDone() {
        var machine = AcquisitionMachine(Self.settings)
        let pace = Pace(execution: .milliseconds(1), turn: .milliseconds(5))
        machine.turned(TurnResult(mayHaveMore: true), fires: 1, limit: 4, horizon: time(1_000), at: time(0))
        expectSleep(step(&machine, at: 0, occupancy: 30, pace: pace), until: 15_000, refillAt: 24)
        expectTurn(step(&machine, at: 0, occupancy: 24, pace: pace), limit: 20)
    }

    @Test func aBatchIsNeverLargerThanAllowed() {
        var machine = AcquisitionMachine(.init(permits: 5_000, batchSize: 256, lookahead: .seconds(1)))
        machine.peeked(time(0))
        expectTurn(step(&machine, at: 0), limit: 256)
    }
}
