import Carnelian
import CarnelianCore

/// G6, G7 and G8: ends of executions, claims given back, executions that outlive what they belong to.
extension JobStoreConformance {
    static let completing: [Check] = [
        Check("G6.1", "completing removes the fire instance, the trigger goes on") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 0, every: 10)])
            let fire = try await t.fireOne()
            try expectEqual(try await t.complete(fire), [], "Lost completions")
            try expectEqual(try await t.store.fireInstances(), [], "Fire instances")
            try await t.expectState(.waiting, "after its execution")
        },
        Check("G6.2", "completing again changes nothing") { t in
            let job = t.job(data: ["n": "0"], exclusive: true, persists: true)
            try await t.store([job], [t.simple(of: job, at: 0, every: 10)])
            let first = try await t.fireOne()
            try await t.complete(first, data: ["n": "1"])
            let second = try await t.fireOne("node-b", at: 10)
            try await t.complete(first, data: ["n": "stale"], then: .unscheduleJob)
            try expectEqual(try await t.store.job(job.key)?.data, ["n": "1"], "The job's data")
            try await t.expectState(.blocked, "while the second execution goes on")
            try expectEqual(try await t.store.fireInstances().map(\.id), [second.id], "Fire instances")
        },
        Check("G6.3", "only the owner completes; the others are told") { t in
            let job = t.job(data: ["n": "0"], persists: true)
            try await t.store([job], [t.simple(of: job, at: 0, every: 10)])
            let fire = try await t.fireOne("node-a")
            let lost = try await t.complete(fire, by: "node-b", data: ["n": "foreign"], then: .unscheduleTrigger)
            try expectEqual(lost, [fire.id], "Lost completions of another node")
            try expectEqual(try await t.fireInstance(fire.id)?.instance, "node-a", "The execution's owner")
            try expectEqual(try await t.store.job(job.key)?.data, ["n": "0"], "The job's data")
            try await t.expectState(.waiting, "after a completion that does not count")
            try expectEqual(try await t.complete(fire, by: "node-a"), [], "Lost completions of the owner")
        },
        Check("G6.4", "a batch records what is the caller's and reports the rest") { t in
            let job = t.job()
            try await t.store([job], (0..<3).map { t.simple("t\($0)", of: job) })
            let fires = try await t.fire(at: 0)
            try await t.complete(fires[1])
            let lost = try await t.complete(fires[0], fires[1], fires[2])
            try expectEqual(lost, [fires[1].id], "Lost completions")
            try expectEqual(try await t.store.fireInstances(), [], "Fire instances")
            try expectEqual(try await t.store.triggers(matching: .job(job.key)), [], "Triggers")
        },
        Check("G6.5", "a claim that has not fired cannot be completed") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 10)])
            let claim = try await t.claimOne()
            let fire = Fire(
                id: claim.id, trigger: claim.trigger, job: claim.job, scheduledFireTime: t.at(10), fireTime: t.at(0)
            )
            try expectEqual(try await t.complete(fire), [claim.id], "Lost completions")
            let fired = try await t.turn(at: 10, firing: [claim], limit: 0).fired
            try expectEqual(fired.map(\.id), [claim.id], "Fires of the claim")
        },
        Check("G6.6", "writes job data back where the job persists it") { t in
            let keeping = t.job("keeping", data: ["n": "0", "gone": "x"], durable: true, persists: true)
            let forgetting = t.job("forgetting", data: ["n": "0"], durable: true)
            try await t.store([keeping, forgetting], [t.simple("a", of: keeping), t.simple("b", of: forgetting)])
            for fire in try await t.fire(at: 0) { try await t.complete(fire, data: ["n": "1", "ö": "a=b"]) }
            try expectEqual(
                try await t.store.job(keeping.key)?.data, ["n": "1", "ö": "a=b"], "Data of a persisting job")
            try expectEqual(try await t.store.job(forgetting.key)?.data, ["n": "0"], "Data of another job")
        },
        Check("G6.7", "unschedules the trigger when told to") { t in
            let job = t.job()
            try await t.store([job], [t.simple("a", of: job, at: 0, every: 10), t.simple("b", of: job, at: 100)])
            try await t.complete(try await t.fireOne(), then: .unscheduleTrigger)
            try expectEqual(try await t.stored("a"), nil, "The unscheduled trigger")
            try await t.expectState(.waiting, of: "b", "beside it")
        },
        Check("G6.8", "unschedules all triggers of the job when told to") { t in
            let job = t.job()
            let durable = t.job("durable", durable: true)
            try await t.store(
                [job, durable],
                [
                    t.simple("a", of: job, at: 0, every: 10, priority: 9), t.simple("b", of: job, at: 100),
                    t.simple("c", of: durable, at: 0, every: 10), try t.cron("d", of: durable, "0 0 12 * * ?"),
                ]
            )
            for fire in try await t.fire(at: 0) { try await t.complete(fire, then: .unscheduleJob) }
            try expectEqual(try await t.store.triggers(matching: .group(.any)), [], "Triggers")
            try expectEqual(try await t.store.jobs(matching: .any), [durable], "Jobs")
        },
    ]

    static let unscheduling: [Check] = [
        Check("G5.8", "a trigger that ended goes with its last execution, whoever still claims it") { t in
            for isRecovered in [false, true] {
                let job = t.job("job \(isRecovered)")
                let trigger = t.simple("trigger \(isRecovered)", of: job, at: t.elapsed, every: 10)
                for node in ["node-a", "node-b"] { try await t.checksIn(InstanceID(rawValue: node), at: t.elapsed) }
                try await t.store([job], [trigger])
                let first = try await t.fireOne("node-b", at: t.elapsed)
                let second = try await t.fireOne("node-a", at: t.elapsed + 10)
                _ = try await t.claimOne("node-b", at: t.elapsed, ahead: 15)
                try await t.complete(first, by: "node-b", then: .unscheduleTrigger)
                try await t.expectState(.complete, of: trigger.key.name, "while its other execution goes on")
                if isRecovered {
                    let failed = try await t.checksIn("node-a", at: t.elapsed)
                    _ = try await t.store.recover(failed.failed, by: t.checkIn("node-a", at: t.elapsed, previous: nil))
                } else {
                    try await t.complete(second)
                }
                try await t.expectState(nil, of: trigger.key.name, "after its last execution")
                try expectEqual(try await t.store.job(job.key), nil, "Its job")
            }
        },
        Check("G6.9", "an unscheduled trigger goes though a peer holds a claim on it") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 0, every: 10)])
            let fire = try await t.fireOne("node-a")
            let claim = try await t.claimOne("node-b", at: 1)
            try await t.complete(fire, then: .unscheduleTrigger)
            let turn = try await t.turn("node-b", at: 10, firing: [claim], limit: 0)
            try expect(turn.fired.isEmpty, "The unscheduled trigger fired")
            try expectEqual(try await t.stored(), nil, "The unscheduled trigger")
            try expectEqual(try await t.store.job(job.key), nil, "Its non-durable job")
            try expectEqual(try await t.store.fireInstances(), [], "Fire instances")
        },
        Check("G6.10", "an unscheduled trigger whose other execution goes on leaves nothing behind") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 0, every: 10)])
            let first = try await t.fireOne("node-a")
            let second = try await t.fireOne("node-b", at: 10)
            try await t.complete(first, then: .unscheduleTrigger)
            try expectEqual(try await t.fire("node-c", at: 20).count, 0, "Fires of the unscheduled trigger")
            try expectEqual(try await t.complete(second, by: "node-b"), [], "Lost completions of the other execution")
            try expectEqual(try await t.stored(), nil, "The unscheduled trigger")
            try expectEqual(try await t.store.job(job.key), nil, "Its non-durable job")
        },
    ]

    static let releasing: [Check] = [
        Check("G7.1", "a claim given back leaves the schedule unchanged, for anyone to take") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 10, every: 10)])
            let before = try await t.stored()
            let claim = try await t.claimOne("node-a")
            try await t.store.release([claim.id], by: "node-a")
            try expectEqual(try await t.stored(), before, "The trigger")
            try expectEqual(try await t.store.fireInstances(), [], "Fire instances")
            let again = try await t.claimOne("node-b")
            try expectEqual(again.scheduledFireTime, t.at(10), "Scheduled time of the next claim")
        },
        Check("G7.2", "giving back a blocked trigger's claim leaves it blocked") { t in
            let job = t.job(exclusive: true)
            try await t.store([job], [t.simple("a", of: job, at: 10), t.simple("b", of: job, at: 10)])
            let first = try await t.claimOne("node-a")
            let second = try await t.claimOne("node-b")
            let fire = try require(
                try await t.turn("node-a", at: 10, firing: [first], limit: 0).fired.first, "The fire"
            )
            try await t.store.release([second.id], by: "node-b")
            try await t.expectState(.blocked, of: second.trigger.key.name, "after its claim was given back")
            try expectEqual(try await t.fire("node-b", at: 11).count, 0, "Fires while its sibling executes")
            try await t.complete(fire)
            try expectEqual(try await t.fire("node-b", at: 11).count, 1, "Fires afterwards")
        },
        Check("G7.3", "giving back a paused trigger's claim leaves it paused") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 10)])
            let claim = try await t.claimOne()
            try await t.store.pause(.trigger(claim.trigger.key))
            try await t.store.release([claim.id], by: "node-a")
            try await t.expectState(.paused, "after its claim was given back")
            try expectEqual(try await t.store.fireInstances(), [], "Fire instances")
        },
        Check("G7.4", "claims of other nodes, executions and unknown ids are left alone") { t in
            let job = t.job()
            try await t.store([job], [t.simple("a", of: job, at: 0, every: 100), t.simple("b", of: job, at: 50)])
            let fire = try await t.fireOne("node-a")
            let claim = try await t.claimOne("node-a", at: 1, ahead: 60)
            try await t.store.release([claim.id], by: "node-b")
            try await t.store.release([fire.id, FireInstanceID(rawValue: "unknown")], by: "node-a")
            try expectEqual(try await t.fireInstance(claim.id)?.state, .acquired, "The other node's claim")
            try expectEqual(try await t.fireInstance(fire.id)?.state, .executing, "The execution")
            try await t.expectState(.acquired, of: "b", "after another node gave back its claim")
        },
        Check("G8.1", "replacing a trigger keeps its execution") { t in
            let job = t.job(recovers: true)
            try await t.store([job], [t.simple(of: job, at: 0, every: 10)])
            let fire = try await t.fireOne()
            let row = try await t.fireInstance(fire.id)
            try await t.store([job], [t.simple(of: job, at: 100)], onConflict: .replace)
            try await t.store([job], [t.simple(of: job, at: 200)], onConflict: .reconcile)
            try expectEqual(try await t.fireInstance(fire.id), row, "The execution")
            try expectEqual(try await t.complete(fire), [], "Lost completions")
            try expectEqual(try await t.nextFireTime(), t.at(200), "Next fire time")
        },
        Check("G8.2", "removing a trigger or job keeps its execution") { t in
            let job = t.job(durable: true)
            let other = t.job("other")
            try await t.store(
                [job, other], [t.simple("a", of: job, at: 0, every: 9), t.simple("b", of: other, at: 0, every: 9)])
            let fires = try await t.fire(at: 0)
            _ = try await t.store.removeTriggers([TriggerKey("a")])
            _ = try await t.store.removeJobs([other.key])
            try expectEqual(try await t.store.fireInstances().count, 2, "Executions")
            for fire in fires { try expectEqual(try await t.complete(fire), [], "Lost completions") }
            try expectEqual(try await t.store.fireInstances(), [], "Fire instances in the end")
            try expectEqual(try await t.store.jobs(matching: .any), [job], "Jobs in the end")
        },
        Check("G8.3", "a trigger stored again during an execution of its forerunner is untouched by its end") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job)])
            let fire = try await t.fireOne()
            _ = try await t.store.removeTriggers([TriggerKey("trigger")])
            try await t.store([job], [t.simple(of: job, at: 50)])
            try expectEqual(try await t.complete(fire), [], "Lost completions")
            try await t.expectState(.waiting, "after its forerunner's execution")
            try expectEqual(try await t.nextFireTime(), t.at(50), "Next fire time")
        },
    ]
}

extension StoreUnderTest {
    /// Seconds from the start of the check until now.
    fileprivate var elapsed: Double {
        Double(clock.now().milliseconds - StoreUnderTest.start.milliseconds) / 1_000
    }
}
