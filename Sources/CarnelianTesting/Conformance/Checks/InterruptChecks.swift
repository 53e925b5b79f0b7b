import Carnelian
import CarnelianCore

/// G17: executions that are asked to end.
extension JobStoreConformance {
    static let interrupting: [Check] = [
        Check("G17.1", "the nodes of a job's executions, and they alone, are asked") { t in
            let (job, other) = (t.job("work"), t.job("other"))
            try await t.joins("node-a", "node-b")
            try await t.store([job], [t.simple("a", of: job, at: 0, every: 60)])
            let first = try await t.fireOne("node-a", at: 0)
            try await t.store([], [t.simple("b", of: job, at: 1, every: 60)])
            let second = try await t.fireOne("node-b", at: 1)
            try await t.store([other], [t.simple("c", of: other, at: 2, every: 60)])
            let third = try await t.fireOne("node-b", at: 2)
            let result = try await t.store.requestInterrupt(.job(job.key), by: "check")
            try expectEqual(Set(result.asked.map(\.id)), [first.id, second.id], "Executions that were asked")
            try expectEqual(Set(result.asked.map(\.instance)), ["node-a", "node-b"], "Their nodes")
            try expectEqual(result.unreachable, [], "Executions that cannot be asked")
            try await t.expectRequests(["node-a": [first.id], "node-b": [second.id], "node-c": []])
            try expect(try await t.fireInstance(third.id) != nil, "The execution of another job is gone")
        },
        Check("G17.2", "one execution is asked by its id; claims and unknown ids are none") { t in
            let job = t.job()
            try await t.joins("node-a")
            try await t.store([job], [t.simple("a", of: job), t.simple("b", of: job)])
            let fires = try await t.fire("node-a", at: 0)
            try await t.store([], [t.simple("later", of: job, at: 50)])
            let claim = try await t.claimOne("node-a")
            try expectEqual(
                try await t.store.requestInterrupt(.fire(fires[0].id), by: "check").asked.map(\.id), [fires[0].id],
                "Executions that were asked"
            )
            for id in [claim.id, FireInstanceID(rawValue: "unknown")] {
                let result = try await t.store.requestInterrupt(.fire(id), by: "check")
                try expectEqual(result, Interruption(), "What asking \(id) reached")
            }
            let none = try await t.store.requestInterrupt(.job(JobKey("unknown")), by: "check")
            try expectEqual(none, Interruption(), "What asking a job that does not execute reached")
            try await t.expectRequests(["node-a": [fires[0].id]])
            let again = try await t.store.requestInterrupt(.job(job.key), by: "check")
            try expectEqual(again.asked.count, 2, "Executions that were asked, one of them again")
        },
        Check("G17.3", "a check-in tells of it until the execution ends") { t in
            let job = t.job()
            try await t.joins("node-a", "node-b")
            try await t.store([job], [t.simple(of: job)])
            let fire = try await t.fireOne("node-a")
            _ = try await t.store.requestInterrupt(.fire(fire.id), by: "check")
            try expectEqual(try await t.checksIn("node-b", at: 1, previous: 0).interrupted, [], "Told to a peer")
            try expectEqual(try await t.checksIn("node-a", at: 1, previous: 0).interrupted, [fire.id], "Told")
            try expectEqual(try await t.checksIn("node-a", at: 2, previous: 1).interrupted, [fire.id], "Told again")
            try expectEqual(try await t.complete(fire), [], "Lost completions")
            try await t.expectRequests(["node-a": []])
            try expectEqual(try await t.checksIn("node-a", at: 3, previous: 2).interrupted, [], "Told after the end")
        },
        Check("G17.4", "an execution that was asked to end does not run again when its node fails") { t in
            let job = t.job(recovers: true)
            try await t.joins("node-a", "node-b")
            try await t.store([job], [t.simple("a", of: job, every: 60), t.simple("b", of: job, every: 60)])
            let fires = try await t.fire("node-a", at: 0)
            _ = try await t.store.requestInterrupt(.fire(fires[0].id), by: "check")
            try await t.checksIn("node-b", at: 15, previous: 8)
            let result = try await t.recover(by: "node-b", at: 16, previous: 15)
            try expectEqual(result.recovered, ["node-a"], "Recovered nodes")
            try expectEqual(result.refired, 1, "Executions that run again")
            try expectEqual(result.abandoned, 1, "Executions that do not")
            try await t.expectRequests(["node-a": [], "node-b": []])
        },
        Check("G17.5", "the nodes hear of it") { t in
            let job = t.job()
            try await t.joins("node-a")
            try await t.store([job], [t.simple(of: job)])
            let fire = try await t.fireOne("node-a")
            var signals = t.store.signals().makeAsyncIterator()
            _ = try await t.store.requestInterrupt(.fire(fire.id), by: "check")
            // Others may come before it.
            while let signal = await signals.next(), signal != .interruptRequested {}
            try await t.expectRequests(["node-a": [fire.id]])
        },
    ]
}

extension StoreUnderTest {
    /// Checks nodes in at the start.
    fileprivate func joins(_ nodes: InstanceID...) async throws {
        for node in nodes { try await checksIn(node, at: 0) }
    }

    fileprivate func expectRequests(
        _ expected: [InstanceID: Set<FireInstanceID>], file: StaticString = #fileID, line: UInt = #line
    ) async throws {
        for (node, ids) in expected.sorted(by: { $0.key < $1.key }) {
            let found = try await store.interruptRequests(for: node)
            try expectEqual(found, ids, "Executions of \(node) that were asked", file: file, line: line)
        }
    }
}
