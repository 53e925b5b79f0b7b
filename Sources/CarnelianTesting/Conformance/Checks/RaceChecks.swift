import Carnelian
import CarnelianCore

/// G1 and G4 under nodes that take their turns at the same time.
extension JobStoreConformance {
    static let racing: [Check] = [
        Check("G1.9", "four nodes fire hundreds of triggers, each scheduled time once") { t in
            let job = t.job()
            let once = (0..<200).map { t.simple("once-\($0)", of: job, at: Double($0 % 10)) }
            let repeating = (0..<50).map {
                t.simple("repeating-\($0)", of: job, at: Double($0 % 10), every: 10, repeats: 3)
            }
            let cron = try (0..<20).map { try t.cron("cron-\($0)", of: job, "0/10 * * * * ?", until: 40) }
            try await t.store([job], once + repeating + cron)
            let ledger = try await t.race(nodes: 4, until: 45, step: 15, limit: 16)
            try expectEqual(try await t.store.triggers(matching: .group(.any)), [], "Triggers that are left")
            try expectEqual(try await t.store.fireInstances(), [], "Fire instances that are left")
            try expectEqual(ledger.doubled, [], "Scheduled times that fired twice")
            try expectEqual(ledger.count, 200 + 50 * 4 + 20 * 5, "Fires")
        },
        Check("G1.10", "nodes that claim ahead and give back lose and double nothing") { t in
            let job = t.job()
            try await t.store(
                [job], (0..<100).map { t.simple("t\($0)", of: job, at: Double(10 + $0 % 20), every: 20, repeats: 2) }
            )
            let ledger = try await t.race(nodes: 3, until: 90, step: 10, limit: 8, ahead: 15, givingBackEvery: 5)
            try expectEqual(try await t.store.triggers(matching: .group(.any)), [], "Triggers that are left")
            try expectEqual(ledger.doubled, [], "Scheduled times that fired twice")
            try expectEqual(ledger.count, 300, "Fires")
        },
        Check("G4.10", "exclusive jobs never overlap under racing nodes") { t in
            let jobs = (0..<5).map { t.job("x\($0)", exclusive: true) }
            try await t.store(
                jobs, jobs.flatMap { job in (0..<8).map { t.simple("\(job.key.name)-\($0)", of: job, at: Double($0)) } }
            )
            let ledger = try await t.race(nodes: 4, until: 20, step: 10, limit: 8, ahead: 5, givingBackEvery: 7)
            try expectEqual(try await t.store.triggers(matching: .group(.any)), [], "Triggers that are left")
            try expectEqual(ledger.overlaps, [], "Exclusive jobs that overlapped")
            try expectEqual(ledger.doubled, [], "Scheduled times that fired twice")
            try expectEqual(ledger.count, 40, "Fires")
        },
    ]
}
