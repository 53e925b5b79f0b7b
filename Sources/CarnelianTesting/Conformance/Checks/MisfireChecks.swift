import Carnelian
import CarnelianCore

/// G10: fire times that passed by more than the threshold.
extension JobStoreConformance {
    static let misfires: [Check] = [
        Check("G10.1", "a fire within the threshold is no misfire") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 0, every: 1_000)])
            let swept = try await t.sweep(at: 60)
            try expectEqual(swept.misfired, [], "Misfires at the threshold")
            try expect(!swept.mayHaveMore, "There was nothing, mayHaveMore is true")
            try expectEqual(try await t.fire(at: 60).map(\.scheduledFireTime), [t.at(0)], "Fires at the threshold")
        },
        Check("G10.2", "smart: once fires now, for ever goes to the next slot, counted starts again now") { t in
            let job = t.job()
            try await t.store(
                [job],
                [
                    t.simple("once", of: job, at: 0), t.simple("forever", of: job, at: 0, every: 10),
                    t.simple("counted", of: job, at: 0, every: 10, repeats: 5),
                    try t.cron("cron", of: job, "0 0 0 * * ?"),
                ]
            )
            _ = try await t.sweep(at: 125)
            try expectEqual(try await t.nextFireTime("once"), t.at(125), "Next fire time of a trigger that fires once")
            try expectEqual(
                try await t.nextFireTime("forever"), t.at(130), "Next fire time of one that repeats for ever")
            try expectEqual(try await t.nextFireTime("counted"), t.at(125), "Next fire time of one with a count")
            try expectEqual(try await t.nextFireTime("cron"), t.at(125), "Next fire time of a cron trigger")
            let fired = try await t.fire(at: 125)
            try expectEqual(Set(fired.map(\.trigger.key.name)), ["once", "counted", "cron"], "Fires after the sweep")
            try expectEqual(try await t.nextFireTime("cron"), t.at(86_400), "Next fire time back on the grid")
        },
        Check("G10.3", "every instruction of simple triggers moves the trigger as the core computes") { t in
            let instructions: [MisfireInstruction] = [
                .smart, .fireNow, .nowKeepingCount, .nowWithRemainingCount, .nextWithRemainingCount, .nextKeepingCount,
            ]
            let job = t.job()
            for (number, instruction) in instructions.enumerated() {
                let triggers = [
                    t.simple("once-\(number)", of: job, at: 0.25, misfire: instruction),
                    t.simple("forever-\(number)", of: job, at: 0.25, every: 7, misfire: instruction),
                    t.simple("counted-\(number)", of: job, at: 0.25, every: 7, repeats: 40, misfire: instruction),
                    t.simple("spent-\(number)", of: job, at: 0.25, every: 7, repeats: 3, misfire: instruction),
                ]
                try await t.store([job], triggers, onConflict: .replace)
            }
            try await t.expectSweptAsComputed(at: 200, count: 24)
        },
        Check("G10.4", "every instruction of cron triggers moves the trigger as the core computes") { t in
            let job = t.job()
            try await t.store(
                [job],
                [
                    try t.cron("smart", of: job, "0/20 * * * * ?", misfire: .smart),
                    try t.cron("now", of: job, "0/20 * * * * ?", misfire: .fireNow),
                    try t.cron("nothing", of: job, "0/20 * * * * ?", misfire: .doNothing),
                ]
            )
            try await t.expectSweptAsComputed(at: 125, count: 3)
            try expectEqual(try await t.nextFireTime("nothing"), t.at(140), "Next fire time of one that does nothing")
        },
        Check("G10.5", "a trigger that ignores misfires is never swept and catches up one by one") { t in
            let job = t.job()
            try await t.store(
                [job],
                [
                    t.simple("simple", of: job, at: 0, every: 100, misfire: .ignore),
                    try t.cron("cron", of: job, "0 * * * * ?", misfire: .ignore),
                ]
            )
            try expectEqual(try await t.sweep(at: 250).misfired, [], "Misfires")
            var times: [String: [Timestamp]] = [:]
            for _ in 0..<8 {
                for fire in try await t.fire(at: 250) {
                    times[fire.trigger.key.name, default: []].append(fire.scheduledFireTime)
                    try await t.complete(fire)
                }
            }
            try expectEqual(times["simple"], [0, 100, 200].map(t.at), "Fires of the simple trigger")
            try expectEqual(times["cron"], [0, 60, 120, 180, 240].map(t.at), "Fires of the cron trigger")
        },
        Check("G10.6", "sweeps the oldest first, no more than the limit") { t in
            let job = t.job()
            try await t.store([job], [3, 1, 0, 2].map { t.simple("t\($0)", of: job, at: Double($0), every: 500) })
            let first = try await t.sweep(at: 100, limit: 3)
            try expectEqual(first.misfired.map(\.trigger.name), ["t0", "t1", "t2"], "Misfires of the first sweep")
            try expectEqual(first.misfired.map(\.missedFireTime), [0, 1, 2].map(t.at), "Missed fire times")
            try expectEqual(first.misfired.map(\.nextFireTime), [500, 501, 502].map(t.at), "Next fire times")
            try expect(first.mayHaveMore, "The limit was reached, mayHaveMore is false")
            let rest = try await t.sweep(at: 100, limit: 3)
            try expectEqual(rest.misfired.map(\.trigger.name), ["t3"], "Misfires of the second sweep")
            try expect(!rest.mayHaveMore, "The limit was not reached, mayHaveMore is true")
        },
        Check("G10.7", "paused, blocked, claimed and parked triggers are not swept") { t in
            let exclusive = t.job("exclusive", exclusive: true)
            let job = t.job()
            try await t.store(
                [exclusive, job],
                [
                    t.simple("executing", of: exclusive, at: 0, every: 1), t.simple("blocked", of: exclusive, at: 1),
                    t.simple("claimed", of: job, at: 2), t.simple("paused", of: job, at: 3),
                    t.simple("parked", of: job, at: 0, every: 1),
                ]
            )
            let fires = try await t.fire(at: 0)
            for fire in fires where fire.job.key == job.key {
                try await t.complete(fire, then: .parkTrigger(reason: "r"))
            }
            let claims = try await t.turn(at: 0, ahead: 2).claimed
            try expectEqual(claims.map(\.trigger.key.name), ["claimed"], "Claims")
            try await t.store.pause(.trigger(TriggerKey("paused")))
            try expectEqual(try await t.sweep(at: 500).misfired, [], "Misfires")
            for (name, seconds) in [("blocked", 1.0), ("claimed", 2), ("paused", 3), ("parked", 1)] {
                try expectEqual(try await t.nextFireTime(name), t.at(seconds), "Next fire time of \(name)")
            }
        },
        Check("G10.8", "a trigger whose schedule ended while it was missed never fires") { t in
            let job = t.job()
            let durable = t.job("durable", durable: true)
            try await t.store(
                [job, durable],
                [
                    try t.cron("cron", of: job, "0/10 * * * * ?", until: 60, misfire: .doNothing),
                    t.simple("simple", of: durable, at: 0, every: 10, until: 60, misfire: .nextKeepingCount),
                ]
            )
            let swept = try await t.sweep(at: 200)
            try expectEqual(swept.misfired.map(\.nextFireTime), [nil, nil], "Next fire times")
            try expectEqual(try await t.store.triggers(matching: .group(.any)), [], "Ended triggers that are left")
            try expectEqual(try await t.store.job(job.key), nil, "The non-durable job of an ended trigger")
            try expectEqual(try await t.fire(at: 200).count, 0, "Fires")
            try expectEqual(try await t.store.job(durable.key), durable, "The durable job")
        },
        Check("G10.9", "a trigger that ends in a sweep while it executes leaves nothing behind") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 0, every: 10, until: 60, misfire: .nextKeepingCount)])
            let fire = try await t.fireOne(at: 0)
            _ = try await t.sweep(at: 200)
            try expectEqual(try await t.complete(fire), [], "Lost completions")
            try expectEqual(try await t.stored(), nil, "The trigger")
            try expectEqual(try await t.store.job(job.key), nil, "The job")
        },
        Check("G10.10", "what was swept and is due again is claimed by its new time") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 0)])
            _ = try await t.sweep(at: 100)
            try expectEqual(try await t.sweep(at: 101).misfired, [], "Misfires of a second sweep")
            let fires = try await t.fire(at: 101)
            try expectEqual(fires.map(\.trigger.previousFireTime), [t.at(100)], "Fires after the sweep")
            try expectEqual(fires.map(\.trigger.nextFireTime), [nil], "Next fire time after it")
        },
    ]

    static let resumeMisfires: [Check] = [
        Check("G10.11", "resuming applies the misfire instruction to what was missed") { t in
            let job = t.job()
            try await t.store(
                [job],
                [
                    t.simple("once", of: job, at: 10), t.simple("forever", of: job, at: 10, every: 1_000),
                    try t.cron("nothing", of: job, "0 0 * * * ?", from: 1, misfire: .doNothing),
                    try t.cron("now", of: job, "0 0 * * * ?", from: 1, misfire: .fireNow),
                    t.simple("ignoring", of: job, at: 10, misfire: .ignore),
                ]
            )
            try await t.store.pause(.all)
            await t.move(to: 5_000)
            try await t.store.resume(.all)
            try expectEqual(
                try await t.nextFireTime("once"), t.at(5_000), "Next fire time of a trigger that fires once")
            try expectEqual(try await t.nextFireTime("forever"), t.at(5_010), "Next fire time of one that repeats")
            try expectEqual(try await t.nextFireTime("nothing"), t.at(7_200), "Next fire time of one that does nothing")
            try expectEqual(try await t.nextFireTime("now"), t.at(5_000), "Next fire time of one that fires now")
            try expectEqual(
                try await t.nextFireTime("ignoring"), t.at(10), "Next fire time of one that ignores misfires")
            for name in ["once", "forever", "nothing", "now", "ignoring"] {
                try await t.expectState(.waiting, of: name, "once resumed")
            }
        },
        Check("G10.12", "resuming within the threshold keeps the fire time") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 10, every: 1_000)])
            try await t.store.pause(.trigger(TriggerKey("trigger")))
            await t.move(to: 11)
            try await t.store.resume(.trigger(TriggerKey("trigger")))
            try expectEqual(try await t.fire(at: 11).map(\.scheduledFireTime), [t.at(10)], "Fires once resumed")
        },
        Check("G10.13", "resuming a blocked trigger applies it as well and leaves it blocked") { t in
            let job = t.job(exclusive: true)
            try await t.store([job], [t.simple("a", of: job), t.simple("b", of: job, at: 10, every: 1_000)])
            let fire = try await t.fireOne()
            try await t.store.pause(.trigger(TriggerKey("b")))
            await t.move(to: 500)
            try await t.store.resume(.trigger(TriggerKey("b")))
            try await t.expectState(.blocked, of: "b", "resumed while its job executes")
            try expectEqual(try await t.nextFireTime("b"), t.at(1_010), "Next fire time")
            try await t.complete(fire)
            try await t.expectState(.waiting, of: "b", "after the execution")
        },
        Check("G10.14", "resuming a trigger whose schedule ended meanwhile never fires it") { t in
            let job = t.job()
            try await t.store([job], [try t.cron(of: job, "0/10 * * * * ?", from: 1, until: 60, misfire: .doNothing)])
            try await t.store.pause(.triggerGroups(.any))
            await t.move(to: 1_000)
            try await t.store.resume(.triggerGroups(.any))
            try expectEqual(try await t.stored(), nil, "The ended trigger")
            try expectEqual(try await t.store.job(job.key), nil, "The non-durable job of the ended trigger")
            try expectEqual(try await t.fire(at: 1_000).count, 0, "Fires")
        },
    ]
}

extension StoreUnderTest {
    /// Expects that a sweep moves each stored trigger as `Trigger.applyingMisfire(at:)` does.
    func expectSweptAsComputed(
        at seconds: Double, count: Int, file: StaticString = #fileID, line: UInt = #line
    ) async throws {
        let before = try await store.triggers(matching: .group(.any)).map(\.trigger)
        let swept = try await sweep(at: seconds)
        try expectEqual(swept.misfired.count, count, "Misfires", file: file, line: line)
        for trigger in before {
            let expected = trigger.applyingMisfire(at: at(seconds))
            let found = try await store.trigger(trigger.key)
            guard expected.nextFireTime != nil else {
                try expectEqual(found, nil, "\(trigger.key), which has ended", file: file, line: line)
                continue
            }
            try expectEqual(found?.trigger, expected, "\(trigger.key) after the sweep", file: file, line: line)
            try expectEqual(found?.state, .waiting, "State of \(trigger.key) after the sweep", file: file, line: line)
        }
    }
}
