import Carnelian
import CarnelianCore

/// G15: triggers that count from the end of a run.
extension JobStoreConformance {
    static let fixedDelays: [Check] = [
        Check("G15.1", "the delay counts from the end of the run") { t in
            let job = t.job()
            try await t.store([job], [t.fixedDelay(of: job, 30, from: 5)])
            let fire = try await t.fireOne(at: 7)
            try expectEqual(fire.scheduledFireTime, t.at(5), "Scheduled fire time")
            try expectEqual(fire.trigger.nextFireTime, FixedDelayTrigger.running, "Next fire time of the fire")
            try expectEqual(try await t.nextFireTime(), FixedDelayTrigger.running, "Next fire time during the run")
            try await t.expectState(.waiting, "during the run")
            await t.move(to: 500)
            try expectEqual(try await t.complete(fire, endedAt: 100), [], "Lost completions")
            try expectEqual(try await t.nextFireTime(), t.at(130), "Next fire time, though recorded late")
            let second = try await t.fireLate(at: 501)
            try expectEqual(second.scheduledFireTime, t.at(130), "Scheduled time of the second fire")
            try expectEqual(second.previousFireTime, t.at(5), "Time of the fire before it")
            try expectEqual(second.trigger.timesTriggered, 2, "Times triggered")
        },
        Check("G15.2", "it is never claimed, fired or swept during its run") { t in
            let job = t.job()
            try await t.store([job], [t.fixedDelay(of: job, 1)])
            let fire = try await t.fireOne()
            for seconds in [1.0, 1_000, 100_000_000] {
                try expectEqual(try await t.fire("node-b", at: seconds).count, 0, "Fires at \(seconds)")
                try expectEqual(try await t.sweep(at: seconds).misfired, [], "Misfires at \(seconds)")
            }
            try await t.store.pause(.all)
            try await t.store.resume(.all)
            try expectEqual(try await t.nextFireTime(), FixedDelayTrigger.running, "Next fire time once resumed")
            try expectEqual(try await t.fireInstance(fire.id)?.state, .executing, "The run")
        },
        Check("G15.3", "its last run ends it") { t in
            let job = t.job()
            try await t.store([job], [t.fixedDelay(of: job, 10, repeats: 1)])
            try await t.complete(try await t.fireOne(), endedAt: 3)
            let last = try await t.fireOne(at: 13)
            try expectEqual(last.trigger.nextFireTime, nil, "Next fire time of the last fire")
            try await t.expectState(.complete, "during its last run")
            try await t.complete(last, endedAt: 20)
            try expectEqual(try await t.stored(), nil, "The trigger")
            try expectEqual(try await t.store.job(job.key), nil, "Its non-durable job")
        },
        Check("G15.4", "a run that ends too close to the end ends it") { t in
            let job = t.job()
            try await t.store([job], [t.fixedDelay(of: job, 10, until: 25)])
            try await t.complete(try await t.fireOne(), endedAt: 4)
            try expectEqual(try await t.nextFireTime(), t.at(14), "Next fire time before the end")
            let fire = try await t.fireOne(at: 14)
            try expectEqual(try await t.complete(fire, endedAt: 15), [], "Lost completions")
            try expectEqual(try await t.stored(), nil, "The trigger")
            try expectEqual(try await t.store.job(job.key), nil, "Its non-durable job")
            try expectEqual(try await t.store.fireInstances(), [], "Fire instances")
        },
        Check("G15.5", "it goes on a delay after its node was recovered") { t in
            for recovers in [false, true] {
                let job = t.job("job-\(recovers)", durable: true, recovers: recovers)
                let name = "trigger-\(recovers)"
                let start = t.seconds
                try await t.checksIn("node-a", at: start)
                try await t.store([job], [t.fixedDelay(name, of: job, 30, from: start)])
                let fire = try await t.fireOne("node-a", at: start)
                try await t.recover(by: "node-b", at: start + 40, previous: start + 39)
                try expectEqual(try await t.nextFireTime(name), t.at(start + 70), "Next fire time")
                try await t.expectState(.waiting, of: name, "after the recovery")
                try expectEqual(try await t.recoveryTriggers().count, recovers ? 1 : 0, "Recovery triggers")
                try expectEqual(try await t.complete(fire, endedAt: start + 50), [fire.id], "Lost completions")
                try expectEqual(try await t.nextFireTime(name), t.at(start + 70), "Next fire time in the end")
                _ = try await t.store.removeTriggers(
                    [TriggerKey(name)] + (try await t.recoveryTriggers().map(\.trigger.key)))
                try await t.store.leave("node-b")
            }
        },
        Check("G15.6", "one that the recovery leaves no fire time ends") { t in
            let job = t.job()
            try await t.checksIn("node-a", at: 0)
            try await t.store([job], [t.fixedDelay(of: job, 30, until: 60)])
            _ = try await t.fireOne("node-a")
            try await t.recover(by: "node-b", at: 40, previous: 39)
            try expectEqual(try await t.stored(), nil, "The trigger")
            try expectEqual(try await t.store.job(job.key), nil, "Its non-durable job")
        },
        Check("G15.7", "the run of a trigger that was replaced meanwhile leaves the new one alone") { t in
            let job = t.job()
            try await t.store([job], [t.fixedDelay(of: job, 30)])
            let old = try await t.fireOne()
            try await t.store([], [t.fixedDelay(of: job, 50, from: 10)], onConflict: .replace)
            try expectEqual(try await t.nextFireTime(), t.at(10), "Next fire time of the new trigger")
            let new = try await t.fireOne("node-b", at: 11)
            try await t.complete(old, endedAt: 12)
            try expectEqual(
                try await t.nextFireTime(), FixedDelayTrigger.running, "Next fire time while the new one runs")
            try await t.complete(new, by: "node-b", endedAt: 20)
            try expectEqual(try await t.nextFireTime(), t.at(70), "Next fire time after its run")
        },
        Check("G15.8", "the end of another kind's last run leaves a fixed delay alone") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job)])
            let old = try await t.fireOne()
            try await t.store([], [t.fixedDelay(of: job, 50, from: 10)], onConflict: .replace)
            let new = try await t.fireOne("node-b", at: 11)
            try await t.complete(old)
            try expectEqual(
                try await t.nextFireTime(), FixedDelayTrigger.running, "Next fire time while the new one runs")
            try await t.complete(new, by: "node-b", endedAt: 20)
            try expectEqual(try await t.nextFireTime(), t.at(70), "Next fire time after its run")
        },
        Check("G15.9", "pausing, parking and unscheduling during a run keep their meaning") { t in
            let job = t.job(durable: true)
            let names = ["paused", "parked", "unscheduled"]
            try await t.store([job], names.map { t.fixedDelay($0, of: job, 30) })
            let fires = try await t.fire(at: 0).sorted { $0.trigger.key < $1.trigger.key }
            try expectEqual(fires.map(\.trigger.key.name), ["parked", "paused", "unscheduled"], "Fires")
            try await t.store.pause(.trigger(TriggerKey("paused")))
            try await t.complete(fires[0], endedAt: 10, then: .parkTrigger(reason: "why"))
            try await t.complete(fires[1], endedAt: 10)
            try await t.complete(fires[2], endedAt: 10, then: .unscheduleTrigger)
            try await t.expectState(.paused, of: "paused", "after its run")
            try await t.expectState(.error, of: "parked", "after its run")
            try await t.expectState(nil, of: "unscheduled", "after its run")
            for name in ["paused", "parked"] {
                try expectEqual(try await t.nextFireTime(name), t.at(40), "Next fire time of \(name)")
            }
            try expectEqual(try await t.fire(at: 50).count, 0, "Fires")
            _ = try await t.store.resetFromError(TriggerKey("parked"))
            try await t.store.resume(.trigger(TriggerKey("paused")))
            try expectEqual(try await t.fire(at: 50).map(\.scheduledFireTime), [t.at(40), t.at(40)], "Fires")
        },
        Check("G15.10", "an exclusive job's fixed delay is blocked while it runs") { t in
            let job = t.job(exclusive: true)
            try await t.store([job], [t.fixedDelay("a", of: job, 30), t.simple("b", of: job, at: 1, every: 100)])
            let fire = try await t.fireOne()
            try await t.expectState(.blocked, of: "a", "during its run")
            try expectEqual(try await t.nextFireTime("a"), FixedDelayTrigger.running, "Next fire time during the run")
            try await t.complete(fire, endedAt: 2)
            try await t.expectState(.waiting, of: "a", "after its run")
            try expectEqual(try await t.nextFireTime("a"), t.at(32), "Next fire time after it")
            try await t.complete(try await t.fireOne(at: 2), endedAt: 3)
            try expectEqual(try await t.nextFireTime("a"), t.at(32), "Next fire time after the sibling's run")
        },
        Check("G15.11", "reconciling during a run changes nothing") { t in
            let job = t.job()
            let trigger = t.fixedDelay(of: job, 30)
            try await t.store([job], [trigger])
            let fire = try await t.fireOne()
            try await t.store([job], [trigger], onConflict: .reconcile)
            try expectEqual(try await t.nextFireTime(), FixedDelayTrigger.running, "Next fire time")
            try expectEqual(try await t.complete(fire, endedAt: 5), [], "Lost completions")
            try expectEqual(try await t.complete(fire, endedAt: 9), [fire.id], "Completions that were recorded already")
            try expectEqual(try await t.nextFireTime(), t.at(35), "Next fire time after the run")
        },
    ]
}

extension StoreUnderTest {
    /// Records the end of a run that ended at a time of its own, whatever the clock says.
    @discardableResult
    func complete(
        _ fire: Fire, by node: InstanceID = "node-a", endedAt seconds: Double,
        then instruction: Completion.Instruction = .none
    ) async throws -> Set<FireInstanceID> {
        try await store.complete([Completion(fire, by: node, at: at(seconds), instruction: instruction)])
    }

    /// The one fire of what is due, however late: nothing counts as a misfire.
    func fireLate(
        _ node: InstanceID = "node-a", at seconds: Double, file: StaticString = #fileID, line: UInt = #line
    ) async throws -> Fire {
        let first = try await turn(node, at: seconds, limit: 1, misfireThreshold: .seconds(1_000_000))
        let second = try await turn(node, at: seconds, firing: first.claimed, limit: 0)
        return try require((first.fired + second.fired).first, "The fire that the check needs", file: file, line: line)
    }
}
