import Carnelian
import CarnelianCore

/// G9: what is paused is not claimed.
extension JobStoreConformance {
    static let pausing: [Check] = [
        Check("G9.1", "a paused trigger is not claimed until it is resumed") { t in
            let job = t.job()
            try await t.store([job], [t.simple("a", of: job, at: 1), t.simple("b", of: job, at: 1)])
            try await t.store.pause(.trigger(TriggerKey("a")))
            try await t.expectState(.paused, of: "a", "once paused")
            try await t.expectState(.waiting, of: "b", "beside it")
            try expectEqual(try await t.fire(at: 1).map(\.trigger.key.name), ["b"], "Fires while one is paused")
            try await t.store.resume(.trigger(TriggerKey("a")))
            try await t.expectState(.waiting, of: "a", "once resumed")
            try expectEqual(try await t.fire(at: 1).map(\.trigger.key.name), ["a"], "Fires after it was resumed")
        },
        Check("G9.2", "pausing and resuming what is not stored does nothing") { t in
            try await t.store.pause(.trigger(TriggerKey("unknown")))
            try await t.store.resume(.trigger(TriggerKey("unknown")))
            try await t.store.pause(.job(JobKey("unknown")))
            try await t.store.resume(.job(JobKey("unknown")))
            try expectEqual(try await t.store.pausedGroups(), [], "Paused groups")
        },
        Check("G9.3", "resuming a trigger that is not paused does nothing") { t in
            let job = t.job()
            try await t.store(
                [job], [t.simple("claimed", of: job, at: 20), t.simple("late", of: job, at: 30, every: 10)])
            let claim = try await t.claimOne()
            await t.move(to: 300)
            let before = try await t.store.triggers(matching: .group(.any))
            try await t.store.resume(.all)
            try expectEqual(try await t.store.triggers(matching: .group(.any)), before, "The triggers")
            try expectEqual(try await t.store.fireInstances().map(\.id), [claim.id], "Fire instances")
        },
        Check("G9.4", "pausing a job pauses the triggers that it has now") { t in
            let job = t.job()
            let other = t.job("other")
            try await t.store(
                [job, other],
                [
                    t.simple("a", of: job, at: 9), t.simple("b", group: "g", of: job, at: 9),
                    t.simple("c", of: other, at: 9),
                ]
            )
            try await t.store.pause(.job(job.key))
            try await t.store([], [t.simple("later", of: job, at: 9)])
            try await t.expectState(.paused, of: "a", "of the paused job")
            try await t.expectState(.paused, of: "b", group: "g", "of the paused job")
            try await t.expectState(.waiting, of: "c", "of another job")
            try await t.expectState(.waiting, of: "later", "stored after the job was paused")
            try expectEqual(try await t.store.pausedGroups(), [], "Paused groups")
            try await t.store.resume(.job(job.key))
            try await t.expectState(.waiting, of: "b", group: "g", "of the resumed job")
        },
        Check("G9.5", "pausing job groups pauses the triggers of their jobs") { t in
            let first = t.job(group: "g_1")
            let second = t.job(group: "gx1")
            try await t.store([first, second], [t.simple("a", of: first, at: 9), t.simple("b", of: second, at: 9)])
            try await t.store.pause(.jobGroups(.startsWith("g_")))
            try await t.expectState(.paused, of: "a", "of a job in the paused group")
            try await t.expectState(.waiting, of: "b", "of a job in another group")
            try await t.store.pause(.jobGroups(.equals("gx1")))
            try await t.expectState(.paused, of: "b", "of a job in the group paused next")
            try await t.store.resume(.jobGroups(.any))
            try await t.expectState(.waiting, of: "a", "of a resumed job group")
            try await t.expectState(.waiting, of: "b", "of a resumed job group")
        },
        Check("G9.6", "a parked trigger is neither paused nor resumed") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 0, every: 10)])
            try await t.complete(try await t.fireOne(), then: .parkTrigger(reason: "r"))
            try await t.store.pause(.trigger(TriggerKey("trigger")))
            try await t.expectState(.error, "after pausing it")
            try await t.store.resume(.trigger(TriggerKey("trigger")))
            try await t.expectState(.error, "after resuming it")
        },
        Check("G9.7", "an execution goes on while its trigger is paused") { t in
            let job = t.job()
            try await t.store([job], [t.simple("a", of: job, at: 0, every: 10), t.simple("once", of: job)])
            let fires = try await t.fire(at: 0)
            try await t.store.pause(.all)
            for fire in fires { try expectEqual(try await t.complete(fire), [], "Lost completions") }
            try await t.expectState(.paused, of: "a", "after its execution")
            try expectEqual(try await t.stored("once"), nil, "The trigger that finished while all was paused")
        },
    ]

    static let groupPausing: [Check] = [
        Check("G9.8", "a paused group holds triggers that are stored later") { t in
            let job = t.job()
            try await t.store([job], [t.simple("now", group: "g", of: job, at: 9), t.simple("free", of: job, at: 9)])
            try await t.store.pause(.triggerGroups(.equals("g")))
            try await t.store.pause(.triggerGroups(.equals("empty")))
            try expectEqual(try await t.store.pausedGroups(), ["g", "empty"], "Paused groups")
            try await t.store(
                [], [t.simple("later", group: "g", of: job, at: 9), t.simple("x", group: "empty", of: job, at: 9)])
            try await t.expectState(.paused, of: "now", group: "g", "of the paused group")
            try await t.expectState(.paused, of: "later", group: "g", "stored into the paused group")
            try await t.expectState(.paused, of: "x", group: "empty", "stored into a group paused before it existed")
            try await t.expectState(.waiting, of: "free", "of another group")
            try expectEqual(
                try await t.fire(at: 9).map(\.trigger.key.name), ["free"], "Fires while the groups are paused")
        },
        Check("G9.9", "resuming a group frees it for later triggers too") { t in
            let job = t.job()
            try await t.store([job], [t.simple("now", group: "g", of: job, at: 9)])
            try await t.store.pause(.triggerGroups(.equals("g")))
            try await t.store.pause(.triggerGroups(.equals("h")))
            try await t.store.resume(.triggerGroups(.equals("g")))
            try expectEqual(try await t.store.pausedGroups(), ["h"], "Paused groups")
            try await t.store([], [t.simple("later", group: "g", of: job, at: 9)])
            try await t.expectState(.waiting, of: "now", group: "g", "of the resumed group")
            try await t.expectState(.waiting, of: "later", group: "g", "stored into the resumed group")
        },
        Check("G9.10", "matchers pause exactly the groups they name; % and _ are plain characters") { t in
            let groups = ["a_b", "axb", "a%b", "a%c", "b"]
            let job = t.job()
            try await t.store([job], groups.map { t.simple(group: $0, of: job, at: 9) })
            for (matcher, expected) in StoreUnderTest.matchers {
                try await t.store.pause(.triggerGroups(matcher))
                for group in groups {
                    let state: TriggerState = expected.contains(group) ? .paused : .waiting
                    try await t.expectState(state, group: group, "after pausing groups that match \(matcher)")
                }
                try expectEqual(try await t.store.pausedGroups(), Set(expected), "Paused groups by \(matcher)")
                try await t.store.resume(.triggerGroups(matcher))
                for group in groups {
                    try await t.expectState(.waiting, group: group, "after resuming groups that match \(matcher)")
                }
                try expectEqual(try await t.store.pausedGroups(), [], "Paused groups after resuming \(matcher)")
            }
        },
        Check("G9.11", "resuming matches groups exactly as well") { t in
            let job = t.job()
            try await t.store([job], ["a_b", "axb"].map { t.simple(group: $0, of: job, at: 9) })
            try await t.store.pause(.triggerGroups(.any))
            try await t.store.resume(.triggerGroups(.startsWith("a_")))
            try await t.expectState(.waiting, group: "a_b", "of the resumed group")
            try await t.expectState(.paused, group: "axb", "of a group that the matcher does not name")
            try expectEqual(try await t.store.pausedGroups(), ["axb"], "Paused groups")
        },
        Check("G9.12", "a trigger resumed in a paused group goes on alone, through a misfire too") { t in
            let job = t.job()
            try await t.store([job], ["a", "b"].map { t.simple($0, group: "g", of: job, at: 5, every: 10) })
            try await t.store.pause(.triggerGroups(.equals("g")))
            try await t.store.resume(.trigger(TriggerKey("a", group: "g")))
            try await t.expectState(.waiting, of: "a", group: "g", "once resumed")
            try await t.expectState(.paused, of: "b", group: "g", "beside it")
            _ = try await t.sweep(at: 200)
            try await t.expectState(.waiting, of: "a", group: "g", "after its misfire")
            try expectEqual(try await t.fire(at: 210).map(\.trigger.key.name), ["a"], "Fires")
        },
        Check("G9.13", "everything paused: later triggers too, until all is resumed") { t in
            let job = t.job()
            try await t.store([job], [t.simple("now", of: job, at: 9), t.simple("g", group: "g", of: job, at: 9)])
            try await t.store.pause(.triggerGroups(.equals("without-triggers")))
            try await t.store.pause(.all)
            try expect(
                try await t.store.pausedGroups().contains("_$_ALL_GROUPS_PAUSED_$_"),
                "The marker of everything paused is missing"
            )
            try await t.store([], [t.simple("later", group: "new", of: job, at: 9)])
            for (name, group) in [("now", "DEFAULT"), ("g", "g"), ("later", "new")] {
                try await t.expectState(.paused, of: name, group: group, "with everything paused")
            }
            try expectEqual(try await t.fire(at: 9).count, 0, "Fires with everything paused")
            try await t.store.resume(.all)
            try expectEqual(try await t.store.pausedGroups(), [], "Paused groups after all was resumed")
            try await t.store(
                [], ["without-triggers", "new", "newer"].map { t.simple("last", group: $0, of: job, at: 99) }
            )
            for (name, group) in [
                ("now", "DEFAULT"), ("g", "g"), ("later", "new"), ("last", "without-triggers"), ("last", "new"),
                ("last", "newer"),
            ] {
                try await t.expectState(.waiting, of: name, group: group, "after all was resumed")
            }
        },
    ]
}
