import Carnelian
import CarnelianCore

/// G12: a trigger that cannot go on is parked with its reason; everything else goes on.
extension JobStoreConformance {
    static let parking: [Check] = [
        Check("G12.1", "a parked trigger shows its reason and does not fire; others do") { t in
            let job = t.job()
            try await t.store([job], [t.simple("bad", of: job, at: 0, every: 10), t.simple("good", of: job, at: 10)])
            try await t.complete(try await t.fireOne(), then: .parkTrigger(reason: "No code for it: ö"))
            let parked = try require(try await t.stored("bad"), "The parked trigger")
            try expectEqual(parked.state, .error, "State of the parked trigger")
            try expectEqual(parked.errorReason, "No code for it: ö", "Reason of the parked trigger")
            try expectEqual(parked.trigger.nextFireTime, t.at(10), "Next fire time of the parked trigger")
            try expectEqual(try await t.stored("good")?.errorReason, nil, "Reason of the other trigger")
            try expectEqual(try await t.fire(at: 10).map(\.trigger.key.name), ["good"], "Fires")
            let listed = try await t.store.triggers(matching: .state(.error))
            try expectEqual(listed, [parked], "Triggers in ERROR")
        },
        Check("G12.2", "parking a job parks all its triggers") { t in
            let job = t.job()
            let other = t.job("other")
            try await t.store(
                [job, other],
                [
                    t.simple("a", of: job, at: 0, every: 10), t.simple("b", of: job, at: 100),
                    t.simple("c", of: other, at: 100),
                ]
            )
            try await t.complete(try await t.fireOne(), then: .parkJob(reason: "broken"))
            for name in ["a", "b"] {
                let parked = try await t.stored(name)
                try expectEqual(parked?.state, .error, "State of \(name)")
                try expectEqual(parked?.errorReason, "broken", "Reason of \(name)")
            }
            try await t.expectState(.waiting, of: "c", "of another job")
        },
        Check("G12.3", "a reset trigger waits again, its reason gone") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 0, every: 10)])
            try await t.complete(try await t.fireOne(), then: .parkTrigger(reason: "r"))
            try expect(
                try await t.store.resetFromError(TriggerKey("trigger")), "Resetting a parked trigger returned false")
            try await t.expectState(.waiting, "after the reset")
            try expectEqual(try await t.stored()?.errorReason, nil, "Reason after the reset")
            try expectEqual(try await t.fire(at: 10).count, 1, "Fires after the reset")
        },
        Check("G12.4", "a reset finds its group's pause and its job's execution") { t in
            let job = t.job(exclusive: true)
            try await t.store(
                [job], [t.simple("a", group: "g", of: job, at: 0, every: 10), t.simple("b", of: job, at: 1, every: 10)]
            )
            try await t.complete(try await t.fireOne(), then: .parkTrigger(reason: "r"))
            try await t.store.pause(.triggerGroups(.equals("g")))
            _ = try await t.store.resetFromError(TriggerKey("a", group: "g"))
            try await t.expectState(.paused, of: "a", group: "g", "reset in a paused group")
            try await t.complete(try await t.fireOne(at: 1), then: .parkTrigger(reason: "r"))
            try await t.store.resume(.all)
            let fire = try await t.fireOne(at: 10)
            _ = try await t.store.resetFromError(TriggerKey("b"))
            try await t.expectState(.blocked, of: "b", "reset while its job executes")
            try await t.complete(fire)
            try await t.expectState(.waiting, of: "b", "after the execution")
        },
        Check("G12.5", "what is not in ERROR cannot be reset") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 10)])
            try await t.store.pause(.trigger(TriggerKey("trigger")))
            try expect(
                try await !t.store.resetFromError(TriggerKey("trigger")), "Resetting a paused trigger returned true"
            )
            try await t.expectState(.paused, "after the reset")
            try expect(
                try await !t.store.resetFromError(TriggerKey("unknown")), "Resetting an unknown trigger returned true"
            )
        },
        Check("G12.6", "a parked trigger that is stored again is as new") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 0, every: 10)])
            try await t.complete(try await t.fireOne(), then: .parkTrigger(reason: "r"))
            try await t.store([job], [t.simple(of: job, at: 50)], onConflict: .replace)
            try await t.expectState(.waiting, "once replaced")
            try expectEqual(try await t.stored()?.errorReason, nil, "Reason once replaced")
        },
        Check("G12.7", "a trigger that is parked on its last fire stays to be seen") { t in
            let job = t.job()
            let other = t.job("other")
            try await t.store([job, other], [t.simple("a", of: job), t.simple("b", of: other, at: 1)])
            try await t.complete(try await t.fireOne(), then: .parkTrigger(reason: "no code"))
            try await t.complete(try await t.fireOne(at: 1), then: .parkJob(reason: "no data"))
            for (name, reason) in [("a", "no code"), ("b", "no data")] {
                let parked = try await t.stored(name)
                try expectEqual(parked?.state, .error, "State of \(name)")
                try expectEqual(parked?.errorReason, reason, "Reason of \(name)")
            }
            try expectEqual(try await t.store.jobs(matching: .any), [job, other], "Jobs")
            try expectEqual(try await t.store.fireInstances(), [], "Fire instances")
        },
        Check("G12.8", "parking an exclusive job's trigger unblocks its siblings") { t in
            let job = t.job(exclusive: true)
            try await t.store([job], [t.simple("a", of: job, at: 0, every: 10), t.simple("b", of: job, at: 5)])
            try await t.complete(try await t.fireOne(), then: .parkTrigger(reason: "r"))
            try await t.expectState(.error, of: "a", "once parked")
            try await t.expectState(.waiting, of: "b", "beside it")
        },
    ]
}
