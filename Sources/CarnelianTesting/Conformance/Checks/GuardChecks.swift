import Carnelian
import CarnelianCore

/// G2: a claim fires only as it was claimed.
extension JobStoreConformance {
    static let guarding: [Check] = [
        Check("G2.1", "a claim whose trigger was paused does not fire") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 10)])
            let claim = try await t.claimOne()
            try await t.store.pause(.trigger(claim.trigger.key))
            try await t.expectDropped(claim, at: 10)
            try await t.expectState(.paused, "after its claim was dropped")
            try expectEqual(try await t.nextFireTime(), t.at(10), "Next fire time")
        },
        Check("G2.2", "a claim whose trigger was rescheduled does not fire; the new schedule does") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 10)])
            let claim = try await t.claimOne()
            try await t.store([], [t.simple(of: job, at: 20)], onConflict: .replace)
            try await t.expectDropped(claim, at: 10)
            try await t.expectState(.waiting, "after the claim on its former schedule was dropped")
            try expectEqual(try await t.fire(at: 20).map(\.scheduledFireTime), [t.at(20)], "Fires of the new schedule")
        },
        Check("G2.3", "a claim whose trigger was removed does not fire") { t in
            let job = t.job(durable: true)
            try await t.store([job], [t.simple(of: job, at: 10)])
            let claim = try await t.claimOne()
            _ = try await t.store.removeTriggers([claim.trigger.key])
            try await t.expectDropped(claim, at: 10)
        },
        Check("G2.4", "a claim whose job was removed does not fire") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 10)])
            let claim = try await t.claimOne()
            _ = try await t.store.removeJobs([job.key])
            try await t.expectDropped(claim, at: 10)
        },
        Check("G2.5", "another node cannot fire a claim; its owner still can") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 10)])
            let claim = try await t.claimOne("node-a")
            let other = try await t.turn("node-b", at: 10, firing: [claim])
            try expect(other.fired.isEmpty, "Another node fired the claim")
            try expectEqual(other.dropped, [claim.id], "Claims dropped for the other node")
            let own = try await t.turn("node-a", at: 10, firing: [claim])
            try expectEqual(own.fired.map(\.id), [claim.id], "Fires of the owner")
        },
        Check("G2.6", "a claim fires once; firing it again leaves the execution alone") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 10, every: 10)])
            let claim = try await t.claimOne()
            let first = try await t.turn(at: 10, firing: [claim], limit: 0)
            let second = try await t.turn(at: 10, firing: [claim], limit: 0)
            try expect(second.fired.isEmpty, "The claim fired twice")
            try expectEqual(second.dropped, [claim.id], "Dropped claims")
            try expectEqual(try await t.fireInstance(claim.id)?.state, .executing, "The execution")
            try expectEqual(try await t.stored()?.trigger.timesTriggered, 1, "Fires")
            try expectEqual(try await t.complete(first.fired[0]), [], "Lost completions")
        },
        Check("G2.7", "a claim that was given back does not fire") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 10)])
            let claim = try await t.claimOne()
            try await t.store.release([claim.id], by: "node-a")
            try await t.expectDropped(claim, at: 10)
            try await t.expectState(.waiting, "after the claim was dropped")
        },
        Check("G2.8", "paused, resumed and claimed by a peer, it fires once") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 10, every: 100)])
            let first = try await t.claimOne("node-a")
            try await t.store.pause(.trigger(first.trigger.key))
            try await t.store.resume(.trigger(first.trigger.key))
            let second = try await t.turn("node-b", at: 0, ahead: 60).claimed
            var fires = try await t.turn("node-a", at: 10, firing: [first], limit: 0).fired
            fires += try await t.turn("node-b", at: 10, firing: second, limit: 0).fired
            fires += try await t.fire("node-c", at: 10)
            try expectEqual(fires.map(\.scheduledFireTime), [t.at(10)], "Fires of all nodes")
            try expectEqual(try await t.nextFireTime(), t.at(110), "Next fire time")
            try expectEqual(try await t.store.fireInstances().count, 1, "Fire instances")
        },
        Check("G2.9", "replaced by an equal trigger meanwhile, it fires once") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 10, every: 100)])
            let claim = try await t.claimOne("node-a")
            try await t.store([], [t.simple(of: job, at: 10, every: 100)], onConflict: .replace)
            let other = try await t.turn("node-b", at: 0, ahead: 60).claimed
            var fires = try await t.turn("node-a", at: 10, firing: [claim], limit: 0).fired
            fires += try await t.turn("node-b", at: 10, firing: other, limit: 0).fired
            fires += try await t.fire("node-c", at: 10)
            try expectEqual(fires.map(\.scheduledFireTime), [t.at(10)], "Fires of all nodes")
        },
        Check("G2.10", "one dropped claim leaves the rest of its batch alone") { t in
            let job = t.job()
            try await t.store([job], (0..<3).map { t.simple("t\($0)", of: job, at: 10, priority: 9 - $0) })
            let claims = try await t.turn(at: 0, ahead: 60).claimed
            try await t.store.pause(.trigger(TriggerKey("t1")))
            let turn = try await t.turn(at: 10, firing: claims, limit: 0)
            try expectEqual(turn.fired.map(\.trigger.key.name), ["t0", "t2"], "Fires")
            try expectEqual(turn.dropped, [claims[1].id], "Dropped claims")
        },
        Check("G2.11", "the job fires as it is stored now") { t in
            let job = t.job(data: ["v": "1"])
            try await t.store([job], [t.simple(of: job, at: 10)])
            let claim = try await t.claimOne()
            let changed = t.job(data: ["v": "2"], recovers: true)
            try await t.store([changed], onConflict: .replace)
            let fire = try require(try await t.turn(at: 10, firing: [claim], limit: 0).fired.first, "The fire")
            try expectEqual(fire.job, changed, "The fire's job")
            try expectEqual(try await t.fireInstance(fire.id)?.requestsRecovery, true, "Recovery of the execution")
        },
    ]
}

extension StoreUnderTest {
    /// Expects that a claim of `node-a` does not fire, is forgotten, and that nothing executes.
    func expectDropped(
        _ claim: Claim, at seconds: Double, file: StaticString = #fileID, line: UInt = #line
    ) async throws {
        let turn = try await turn(at: seconds, firing: [claim], limit: 0)
        try expect(turn.fired.isEmpty, "The claim fired", file: file, line: line)
        try expectEqual(turn.dropped, [claim.id], "Dropped claims", file: file, line: line)
        try expectEqual(
            try await fireInstance(claim.id), nil, "The fire instance of the dropped claim", file: file, line: line
        )
    }
}
