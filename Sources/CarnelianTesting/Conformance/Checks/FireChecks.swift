import Carnelian
import CarnelianCore

/// G1 and G5: what a turn fires and how a fire moves its trigger on.
extension JobStoreConformance {
    static let firing: [Check] = [
        Check("G1.1", "a due simple trigger fires in the turn that claims it") { t in
            let job = t.job(data: ["k": "v"], recovers: true)
            try await t.store([job], [t.simple(of: job, at: 10, every: 5, data: ["t": "1"])])
            let turn = try await t.turn(at: 12)
            try expect(turn.claimed.isEmpty, "It was claimed, not fired")
            let fire = try require(turn.fired.first, "The fire")
            try expectEqual(fire.scheduledFireTime, t.at(10), "Scheduled fire time")
            try expectEqual(fire.fireTime, t.at(12), "Fire time")
            try expectEqual(fire.previousFireTime, nil, "Time of the fire before the first")
            try expectEqual(fire.job, job, "The fire's job")
            try expectEqual(fire.trigger.previousFireTime, t.at(10), "Previous fire time after the fire")
            try expectEqual(fire.trigger.nextFireTime, t.at(15), "Next fire time after the fire")
            try expectEqual(fire.trigger.timesTriggered, 1, "Fires after the fire")
            try expectEqual(fire.trigger, try await t.stored()?.trigger, "The fire's trigger and the stored one")
            try await t.expectState(.waiting, "after its fire")
            let row = try require(try await t.fireInstance(fire.id), "The fire instance")
            let expected = FireInstance(
                id: fire.id, instance: "node-a", trigger: fire.trigger.key, job: job.key, state: .executing,
                fireTime: t.at(12), scheduledFireTime: t.at(10), isExclusive: false, requestsRecovery: true
            )
            try expectEqual(row, expected, "The fire instance")
        },
        Check("G1.2", "a due cron trigger is claimed and fires in the next turn") { t in
            let job = t.job()
            try await t.store([job], [try t.cron(of: job, "0/10 * * * * ?")])
            let turn = try await t.turn(at: 0)
            try expect(turn.fired.isEmpty, "A cron trigger fired in the turn that claims it")
            let fire = try require(try await t.turn(at: 0, firing: turn.claimed, limit: 0).fired.first, "The fire")
            try expectEqual(fire.scheduledFireTime, t.at(0), "Scheduled fire time")
            try expectEqual(fire.trigger.nextFireTime, t.at(10), "Next fire time")
            try expectEqual(fire.previousFireTime, nil, "Time of the fire before the first")
            let stored = try await t.stored()?.trigger.withoutCronCount
            try expectEqual(fire.trigger.withoutCronCount, stored, "The fire's trigger and the stored one")
            try expectEqual(try await t.fireInstance(fire.id)?.state, .executing, "State of the fire instance")
        },
        Check("G1.3", "a trigger that is not due yet is claimed and fires at its time") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 10)])
            let claim = try await t.claimOne(at: 0)
            let fired = try await t.turn(at: 10, firing: [claim], limit: 0).fired
            try expectEqual(fired.map(\.id), [claim.id], "Fires")
            try expectEqual(fired.map(\.scheduledFireTime), [t.at(10)], "Scheduled fire time")
        },
        Check("G1.4", "an exclusive job's due trigger is claimed, not fired at once") { t in
            let job = t.job(exclusive: true)
            try await t.store([job], [t.simple(of: job)])
            let turn = try await t.turn(at: 0)
            try expect(turn.fired.isEmpty, "An exclusive job fired in the turn that claims it")
            try expectEqual(turn.claimed.count, 1, "Claims")
        },
        Check("G1.5", "a turn fires first, then claims the same trigger's next fire") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 1, every: 1)])
            let claim = try await t.claimOne(at: 0, ahead: 1)
            let turn = try await t.turn(at: 1, ahead: 1, firing: [claim])
            try expectEqual(turn.fired.map(\.scheduledFireTime), [t.at(1)], "Fires")
            try expectEqual(turn.claimed.map(\.scheduledFireTime), [t.at(2)], "Claims")
        },
        Check("G1.6", "fires that are late within the threshold are caught up one by one") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 0, every: 10)])
            var times: [Timestamp] = []
            for _ in 0..<10 {
                let fires = try await t.fire(at: 35)
                for fire in fires { try await t.complete(fire) }
                times += fires.map(\.scheduledFireTime)
            }
            try expectEqual(times, [0, 10, 20, 30].map(t.at), "Scheduled fire times")
            try expectEqual(try await t.nextFireTime(), t.at(40), "Next fire time")
        },
        Check("G1.7", "a fire knows the time of the fire before it") { t in
            let job = t.job()
            try await t.store(
                [job], [t.simple("simple", of: job, at: 0, every: 10), try t.cron("cron", of: job, "0/10 * * * * ?")]
            )
            for fire in try await t.fire(at: 0) { try await t.complete(fire) }
            let fires = try await t.fire(at: 10)
            try expectEqual(fires.map(\.previousFireTime), [t.at(0), t.at(0)], "Times of the fires before")
        },
        Check("G1.8", "jobs that are not exclusive overlap") { t in
            let job = t.job()
            try await t.store([job], [t.simple("a", of: job, at: 0, every: 10), t.simple("b", of: job)])
            let first = try await t.fire(at: 0)
            let second = try await t.fire("node-b", at: 10)
            try expectEqual(first.count, 2, "Fires at first")
            try expectEqual(second.count, 1, "Fires while those execute")
            try expectEqual(try await t.store.fireInstances().count, 3, "Executions")
        },
    ]

    static let advancing: [Check] = [
        Check("G5.1", "a repeat count of n means n + 1 fires") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 0, every: 10, repeats: 2)])
            var times: [Timestamp] = []
            for second in stride(from: 0.0, through: 60, by: 10) {
                for fire in try await t.fire(at: second) {
                    times.append(fire.scheduledFireTime)
                    try await t.complete(fire)
                }
            }
            try expectEqual(times, [0, 10, 20].map(t.at), "Fire times")
            try expectEqual(try await t.stored(), nil, "The trigger after its last fire")
            try expectEqual(try await t.store.job(job.key), nil, "The non-durable job after its last trigger")
        },
        Check("G5.2", "a simple trigger does not fire at its end") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 0, every: 10, until: 20)])
            var times: [Timestamp] = []
            for second in stride(from: 0.0, through: 40, by: 10) {
                for fire in try await t.fire(at: second) {
                    times.append(fire.scheduledFireTime)
                    try await t.complete(fire)
                }
            }
            try expectEqual(times, [0, 10].map(t.at), "Fire times")
        },
        Check("G5.3", "a cron trigger fires at its end, not after it") { t in
            let job = t.job()
            try await t.store([job], [try t.cron(of: job, "0/10 * * * * ?", until: 20)])
            var times: [Timestamp] = []
            for second in stride(from: 0.0, through: 40, by: 10) {
                for fire in try await t.fire(at: second) {
                    times.append(fire.scheduledFireTime)
                    try await t.complete(fire)
                }
            }
            try expectEqual(times, [0, 10, 20].map(t.at), "Fire times")
            try expectEqual(try await t.stored(), nil, "The trigger after its last fire")
        },
        Check("G5.4", "a trigger on its last fire is COMPLETE until that fire completes") { t in
            let job = t.job(durable: true)
            try await t.store([job], [t.simple(of: job)])
            let fire = try await t.fireOne()
            try expectEqual(fire.trigger.nextFireTime, nil, "Next fire time after the last fire")
            try await t.expectState(.complete, "while its last fire executes")
            try expectEqual(try await t.nextFireTime(), nil, "Stored next fire time")
            try await t.complete(fire)
            try expectEqual(try await t.stored(), nil, "The trigger after its last fire")
            try expectEqual(try await t.store.job(job.key), job, "The durable job")
        },
        Check("G5.5", "a trigger that is rescheduled during its last fire stays") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job)])
            let fire = try await t.fireOne()
            try await t.store([], [t.simple(of: job, at: 50)], onConflict: .replace)
            try await t.complete(fire)
            try await t.expectState(.waiting, "after the former schedule's last fire")
            try expectEqual(try await t.nextFireTime(), t.at(50), "Next fire time")
            try expectEqual(try await t.fire(at: 50).count, 1, "Fires of the new schedule")
        },
        Check("G5.6", "two overlapping executions: the last fire's completion ends the trigger") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 0, every: 10, repeats: 1)])
            let first = try await t.fireOne(at: 0)
            let last = try await t.fireOne("node-b", at: 10)
            try await t.complete(last, by: "node-b")
            try expectEqual(try await t.complete(first), [], "Lost completions of the earlier execution")
            try expectEqual(try await t.stored(), nil, "The trigger in the end")
            try expectEqual(try await t.store.job(job.key), nil, "The job in the end")
            try expectEqual(try await t.store.fireInstances(), [], "Fire instances in the end")
        },
    ]
}
