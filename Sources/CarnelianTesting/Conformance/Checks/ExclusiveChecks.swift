import Carnelian
import CarnelianCore

/// G4: an exclusive job has one execution at most.
extension JobStoreConformance {
    static let exclusive: [Check] = [
        Check("G4.1", "firing blocks every trigger of the job, completing frees them") { t in
            let job = t.job(exclusive: true)
            try await t.store(
                [job],
                [
                    t.simple("a", of: job, at: 0, every: 100), t.simple("b", of: job, at: 50),
                    t.simple("c", of: job, at: 60),
                ]
            )
            try await t.store.pause(.trigger(TriggerKey("c")))
            let fire = try await t.fireOne()
            try await t.expectState(.blocked, of: "a", "while its job executes")
            try await t.expectState(.blocked, of: "b", "while its job executes")
            try await t.expectState(.pausedBlocked, of: "c", "while its job executes")
            try expectEqual(try await t.fireInstance(fire.id)?.isExclusive, true, "The execution is exclusive")
            try expectEqual(try await t.fire("node-b", at: 55).count, 0, "Fires while the job executes")
            try await t.complete(fire)
            try await t.expectState(.waiting, of: "a", "after the execution")
            try await t.expectState(.waiting, of: "b", "after the execution")
            try await t.expectState(.paused, of: "c", "after the execution")
            try expectEqual(
                try await t.fire("node-b", at: 55).map(\.trigger.key.name), ["b"], "Fires after the execution")
        },
        Check("G4.2", "other jobs are not blocked") { t in
            let job = t.job(exclusive: true)
            let other = t.job("other", exclusive: true)
            try await t.store([job, other], [t.simple("a", of: job), t.simple("b", of: other, at: 10)])
            _ = try await t.fireOne()
            try await t.expectState(.waiting, of: "b", "while another job executes")
            try expectEqual(try await t.fire(at: 10).map(\.trigger.key.name), ["b"], "Fires")
        },
        Check("G4.3", "a sibling that a peer has claimed is blocked, dropped and fires later") { t in
            let job = t.job(exclusive: true)
            try await t.store([job], [t.simple("a", of: job, at: 10), t.simple("b", of: job, at: 10.5)])
            let first = try await t.claimOne("node-a")
            let second = try await t.turn("node-b", at: 0, ahead: 60).claimed
            let fire = try require(
                try await t.turn("node-a", at: 10, firing: [first], limit: 0).fired.first, "The first fire"
            )
            try await t.expectState(.blocked, of: "b", "while its sibling executes")
            let meanwhile = try await t.turn("node-b", at: 10.5, ahead: 10, firing: second)
            try expect(meanwhile.fired.isEmpty && meanwhile.claimed.isEmpty, "The sibling fired or was claimed")
            try await t.expectState(.blocked, of: "b", "after its claim was dropped")
            try await t.complete(fire)
            try expectEqual(
                try await t.fire("node-b", at: 11).map(\.scheduledFireTime), [t.at(10.5)], "Fires afterwards")
        },
        Check("G4.4", "a trigger that is stored while its job executes is blocked") { t in
            let job = t.job(exclusive: true)
            try await t.store([job], [t.simple(of: job, at: 0, every: 100)])
            try await t.store.pause(.triggerGroups(.equals("paused")))
            let fire = try await t.fireOne()
            try await t.store([], [t.simple("new", of: job, at: 1), t.simple("p", group: "paused", of: job, at: 1)])
            try await t.expectState(.blocked, of: "new", "stored while its job executes")
            try await t.expectState(.pausedBlocked, of: "p", group: "paused", "stored while its job executes")
            try expectEqual(try await t.fire(at: 2).count, 0, "Fires while the job executes")
            try await t.complete(fire)
            try await t.expectState(.waiting, of: "new", "after the execution")
            try await t.expectState(.paused, of: "p", group: "paused", "after the execution")
        },
        Check("G4.5", "pausing and resuming while the job executes keeps triggers blocked") { t in
            let job = t.job(exclusive: true)
            try await t.store([job], [t.simple(of: job, at: 0, every: 100), t.simple("b", of: job, at: 200)])
            let fire = try await t.fireOne()
            try await t.store.pause(.trigger(TriggerKey("trigger")))
            try await t.expectState(.pausedBlocked, "paused while blocked")
            try await t.store.resume(.trigger(TriggerKey("trigger")))
            try await t.expectState(.blocked, "resumed while its job executes")
            try await t.store.pause(.trigger(TriggerKey("b")))
            try await t.complete(fire)
            try await t.expectState(.waiting, "after the execution")
            try await t.expectState(.paused, of: "b", "after the execution")
        },
        Check("G4.6", "replacing triggers and the job while it executes keeps them blocked") { t in
            let job = t.job(exclusive: true)
            let trigger = t.simple(of: job, at: 0, every: 10)
            try await t.store([job], [trigger])
            let fire = try await t.fireOne()
            try await t.store([job], [t.simple(of: job, at: 1, every: 10)], onConflict: .replace)
            try await t.expectState(.blocked, "replaced while its job executes")
            try await t.store([job], [t.simple(of: job, at: 1, every: 10)], onConflict: .reconcile)
            try await t.expectState(.blocked, "reconciled while its job executes")
            _ = try await t.store.replaceTrigger(TriggerKey("trigger"), with: t.simple("new", of: job, at: 2))
            try await t.expectState(.blocked, of: "new", "that replaced a trigger while its job executes")
            try expectEqual(try await t.fire("node-b", at: 5).count, 0, "Fires while the job executes")
            try await t.complete(fire)
            try expectEqual(try await t.fire("node-b", at: 5).count, 1, "Fires after the execution")
        },
        Check("G4.7", "removed and stored again while it executes, it does not overlap, then runs normally") { t in
            let job = t.job(exclusive: true)
            try await t.store([job], [t.simple(of: job, at: 0, every: 10)])
            let fire = try await t.fireOne()
            _ = try await t.store.removeJobs([job.key])
            try await t.store([job], [t.simple(of: job, at: 5, every: 10)])
            try expectEqual(try await t.fire("node-b", at: 6).count, 0, "Fires while the former execution goes on")
            try expectEqual(try await t.complete(fire), [], "Lost completions")
            try await t.expectState(.waiting, "after the former execution")
            for second in [6.0, 15, 25] {
                let fires = try await t.fire("node-b", at: second)
                try expectEqual(fires.count, 1, "Fires at second \(second)")
                for fire in fires { try await t.complete(fire, by: "node-b") }
            }
        },
        Check("G4.8", "an exclusive job's last fire blocks and frees its siblings") { t in
            let job = t.job(exclusive: true)
            try await t.store([job], [t.simple("once", of: job), t.simple("b", of: job, at: 5)])
            let fire = try await t.fireOne()
            try await t.expectState(.complete, of: "once", "on its last fire")
            try await t.expectState(.blocked, of: "b", "while its sibling executes")
            try await t.complete(fire)
            try expectEqual(try await t.stored("once"), nil, "The finished trigger")
            try await t.expectState(.waiting, of: "b", "after its sibling's last fire")
        },
        Check("G4.9", "a foreign completion does not unblock") { t in
            let job = t.job(exclusive: true)
            try await t.store([job], [t.simple(of: job, at: 0, every: 10)])
            let fire = try await t.fireOne()
            try expectEqual(try await t.complete(fire, by: "node-b"), [fire.id], "Lost completions")
            try await t.expectState(.blocked, "after a completion by a node that does not own it")
        },
    ]
}
