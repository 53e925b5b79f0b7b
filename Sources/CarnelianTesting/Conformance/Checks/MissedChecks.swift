import Carnelian
import CarnelianCore

/// G16: what a misfire skipped reaches the fire that stands for it.
extension JobStoreConformance {
    static let missed: [Check] = [
        Check("G16.1", "the fire that stands for missed ones knows the first of them and how many there were") { t in
            let job = t.job()
            try await t.store(
                [job],
                [
                    try t.cron("cron", of: job, "0 0 * * * ?"), t.simple("once", of: job, at: 10),
                    t.simple("counted", of: job, at: 10, every: 100, repeats: 40),
                ]
            )
            let swept = try await t.sweep(at: 7_300)
            try expectEqual(
                Set(swept.misfired.map { "\($0.trigger.name) \(t.seconds(at: $0.missedFireTime)) \($0.count)" }),
                ["cron 0.0 3", "once 10.0 1", "counted 10.0 41"], "Misfires with the first missed time and their count"
            )
            for name in ["cron", "once", "counted"] {
                let missed = try await t.stored(name)?.trigger.missed
                try expectEqual(missed?.scheduledFireTime, t.at(name == "cron" ? 0 : 10), "The first missed of \(name)")
            }
            let fires = try await t.fire(at: 7_301)
            try expectEqual(
                Set(
                    fires.map { "\($0.trigger.key.name) \(t.seconds(at: $0.scheduledFireTime)) \($0.missedFireTimes)" }),
                ["cron 0.0 3", "once 10.0 1", "counted 10.0 41"], "Fires with their scheduled time and what was missed"
            )
            for fire in fires {
                try expectEqual(fire.trigger.previousFireTime, t.at(7_300), "Previous fire time of \(fire.trigger.key)")
                try await t.complete(fire)
            }
            let next = try await t.fireOne(at: 7_400)
            try expectEqual(next.scheduledFireTime, t.at(7_400), "Scheduled time of the next fire")
            try expectEqual(next.missedFireTimes, 0, "What it stands for")
        },
        Check("G16.2", "one that waits for its next time still knows what was missed") { t in
            let job = t.job()
            try await t.store([job], [try t.cron(of: job, "0 0 * * * ?", misfire: .doNothing)])
            let swept = try await t.sweep(at: 7_300)
            try expectEqual(swept.misfired.map(\.count), [3], "Counts of the misfires")
            let fire = try await t.fireOne(at: 10_800)
            try expectEqual(fire.scheduledFireTime, t.at(10_800), "Scheduled time of the next fire")
            try expectEqual(fire.missedFireTimes, 3, "What was missed before it")
            try expectEqual(fire.trigger.missed, nil, "What is still missed after it")
            try expectEqual(try await t.stored()?.trigger.missed, nil, "What is stored after it")
        },
        Check("G16.3", "the record outlives claims that are given back, pauses and reconciling") { t in
            let job = t.job()
            let trigger = try t.cron(of: job, "0 0 * * * ?")
            try await t.store([job], [trigger])
            _ = try await t.sweep(at: 3_700)
            let record = try await t.stored()?.trigger.missed
            try expectEqual(record, MissedFires(scheduledFireTime: t.at(0), count: 2), "The record")
            let claim = try await t.claimOne(at: 3_701)
            try expectEqual(claim.scheduledFireTime, t.at(0), "Scheduled time of the claim")
            try expectEqual(claim.dueTime, t.at(3_700), "Due time of the claim")
            try expectEqual(try await t.fireInstance(claim.id)?.scheduledFireTime, t.at(0), "That of its fire instance")
            try await t.store.release([claim.id], by: "node-a")
            try await t.store.pause(.all)
            try await t.store.resume(.all)
            try await t.store([job], [trigger], onConflict: .reconcile)
            try expectEqual(try await t.stored()?.trigger.missed, record, "The record in the end")
            let fire = try await t.fireOne("node-b", at: 3_702)
            try expectEqual(fire.missedFireTimes, 2, "What the fire stands for")
            try expectEqual(
                try await t.fireInstance(fire.id)?.scheduledFireTime, t.at(0), "Scheduled time while it runs")
        },
        Check("G16.4", "a replaced trigger forgets what it missed") { t in
            let job = t.job()
            try await t.store([job], [try t.cron(of: job, "0 0 * * * ?")])
            _ = try await t.sweep(at: 3_700)
            try await t.store([], [t.simple(of: job, at: 3_700)], onConflict: .replace)
            try expectEqual(try await t.stored()?.trigger.missed, nil, "The record")
            let fire = try await t.fireOne(at: 3_700)
            try expectEqual(fire.missedFireTimes, 0, "What the fire stands for")
            try expectEqual(fire.scheduledFireTime, t.at(3_700), "Its scheduled time")
        },
        Check("G16.5", "a misfire on top of a misfire keeps the first time") { t in
            let job = t.job()
            try await t.store([job], [try t.cron(of: job, "0 0 * * * ?")])
            _ = try await t.sweep(at: 3_700)
            let again = try await t.sweep(at: 7_300)
            try expectEqual(again.misfired.map(\.missedFireTime), [t.at(0)], "Missed fire times of the second sweep")
            try expectEqual(again.misfired.map(\.count), [3], "Their counts")
            let fire = try await t.fireOne(at: 7_300)
            try expectEqual(fire.scheduledFireTime, t.at(0), "Scheduled fire time")
            try expectEqual(fire.missedFireTimes, 3, "What was missed")
        },
        Check("G16.6", "resuming records what was missed as well") { t in
            let job = t.job()
            try await t.store([job], [try t.cron(of: job, "0 0 * * * ?")])
            try await t.store.pause(.all)
            await t.move(to: 3_700)
            try await t.store.resume(.all)
            let fire = try await t.fireOne(at: 3_700)
            try expectEqual(fire.scheduledFireTime, t.at(0), "Scheduled fire time")
            try expectEqual(fire.missedFireTimes, 2, "What was missed")
        },
        Check("G16.7", "a recovered run is scheduled for the first missed time") { t in
            let job = t.job(recovers: true)
            try await t.checksIn("node-a", at: 0)
            try await t.store([job], [try t.cron(of: job, "0 0 * * * ?")])
            _ = try await t.sweep(at: 3_700)
            _ = try await t.fireOne("node-a", at: 3_700)
            try await t.recover(by: "node-b", at: 3_740, previous: 3_739)
            let recovering = try require(try await t.recoveryTriggers().first?.trigger, "The recovery trigger")
            try expectEqual(RecoveredFire(recovering.data)?.scheduledFireTime, t.at(0), "Scheduled time in its data")
            try expectEqual(recovering.nextFireTime, t.at(0), "Its next fire time")
        },
    ]

    static let givingBackMisfired: [Check] = [
        Check("G16.8", "a claim that its trigger judges too late goes back, the instruction applied") { t in
            let job = t.job()
            try await t.store(
                [job],
                [
                    t.trigger("now", of: job, try .cron("0/10 * * * * ?"), misfire: .fireNow, threshold: .zero),
                    t.trigger("next", of: job, try .cron("0/10 * * * * ?"), misfire: .doNothing, threshold: .zero),
                    t.trigger(
                        "over", of: job, .every(.seconds(10)), until: 20, misfire: .nextKeepingCount, threshold: .zero),
                ]
            )
            let claims = try await t.turn(at: 25).claimed
            let misfires = try await t.giveBackMisfired(claims, at: 25)
            try expectEqual(
                Set(misfires),
                [
                    t.misfire("now", missed: 0, count: 3, next: 25), t.misfire("next", missed: 0, count: 3, next: 30),
                    t.misfire("over", missed: 0, count: 1, next: nil),
                ],
                "Misfires"
            )
            try expectEqual(try await t.store.fireInstances(), [], "Fire instances")
            try expectEqual(try await t.stored("over"), nil, "The trigger that has ended")
            try await t.expectState(.waiting, of: "now", "after its claim was given back")
            try expectEqual(try await t.giveBackMisfired(claims, at: 26), [], "Misfires of a second time")
            let fire = try await t.fireOne(at: 26)
            try expectEqual(fire.scheduledFireTime, t.at(0), "Scheduled fire time")
            try expectEqual(fire.missedFireTimes, 3, "What it stands for")
        },
        Check("G16.9", "claims that are not too late, not the caller's or fired already are left as they should be") {
            t in
            let job = t.job()
            try await t.store(
                [job],
                [
                    t.trigger("fresh", of: job, .every(.seconds(100)), from: 20, threshold: .seconds(10)),
                    t.trigger("foreign", of: job, .every(.seconds(100)), from: 1, threshold: .zero),
                    t.trigger("fired", of: job, .every(.seconds(100)), from: 2, threshold: .zero),
                    t.trigger("ordinary", of: job, .every(.seconds(100)), from: 3, calendar: nil),
                ]
            )
            let claims = try await t.turn(at: 0, ahead: 30).claimed
            let named = Dictionary(uniqueKeysWithValues: claims.map { ($0.trigger.key.name, $0) })
            let fired = try require(named["fired"], "The claim to fire")
            try expectEqual(try await t.turn(at: 25, firing: [fired], limit: 0).fired.count, 1, "Fires")
            let foreign = try require(named["foreign"], "The claim of the other node")
            try expectEqual(
                try await t.store.giveBackMisfired(
                    [foreign.id], by: "node-b", at: t.at(25), threshold: StoreUnderTest.threshold),
                [], "Misfires of another node's claim")
            let rest = claims.filter { $0.trigger.key.name != "foreign" }
            try expectEqual(try await t.giveBackMisfired(rest, at: 25), [], "Misfires")
            try await t.expectState(.acquired, of: "foreign", "claimed by another node")
            try await t.expectState(.waiting, of: "fresh", "given back in time")
            try expectEqual(try await t.nextFireTime("fresh"), t.at(20), "Next fire time of the fresh")
            try await t.expectState(.waiting, of: "ordinary", "given back, left to the sweep")
            try expectEqual(try await t.nextFireTime("ordinary"), t.at(3), "Next fire time of the ordinary")
            try expectEqual(try await t.fireInstance(fired.id)?.state, .executing, "The fire instance that runs")
        },
        Check("G16.10", "paused, replaced and blocked triggers whose claims go back stay what they are") { t in
            let job = t.job()
            let exclusive = t.job("exclusive", exclusive: true)
            func judging(_ name: String, _ job: JobDetail, at second: Double) -> Trigger {
                t.trigger(name, of: job, .every(.seconds(100)), from: second, misfire: .fireNow, threshold: .zero)
            }
            try await t.store(
                [job, exclusive],
                [
                    judging("paused", job, at: 1), judging("replaced", job, at: 2),
                    judging("blocked", exclusive, at: 3), t.simple("blocking", of: exclusive, at: 0, every: 100),
                ]
            )
            let claims = try await t.turn(at: 0, ahead: 10).claimed
            let blocking = try require(claims.first { $0.trigger.key.name == "blocking" }, "The blocking claim")
            let more = try await t.turn("node-b", at: 0, ahead: 10).claimed
            _ = try await t.turn(at: 0, firing: [blocking], limit: 0)
            try await t.store.pause(.trigger(TriggerKey("paused")))
            try await t.store([], [t.simple("replaced", of: job, at: 40)], onConflict: .replace)
            try expectEqual(try await t.giveBackMisfired(claims, at: 25), [], "Misfires")
            for claim in more {
                _ = try await t.store.giveBackMisfired(
                    [claim.id], by: "node-b", at: t.at(25), threshold: StoreUnderTest.threshold)
            }
            try await t.expectState(.paused, of: "paused", "after its claim was given back")
            try expectEqual(try await t.nextFireTime("paused"), t.at(1), "Next fire time of the paused")
            try expectEqual(try await t.nextFireTime("replaced"), t.at(40), "Next fire time of the replaced")
            try await t.expectState(.blocked, of: "blocked", "after its claim was given back")
            try expectEqual(try await t.store.fireInstances().map(\.id), [blocking.id], "Fire instances")
        },
        Check("G16.11", "catching up fires the latest missed times one by one, within its bounds") { t in
            let job = t.job()
            try await t.store(
                [job],
                [
                    t.trigger(
                        "three", of: job, try .cron("0 * * * * ?"), misfire: .catchUp(max: 3, within: .seconds(86_400))),
                    t.trigger(
                        "young", of: job, try .cron("0 * * * * ?"), misfire: .catchUp(max: 100, within: .seconds(130))),
                ]
            )
            var fired: [String: [String]] = [:]
            for _ in 0..<12 {
                let claims = try await t.turn(at: 3_610).claimed
                let late = claims.filter {
                    $0.trigger.misfireHandledAtClaim(at: t.at(3_610), threshold: StoreUnderTest.threshold) != nil
                }
                _ = try await t.giveBackMisfired(late, at: 3_610)
                let rest = claims.filter { claim in !late.contains { $0.id == claim.id } }
                for fire in try await t.turn(at: 3_610, firing: rest, limit: 0).fired {
                    fired[fire.trigger.key.name, default: []]
                        .append("\(Int(t.seconds(at: fire.scheduledFireTime))) \(fire.missedFireTimes)")
                    try await t.complete(fire)
                }
            }
            try expectEqual(fired["three"], ["3480 58", "3540 0", "3600 0"], "Fires of the three latest")
            try expectEqual(fired["young"], ["3480 58", "3540 0", "3600 0"], "Fires of the young ones")
        },
    ]
}

extension StoreUnderTest {
    func giveBackMisfired(
        _ claims: [Claim], by node: InstanceID = "node-a", at seconds: Double
    ) async throws -> [Misfire] {
        await move(to: seconds)
        return try await store.giveBackMisfired(
            claims.map(\.id), by: node, at: at(seconds), threshold: StoreUnderTest.threshold
        )
    }

    fileprivate func misfire(_ name: String, missed: Double, count: Int, next: Double?) -> Misfire {
        Misfire(
            trigger: TriggerKey(name), missedFireTime: at(missed), count: count, nextFireTime: next.map(at))
    }
}
