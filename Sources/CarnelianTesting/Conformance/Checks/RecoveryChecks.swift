import Carnelian
import CarnelianCore

/// G11, the second half: what becomes of a dead node's fires.
extension JobStoreConformance {
    static let recovery: [Check] = [
        Check("G11.8", "a dead node's claims go back") { t in
            let job = t.job()
            try await t.store(
                [job], [t.simple("a", of: job, at: 10), try t.cron("b", of: job, "0 * * * * ?", from: 1)])
            try await t.checksIn("node-a", at: 0)
            let claims = try await t.turn("node-a", at: 0, ahead: 60).claimed
            try await t.checksIn("node-b", at: 0)
            let result = try await t.recover(by: "node-b", at: 20, previous: 19)
            try expectEqual(
                result, RecoveryResult(recovered: ["node-a"], releasedClaims: 2), "What the recovery did"
            )
            try expectEqual(try await t.store.fireInstances(), [], "Fire instances")
            try expectEqual(try await t.store.nodes().map(\.instance), ["node-b"], "Nodes")
            try expectEqual(try await t.fire("node-b", at: 20).map(\.trigger.key.name), ["a"], "Fires of the peer")
            let late = try await t.turn("node-a", at: 60, firing: claims, limit: 0)
            try expect(late.fired.isEmpty, "The dead node fired a claim that was taken from it")
        },
        Check("G11.9", "a dead node's execution runs again where its job asks for it") { t in
            let job = t.job(recovers: true)
            try await t.store([job], [t.simple(of: job, at: 2, every: 1_000, priority: 8, data: ["k": "v"])])
            try await t.checksIn("node-a", at: 0)
            let fire = try await t.fireOne("node-a", at: 3)
            try await t.checksIn("node-b", at: 3)
            let result = try await t.recover(by: "node-b", at: 20, previous: 19)
            try expectEqual(result, RecoveryResult(recovered: ["node-a"], refired: 1), "What the recovery did")
            let stored = try await t.recoveryTriggers()
            let recovering = try require(stored.first, "The recovery trigger")
            try expectEqual(stored.count, 1, "Recovery triggers")
            try expect(
                recovering.trigger.key.name.hasPrefix("recover_node-a_"), "Its name is \(recovering.trigger.key)")
            try expectEqual(recovering.state, .waiting, "State of the recovery trigger")
            try expectEqual(recovering.trigger.job, job.key, "Its job")
            try expectEqual(recovering.trigger.kind, .simple(SimpleTrigger()), "Its schedule")
            try expectEqual(recovering.trigger.startTime, t.at(2), "Its start")
            try expectEqual(recovering.trigger.nextFireTime, t.at(2), "Its next fire time")
            try expectEqual(recovering.trigger.misfireInstruction, .ignore, "Its misfire instruction")
            try expectEqual(recovering.trigger.priority, 8, "Its priority")
            let data: JobDataMap = [
                "k": "v",
                "QRTZ_FAILED_JOB_ORIG_TRIGGER_NAME": "trigger",
                "QRTZ_FAILED_JOB_ORIG_TRIGGER_GROUP": "DEFAULT",
                "QRTZ_FAILED_JOB_ORIG_TRIGGER_FIRETIME_IN_MILLISECONDS_AS_STRING": "\(t.at(3).milliseconds)",
                "QRTZ_FAILED_JOB_ORIG_TRIGGER_SCHEDULED_FIRETIME_IN_MILLISECONDS_AS_STRING": "\(t.at(2).milliseconds)",
            ]
            try expectEqual(recovering.trigger.data.values, data.values, "Its data")
            try expectEqual(try await t.complete(fire), [fire.id], "Lost completions of the dead node")
            let again = try await t.fire("node-b", at: 100)
            try expectEqual(again.map(\.trigger.key), [recovering.trigger.key], "Fires, however late")
            for fire in again { try await t.complete(fire, by: "node-b") }
            try expectEqual(try await t.recoveryTriggers(), [], "Recovery triggers in the end")
            try expectEqual(try await t.nextFireTime(), t.at(1_002), "Next fire time of the trigger itself")
        },
        Check("G11.10", "an execution that does not ask for it is not run twice") { t in
            let job = t.job()
            try await t.store([job], [t.simple("a", of: job, at: 0, every: 100), t.simple("once", of: job)])
            try await t.checksIn("node-a", at: 0)
            _ = try await t.fire("node-a", at: 0)
            let result = try await t.recover(by: "node-b", at: 20, previous: 19)
            try expectEqual(result, RecoveryResult(recovered: ["node-a"], abandoned: 2), "What the recovery did")
            try expectEqual(try await t.store.fireInstances(), [], "Fire instances")
            try expectEqual(try await t.stored("once"), nil, "The trigger whose last fire was cut short")
            try await t.expectState(.waiting, of: "a", "after the recovery")
            try expectEqual(
                try await t.fire("node-b", at: 100).map(\.scheduledFireTime), [t.at(100)], "Fires afterwards")
        },
        Check("G11.11", "recovery frees the exclusive job of a dead node, and runs it without overlap") { t in
            let job = t.job(exclusive: true, recovers: true)
            try await t.store([job], [t.simple("a", of: job, at: 0, every: 15), t.simple("b", of: job, at: 10)])
            try await t.checksIn("node-a", at: 0)
            _ = try await t.fireOne("node-a")
            try await t.recover(by: "node-b", at: 20, previous: 19)
            try await t.expectState(.waiting, of: "a", "after the recovery")
            try await t.expectState(.waiting, of: "b", "after the recovery")
            var order: [String] = []
            for _ in 0..<3 {
                let fires = try await t.fire("node-b", at: 20) + (try await t.fire("node-c", at: 20))
                try expectEqual(fires.count, 1, "Executions at a time")
                order += fires.map(\.trigger.key.group)
                for fire in fires {
                    try await t.complete(fire, by: "node-b")
                    try await t.complete(fire, by: "node-c")
                }
            }
            try expectEqual(order.filter { $0 == "RECOVERING_JOBS" }.count, 1, "Fires of the recovery trigger")
        },
        Check("G11.12", "two peers recover a node once") { t in
            let job = t.job(recovers: true)
            try await t.store([job], [t.simple(of: job)])
            try await t.checksIn("node-a", at: 0)
            _ = try await t.fireOne("node-a")
            let b = try await t.checksIn("node-b", at: 20, previous: 19)
            let c = try await t.checksIn("node-c", at: 20, previous: 19)
            try expectEqual(b.failed.map(\.instance), ["node-a"], "Failed nodes that the first peer sees")
            try expectEqual(c.failed.map(\.instance), ["node-a"], "Failed nodes that the second peer sees")
            let first = try await t.store.recover(b.failed, by: t.checkIn("node-b", at: 20, previous: 19))
            let second = try await t.store.recover(c.failed, by: t.checkIn("node-c", at: 20, previous: 19))
            try expectEqual(first.refired, 1, "Executions that the first peer recovered")
            try expectEqual(second, RecoveryResult(), "What the second peer did")
            try expectEqual(try await t.recoveryTriggers().count, 1, "Recovery triggers")
        },
        Check("G11.13", "a node that came back before its recovery is left alone") { t in
            let job = t.job(recovers: true)
            try await t.store([job], [t.simple(of: job)])
            try await t.checksIn("node-a", at: 0)
            let fire = try await t.fireOne("node-a")
            let found = try await t.checksIn("node-b", at: 20, previous: 19)
            try expectEqual(found.failed.map(\.instance), ["node-a"], "Failed nodes")
            try await t.checksIn("node-a", at: 20, previous: 0)
            let result = try await t.store.recover(found.failed, by: t.checkIn("node-b", at: 20, previous: 19))
            try expectEqual(result, RecoveryResult(), "What the recovery did")
            try expectEqual(try await t.complete(fire), [], "Lost completions of the node that came back")
        },
        Check("G11.14", "a restart under the same id recovers what its forerunner left") { t in
            let job = t.job(recovers: true)
            try await t.store([job], [t.simple("a", of: job, at: 0), t.simple("b", of: job, at: 50)])
            try await t.checksIn("node-a", at: 0)
            let fire = try await t.fireOne("node-a")
            _ = try await t.claimOne("node-a", at: 1, ahead: 60)
            let found = try await t.checksIn("node-a", at: 2, previous: nil)
            try expectEqual(found.failed.map(\.instance), ["node-a"], "Failed nodes at the first check-in")
            let result = try await t.store.recover(found.failed, by: t.checkIn("node-a", at: 2, previous: nil))
            try expectEqual(
                result, RecoveryResult(recovered: ["node-a"], releasedClaims: 1, refired: 1), "What the recovery did"
            )
            try expectEqual(try await t.store.nodes().map(\.instance), ["node-a"], "Nodes")
            try expectEqual(try await t.complete(fire), [fire.id], "Lost completions of the process before")
            let next = try await t.checksIn("node-a", at: 9, previous: 2)
            try expect(next.failed.isEmpty && !next.wasRecovered, "The node convicts itself again")
        },
        Check("G11.15", "the first check-in of any node finds orphans") { t in
            let job = t.job(recovers: true)
            try await t.store([job], [t.simple("a", of: job), t.simple("b", of: job, at: 50)])
            _ = try await t.fireOne("orphan")
            _ = try await t.claimOne("orphan", at: 1, ahead: 60)
            let found = try await t.checksIn("node-a", at: 2, previous: nil)
            try expectEqual(found.failed.map(\.instance), ["orphan"], "Failed nodes at the first check-in")
            try expectEqual(found.failed.first?.lastCheckIn, nil, "Last check-in of a node without a row")
            let result = try await t.store.recover(found.failed, by: t.checkIn("node-a", at: 2, previous: nil))
            try expectEqual(
                result, RecoveryResult(recovered: ["orphan"], releasedClaims: 1, refired: 1), "What the recovery did"
            )
            try expectEqual(try await t.store.fireInstances(), [], "Fire instances")
        },
        Check("G11.16", "recovery triggers run though everything was paused before") { t in
            let job = t.job(recovers: true)
            try await t.store([job], [t.simple(of: job, at: 0, every: 100)])
            try await t.checksIn("node-a", at: 0)
            _ = try await t.fireOne("node-a")
            try await t.store.pause(.all)
            try await t.recover(by: "node-b", at: 20, previous: 19)
            try expectEqual(try await t.recoveryTriggers().map(\.state), [.waiting], "State of the recovery trigger")
            try await t.store.resume(.all)
            try expectEqual(try await t.store.pausedGroups(), [], "Paused groups after all was resumed")
        },
        Check("G11.17", "an execution whose job is gone ends with its node") { t in
            let job = t.job(recovers: true)
            try await t.store([job], [t.simple(of: job, at: 0, every: 100)])
            try await t.checksIn("node-a", at: 0)
            _ = try await t.fireOne("node-a")
            _ = try await t.store.removeJobs([job.key])
            let result = try await t.recover(by: "node-b", at: 20, previous: 19)
            try expectEqual(result, RecoveryResult(recovered: ["node-a"], abandoned: 1), "What the recovery did")
            try expectEqual(try await t.store.triggers(matching: .group(.any)), [], "Triggers")
            try expectEqual(try await t.store.fireInstances(), [], "Fire instances")
        },
        Check("G11.18", "a last fire that was cut short keeps its job until it has run again") { t in
            let job = t.job(recovers: true)
            try await t.store([job], [t.simple(of: job)])
            try await t.checksIn("node-a", at: 0)
            _ = try await t.fireOne("node-a")
            try await t.recover(by: "node-b", at: 20, previous: 19)
            try expectEqual(try await t.stored(), nil, "The trigger whose last fire was cut short")
            try expectEqual(try await t.store.job(job.key), job, "The job before it has run again")
            for fire in try await t.fire("node-b", at: 20) { try await t.complete(fire, by: "node-b") }
            try expectEqual(try await t.store.job(job.key), nil, "The job after it has run again")
        },
        Check("G11.19", "a recovery that is cut short runs again under the facts of its own fire") { t in
            let job = t.job(recovers: true)
            try await t.store([job], [t.simple(of: job)])
            try await t.checksIn("node-a", at: 0)
            _ = try await t.fireOne("node-a")
            try await t.checksIn("node-b", at: 20)
            try await t.recover(by: "node-b", at: 20, previous: 19)
            let first = try require(try await t.fire("node-b", at: 20).first, "The fire of the recovery trigger")
            try await t.recover(by: "node-c", at: 60, previous: 59)
            let second = try require(try await t.recoveryTriggers().first?.trigger, "The second recovery trigger")
            try expect(second.key != first.trigger.key, "Both recovery triggers have one name")
            try expect(second.key.name.hasPrefix("recover_node-b_"), "Its name is \(second.key)")
            try expectEqual(second.startTime, t.at(0), "Its start")
            try expectEqual(try await t.fire("node-c", at: 60).count, 1, "Fires")
        },
    ]
}

extension StoreUnderTest {
    func recoveryTriggers() async throws -> [StoredTrigger] {
        try await store.triggers(matching: .group(.equals("RECOVERING_JOBS")))
    }
}
