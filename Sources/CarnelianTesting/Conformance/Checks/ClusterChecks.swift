import Carnelian
import CarnelianCore

/// G11, the first half: check-ins and who counts as failed.
extension JobStoreConformance {
    static let checkIns: [Check] = [
        Check("G11.1", "a check-in records the node") { t in
            let first = try await t.checksIn("node-b", at: 0)
            try await t.checksIn("node-a", at: 1)
            try expectEqual(first.failed, [], "Failed nodes of an empty cluster")
            try expect(!first.wasRecovered, "A first check-in found itself recovered")
            let second = try await t.checksIn("node-b", at: 5, previous: 0)
            let expected = [
                ClusterNode(instance: "node-a", lastCheckIn: t.at(1), checkInInterval: .seconds(7.5)),
                ClusterNode(instance: "node-b", lastCheckIn: t.at(5), checkInInterval: .seconds(7.5)),
            ]
            try expectEqual(second.nodes, expected, "Nodes of the check-in")
            try expectEqual(second.failed, [], "Failed nodes")
            try expect(!second.wasRecovered, "A node with a row found itself recovered")
            try expectEqual(try await t.store.nodes(), expected, "Nodes")
        },
        Check("G11.2", "a peer counts as failed after its interval and the grace, not before") { t in
            try await t.checksIn("node-a", at: 0)
            try await t.checksIn("node-b", at: 0)
            try await t.checksIn("node-b", at: 14, previous: 7)
            let before = try await t.checksIn("node-b", at: 15, previous: 14)
            try expectEqual(before.failed, [], "Failed nodes just before")
            let after = try await t.checksIn("node-b", at: 15.001, previous: 14)
            try expectEqual(after.failed.map(\.instance), ["node-a"], "Failed nodes just after")
            try expectEqual(after.failed.first?.lastCheckIn, t.at(0), "Last check-in of the failed node")
        },
        Check("G11.3", "a node that stalled itself forgives its peers") { t in
            try await t.checksIn("node-a", at: 0)
            try await t.checksIn("node-b", at: 0)
            let stalled = try await t.checksIn("node-b", at: 100, previous: 0)
            try expectEqual(stalled.failed, [], "Failed nodes after the node's own stall")
            let later = try await t.checksIn("node-b", at: 107, previous: 100)
            try expectEqual(later.failed.map(\.instance), ["node-a"], "Failed nodes at its next check-in")
        },
        Check("G11.4", "each node's own interval counts") { t in
            await t.move(to: 0)
            _ = try await t.store.checkIn(t.checkIn("slow", at: 0, previous: nil, interval: .seconds(60)))
            try await t.checksIn("node-b", at: 0)
            let early = try await t.checksIn("node-b", at: 60, previous: 59)
            try expectEqual(early.failed, [], "Failed nodes within the slow node's interval")
            try expectEqual(early.nodes.last?.checkInInterval, .seconds(60), "The slow node's interval")
            let late = try await t.checksIn("node-b", at: 68, previous: 67)
            try expectEqual(late.failed.map(\.instance), ["slow"], "Failed nodes after it")
        },
        Check("G11.5", "a node whose row is gone learns that it was taken for dead") { t in
            try await t.checksIn("node-a", at: 0)
            try await t.checksIn("node-b", at: 20)
            try await t.recover(by: "node-b", at: 20, previous: 19)
            let back = try await t.checksIn("node-a", at: 21, previous: 0)
            try expect(back.wasRecovered, "A node without a row did not learn that it was recovered")
            try expectEqual(back.nodes.map(\.instance), ["node-a", "node-b"], "Nodes once it is back")
        },
        Check("G11.6", "a clean stop gives back claims and leaves the cluster") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 10)])
            try await t.checksIn("node-a", at: 0)
            try await t.checksIn("node-b", at: 0)
            _ = try await t.claimOne("node-a")
            try await t.store.leave("node-a")
            try await t.expectState(.waiting, "after its node left")
            try expectEqual(try await t.store.fireInstances(), [], "Fire instances")
            try expectEqual(try await t.store.nodes().map(\.instance), ["node-b"], "Nodes")
            try expectEqual(try await t.fire("node-b", at: 10).count, 1, "Fires of the other node")
        },
        Check("G11.7", "leaving without a row or a claim does nothing") { t in
            try await t.store.leave("unknown")
            try expectEqual(try await t.store.nodes(), [], "Nodes")
        },
    ]
}
