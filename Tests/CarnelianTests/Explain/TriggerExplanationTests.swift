import Carnelian
import CarnelianCore
import Testing

/// Each reason follows from its facts, alone where nothing else holds, with a sentence that says what people need.
@Suite struct TriggerExplanationTests {
    private typealias Fixture = ExplainFixture

    /// The facts, the reasons' names in order, and what the first sentence says.
    struct Case: Sendable, CustomTestStringConvertible {
        var facts: TriggerFacts
        var codes: [FireReason.Code]
        var words: String

        init(_ facts: TriggerFacts, _ codes: [FireReason.Code], _ words: String) {
            self.facts = facts
            self.codes = codes
            self.words = words
        }

        var testDescription: String { codes.map(\.rawValue).joined(separator: ", ") }
    }

    @Test(arguments: rows + states + nodes + schedules)
    func followsFromFacts(example: Case) {
        let explanation = TriggerExplanation(of: example.facts)
        #expect(explanation.reasons.map(\.code) == example.codes, "\(explanation.reasons)")
        let sentence = explanation.reasons.first?.description ?? ""
        #expect(sentence.contains(example.words), "\(sentence)")
        for reason in explanation.reasons {
            let text = reason.description
            #expect(text.hasSuffix(".") && !text.hasSuffix("..") && !text.contains("Optional"), "\(text)")
            #expect(text.first?.isUppercase == true, "\(text)")
        }
        #expect(explanation.isObstructed == explanation.reasons.contains(where: \.isObstacle))
    }

    private static let rows: [Case] = [
        Case(TriggerFacts(key: Fixture.key, now: Fixture.now), [.notFound], "No trigger reports.nightly is stored"),
        Case(
            Fixture.facts(
                .init(key: Fixture.key, job: Fixture.job, kind: .foreign("CRON"), startTime: Fixture.now), .error,
                reason: "bad cron"),
            [.parked], "parked in ERROR: bad cron."),
        Case(Fixture.facts(Fixture.trigger(), .error), [.parked], "as a Java node does"),
        Case(
            Fixture.facts(
                Fixture.trigger(), .error,
                reason:
                    "trigger reports.nightly ran away: its last 25 fire times followed each other faster than its schedule allows"
            ),
            [.ranAway], "ran away"),
        Case(
            Fixture.facts(
                .init(key: Fixture.key, job: Fixture.job, kind: .foreign("SIMPLE"), startTime: Fixture.now),
                reason: "no row"),
            [.unreadable], "will park it: no row."),
        Case(
            Fixture.facts(.init(key: Fixture.key, job: Fixture.job, kind: .foreign("BLOB"), startTime: Fixture.now)),
            [.foreignKind], "BLOB"),
        Case(Fixture.facts { $0.job = .missing }, [.jobMissing, .waiting], "reports.build is not stored"),
        Case(
            Fixture.facts { $0.job = .unreadable("job reports.build: half a pair") }, [.jobUnreadable, .waiting],
            "half a pair"),
        Case(calendar(.missing), [.calendarMissing, .waiting], "calendar holidays is not stored"),
        Case(calendar(.unreadable("found a string")), [.calendarUnreadable, .waiting], "found a string"),
    ]

    private static func calendar(
        _ part: TriggerFacts.Part<ExclusionCalendar>, of trigger: Trigger = Fixture.trigger()
    ) -> TriggerFacts {
        var trigger = trigger
        trigger.calendarName = "holidays"
        return Fixture.facts(trigger) { $0.calendar = part }
    }

    private static let blocker = Fixture.fire(of: TriggerKey("other", group: "reports"), on: "b", isExclusive: true)

    private static let states: [Case] = [
        Case(Fixture.facts(), [.waiting], "in 10 min."),
        Case(Fixture.facts(Fixture.trigger(), .paused), [.paused], "by itself or through its job"),
        Case(
            Fixture.facts(Fixture.trigger(), .paused) { $0.pausedGroups = ["reports", "x"] }, [.groupPaused],
            "group reports is paused"),
        Case(
            Fixture.facts(Fixture.trigger(), .paused) { $0.pausedGroups = ["_$_ALL_GROUPS_PAUSED_$_"] },
            [.allGroupsPaused], "All trigger groups are paused"),
        Case(
            Fixture.facts(Fixture.trigger(), .paused) { $0.pausedGroups = ["_$_ALL_GROUPS_PAUSED_$_", "reports"] },
            [.allGroupsPaused, .groupPaused], "All trigger groups are paused"),
        Case(
            Fixture.facts(Fixture.trigger(), .blocked) { $0.fires = [blocker] }, [.blocked],
            "fire a1900 of trigger reports.other has been executing on node b since 2030-03-17T17:45:10Z, for 1 min 30 s"
        ),
        Case(
            Fixture.facts(Fixture.trigger(), .pausedBlocked) { $0.fires = [blocker] }, [.paused, .blocked], "paused"),
        Case(
            Fixture.facts(Fixture.trigger(), .blocked) { $0.fires = [Fixture.fire(isExclusive: true)] },
            [.blocked, .executing], "reports.nightly has been executing on node a"),
        Case(Fixture.facts(Fixture.trigger(), .blocked), [.stuck], "BLOCKED, but no fire of its job executes"),
        Case(Fixture.facts(Fixture.trigger(), .acquired), [.stuck], "no node holds a claim"),
        Case(
            Fixture.facts(Fixture.trigger(due: 5), .acquired) {
                $0.fires = [Fixture.fire(.acquired, since: -2, scheduled: 5)]
            }, [.acquired], "Node a has held its next fire as a1900 for 2 s and fires it at 2030-03-17T17:46:45Z"),
        Case(
            Fixture.facts { $0.fires = [Fixture.fire()] }, [.executing, .waiting],
            "scheduled for 2030-03-17T17:45:09Z, has been executing on node a"),
        Case(
            Fixture.facts(Fixture.trigger(), .blocked) {
                $0.fires = [blocker]
                $0.nodes = [Fixture.node("a"), Fixture.node("b", checkedIn: -60)]
            }, [.ownerSilent, .blocked], "Node b, which holds it, has not checked in for 1 min"),
        Case(
            Fixture.facts { $0.fires = [Fixture.fire(on: "gone")] }, [.ownerSilent, .executing, .waiting],
            "Node gone, which holds it, is not in the cluster"),
        Case(
            Fixture.facts(Fixture.trigger(due: nil), .complete), [.complete], "its schedule names no further time"),
    ]

    private static let due = Fixture.trigger(due: -30)

    private static let nodes: [Case] = [
        Case(Fixture.facts { $0.nodes = [] }, [.noLiveNode, .waiting], "No node has checked in"),
        Case(
            Fixture.facts(due) { $0.nodes = [Fixture.node("a", checkedIn: -16), Fixture.node("b", checkedIn: -20)] },
            [.noLiveNode, .overdue], "nodes a, b stopped checking in"),
        Case(
            Fixture.facts(due) { $0.nodes = [Fixture.node("a", types: ["other"])] }, [.noNodeHasType, .overdue],
            "No live node has job type report; node a lacks it"),
        Case(
            Fixture.facts(due) { $0.nodes = [Fixture.node("a", types: ["other"]), Fixture.node("java", types: nil)] },
            [.overdue, .typesUnknown], "due at 2030-03-17T17:46:10Z, 30 s ago"),
        Case(
            Fixture.facts { $0.nodes = [Fixture.node("java", types: nil)] }, [.typesUnknown, .waiting],
            "node java does not say"),
        Case(
            Fixture.facts(due) { $0.nodes = [Fixture.node("a", isAcquiring: false), Fixture.node("b", types: [])] },
            [.nodesInStandby, .overdue], "node a is in standby"),
        Case(
            Fixture.facts(due) {
                $0.nodes = [Fixture.node("a", permits: 2), Fixture.node("b", permits: 1)]
                $0.occupancy = ["a": 2, "b": 1]
                $0.dueBefore = 7
            }, [.nodesFull, .overdue, .backlog], "runs as many jobs as it may: nodes a, b"),
        Case(
            Fixture.facts(due) { $0.occupancy = ["a": 10, "b": 9] }, [.overdue], "30 s ago"),
        Case(Fixture.facts(due) { $0.dueBefore = 10_000 }, [.overdue, .backlog], "30 s ago"),
        Case(Fixture.facts(Fixture.trigger(due: -0.5)), [.waiting], "due now"),
    ]

    private static let schedules: [Case] = [
        Case(
            Fixture.facts(Fixture.trigger(due: -120)), [.misfire],
            "late by 2 min, more than its misfire threshold of 1 min"),
        Case(Fixture.facts(Fixture.trigger(due: -120), .paused), [.paused, .misfire], "paused"),
        Case(
            Fixture.facts(changed(Fixture.trigger(due: -120)) { $0.misfireInstruction = .ignore }), [.overdue], "2 min"),
        Case(
            Fixture.facts(changed(Fixture.trigger(due: -2)) { $0.misfireThreshold = .seconds(1) }),
            [.misfire],
            "smart, which for this trigger means wait for the next time, missed fires deducted"),
        Case(
            Fixture.facts(
                changed(Fixture.trigger(.fixedDelay(FixedDelayTrigger(delay: 1_000)))) {
                    $0.nextFireTime = FixedDelayTrigger.running
                }
            ) { $0.fires = [Fixture.fire()] }, [.executing, .delayCountsFromRun], "has been executing"),
        Case(
            Fixture.facts(changed { $0.startTime = Fixture.at(600) }), [.startsLater, .waiting],
            "starts at 2030-03-17T17:56:40Z, in 10 min"),
        Case(
            Fixture.facts(changed { $0.endTime = Fixture.at(60) }), [.endsBeforeNextFire, .waiting],
            "Its end 2030-03-17T17:47:40Z comes before its next fire time"),
        Case(
            Fixture.facts(changed { $0.endTime = Fixture.at(700) }), [.lastFire, .waiting], "is its last: its end is"),
        Case(
            Fixture.facts(changed { $0.kind = .every(.seconds(3_600), times: 11) }), [.lastFire, .waiting],
            "lets it fire 11 times"),
        Case(Fixture.facts(Fixture.trigger(.once)), [.waiting], "in 10 min"),
        Case(
            Fixture.facts(
                changed {
                    $0.missed = MissedFires(scheduledFireTime: Fixture.at(-7_200), count: 3)
                }), [.misfireHandled, .waiting], "3 fires from 2030-03-17T15:46:40Z on were missed"),
        Case(
            calendar(.found(daytime), of: Fixture.trigger(due: 54_000)), [.calendarExcludes, .waiting],
            "Calendar holidays excludes its fire time 2030-03-17T18:"),
        Case(
            Fixture.facts(changed(Fixture.trigger(due: nil)) { $0.endTime = Fixture.at(-1) }, .complete), [.complete],
            "its end is 2030-03-17T17:46:39"),
    ]

    /// Lets only 08:00 to 17:00 UTC through.
    private static let daytime: ExclusionCalendar = {
        do {
            return try .cron(excluding: try CronExpression("* * 0-7,17-23 ? * *"), zone: .utc)
        } catch {
            preconditionFailure("\(error)")
        }
    }()

    private static func changed(_ trigger: Trigger = Fixture.trigger(), _ change: (inout Trigger) -> Void) -> Trigger {
        var trigger = trigger
        change(&trigger)
        return trigger
    }
}
