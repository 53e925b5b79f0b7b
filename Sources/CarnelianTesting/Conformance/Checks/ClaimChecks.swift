import Carnelian
import CarnelianCore

/// G3: what a turn claims.
extension JobStoreConformance {
    static let claiming: [Check] = [
        Check("G3.1", "claims the earliest first, then the higher priority") { t in
            let job = t.job()
            try await t.store(
                [job],
                [
                    t.simple("third", of: job, at: 20, priority: 1), t.simple("second", of: job, at: 20, priority: 9),
                    t.simple("last", of: job, at: 30, priority: 10), t.simple("first", of: job, at: 10, priority: 1),
                ]
            )
            let claimed = try await t.turn(at: 0, ahead: 60).claimed.map(\.trigger.key.name)
            try expectEqual(claimed, ["first", "second", "third", "last"], "Order of the claims")
        },
        Check("G3.2", "claims no more than its limit, and says that there may be more") { t in
            let job = t.job()
            try await t.store([job], (0..<5).map { t.simple("t\($0)", of: job, at: Double(10 + $0)) })
            let first = try await t.turn(at: 0, ahead: 60, limit: 2)
            try expectEqual(first.claimed.map(\.trigger.key.name), ["t0", "t1"], "Claims of the first turn")
            try expect(first.mayHaveMore, "The limit was reached, mayHaveMore is false")
            let rest = try await t.turn("node-b", at: 0, ahead: 60, limit: 10)
            try expectEqual(rest.claimed.map(\.trigger.key.name), ["t2", "t3", "t4"], "Claims of the second turn")
            try expect(!rest.mayHaveMore, "The limit was not reached, mayHaveMore is true")
        },
        Check("G3.3", "the limit counts what fires at once") { t in
            let job = t.job()
            try await t.store([job], [t.simple("a", of: job), t.simple("b", of: job), t.simple("c", of: job, at: 5)])
            let turn = try await t.turn(at: 0, ahead: 10, limit: 2)
            try expectEqual(turn.fired.count + turn.claimed.count, 2, "Fires and claims together")
            try expectEqual(try await t.nextFireTime("c"), t.at(5), "Next fire time of the latest")
            try await t.expectState(.waiting, of: "c", "beyond the limit")
        },
        Check("G3.4", "a limit of nothing claims nothing") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job)])
            let turn = try await t.turn(at: 0, limit: 0)
            try expect(turn.fired.isEmpty && turn.claimed.isEmpty, "Claimed in spite of a limit of 0")
            try await t.expectState(.waiting, "after a turn without a limit")
        },
        Check("G3.5", "claims up to the horizon") { t in
            let job = t.job()
            try await t.store([job], [t.simple("in", of: job, at: 10), t.simple("out", of: job, at: 10.001)])
            let claimed = try await t.turn(at: 0, ahead: 10).claimed.map(\.trigger.key.name)
            try expectEqual(claimed, ["in"], "Claims up to the horizon")
        },
        Check("G3.6", "claims the given job types only; others wait untouched") { t in
            let job = t.job()
            let other = t.job("other", type: StoreUnderTest.otherType)
            try await t.store([job, other], [t.simple("mine", of: job), t.simple("others", of: other)])
            let turn = try await t.turn(at: 0)
            try expectEqual(turn.fired.map(\.trigger.key.name), ["mine"], "Fires of this node's types")
            try await t.expectState(.waiting, of: "others", "beside a node without its code")
            let none = try await t.turn(at: 0, types: [])
            try expect(none.fired.isEmpty && none.claimed.isEmpty, "Claimed without any type")
            let theirs = try await t.turn("node-b", at: 0, types: [StoreUnderTest.otherType])
            try expectEqual(theirs.fired.map(\.trigger.key.name), ["others"], "Fires of the other node's type")
        },
        Check("G3.7", "leaves misfires to the sweep, except those that ignore misfires") { t in
            let job = t.job()
            try await t.store(
                [job],
                [
                    t.simple("missed", of: job, at: 0), t.simple("ignoring", of: job, at: 1, misfire: .ignore),
                    t.simple("at-limit", of: job, at: 40), t.simple("due", of: job, at: 100),
                ]
            )
            let fired = try await t.turn(at: 100).fired.map(\.trigger.key.name)
            try expectEqual(fired, ["ignoring", "at-limit", "due"], "Fires beside a misfire")
            try await t.expectState(.waiting, of: "missed", "before the sweep")
        },
        Check("G3.8", "claims at most one trigger of an exclusive job") { t in
            let exclusive = t.job("exclusive", exclusive: true)
            let job = t.job()
            try await t.store(
                [exclusive, job],
                [
                    t.simple("x2", of: exclusive, at: 11), t.simple("x1", of: exclusive, at: 10),
                    t.simple("a", of: job, at: 12), t.simple("b", of: job, at: 13),
                ]
            )
            let claimed = try await t.turn(at: 0, ahead: 60).claimed.map(\.trigger.key.name)
            try expectEqual(claimed, ["x1", "a", "b"], "Claims beside an exclusive job")
            try await t.expectState(.waiting, of: "x2", "while its sibling is only claimed")
        },
        Check("G3.9", "a claim is this node's alone and can be seen") { t in
            let job = t.job(data: ["k": "v"], recovers: true)
            try await t.store([job], [t.simple(of: job, at: 10, priority: 7, data: ["t": "1"])])
            let claim = try await t.claimOne("node-a", at: 0)
            try expectEqual(claim.job, job, "The claim's job")
            try expectEqual(claim.trigger, try await t.stored()?.trigger, "The claim's trigger")
            try expectEqual(claim.scheduledFireTime, t.at(10), "The claim's time")
            try await t.expectState(.acquired, "once claimed")
            let instances = try await t.store.fireInstances()
            let row = try require(instances.first, "The fire instance of the claim")
            try expectEqual(instances.count, 1, "Fire instances")
            try expectEqual(row.id, claim.id, "The fire instance's id")
            try expectEqual(row.instance, "node-a", "The fire instance's node")
            try expectEqual(row.state, .acquired, "The fire instance's state")
            try expectEqual(row.trigger, claim.trigger.key, "The fire instance's trigger")
            try expectEqual(row.job, nil, "The job of a fire instance that is only claimed")
            try expectEqual(row.scheduledFireTime, t.at(10), "The fire instance's scheduled time")
            let other = try await t.turn("node-b", at: 0, ahead: 60)
            try expect(other.claimed.isEmpty, "A second node claimed it too")
            let same = try await t.turn("node-a", at: 0, ahead: 60)
            try expect(same.claimed.isEmpty, "The same node claimed it twice")
        },
        Check("G3.10", "fire instance ids are never used twice") { t in
            let job = t.job()
            try await t.store([job], (0..<50).map { t.simple("t\($0)", of: job, at: 0, every: 1) })
            var ids: Set<FireInstanceID> = []
            var count = 0
            for second in 0..<4 {
                for node: InstanceID in ["n", "n1"] {
                    for fire in try await t.turn(node, at: Double(second), limit: 25).fired {
                        count += 1
                        ids.insert(fire.id)
                        try await t.complete(fire, by: node)
                    }
                }
            }
            try expectEqual(count, 200, "Fires")
            try expectEqual(ids.count, count, "Distinct fire instance ids")
        },
    ]
}
