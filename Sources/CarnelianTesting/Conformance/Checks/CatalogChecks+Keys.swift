import Carnelian
import CarnelianCore

/// Keys, and triggers that are replaced where they stand.
extension JobStoreConformance {
    static let keys: [Check] = [
        Check("G0.70", "replacing a claimed trigger forgets the claim, whatever its times") { t in
            let job = t.job()
            let trigger = t.simple(of: job, at: 10, every: 10)
            try await t.store([job], [trigger])
            let claim = try await t.claimOne("node-a")
            var other = trigger
            other.kind = .simple(SimpleTrigger(repeatCount: SimpleTrigger.forever, interval: 3_000))
            _ = try await t.store.replaceTrigger(trigger.key, with: other)
            try expectEqual(try await t.store.fireInstances(), [], "Fire instances after the replacement")
            _ = try await t.claimOne("node-b")
            let late = try await t.turn("node-a", at: 10, firing: [claim], limit: 0)
            try expectEqual(late.fired.count, 0, "Fires of the claim of the former trigger")
            try await t.expectState(.acquired, "while its new claim is held")
        },
        Check("G0.71", "a trigger that keeps its next fire time goes on where the old one stands") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 0, every: 10)])
            try await t.complete(try await t.fireOne(at: 0))
            try await expectNext(10, after: t.simple(of: job, at: 0, every: 5), "for a schedule that has it too", t)
            try await expectNext(12, after: t.simple(of: job, at: 0, every: 4), "for the first one not before it", t)
            try await expectNext(60, after: try t.cron(of: job, "0 * * * * ?"), "for a cron expression", t)
            try await expectNext(90, after: t.simple(of: job, at: 90, every: 5), "for a later start", t)
            let stored = try require(try await t.stored()?.trigger, "The trigger")
            try expectEqual(stored.previousFireTime, t.at(0), "Previous fire time")
            try expectEqual(try await t.fire(at: 89).count, 0, "Fires before it")
            try expectEqual(try await t.fire(at: 90).map(\.scheduledFireTime), [t.at(90)], "Fires at it")
        },
        Check("G0.72", "a trigger that does not keep it begins anew") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 0, every: 10)])
            try await t.complete(try await t.fireOne(at: 0))
            let new = t.simple(of: job, at: 2, every: 5)
            _ = try await t.store.replaceTrigger(new.key, with: new, keepingNextFireTime: false)
            try expectEqual(try await t.nextFireTime(), t.at(2), "Next fire time")
            try expectEqual(try await t.stored()?.trigger.previousFireTime, nil, "Previous fire time")
        },
        Check("G0.73", "a schedule without a fire time from there on is refused; nothing changes") { t in
            let job = t.job()
            let old = t.simple(of: job, at: 50)
            try await t.store([job], [old])
            for ended in [t.simple(of: job, at: 10), t.simple(of: job, at: 10, every: 5, until: 50)] {
                try await t.expectError(.neverFires, "a schedule that is over") {
                    _ = try await t.store.replaceTrigger(old.key, with: ended, keepingNextFireTime: true)
                }
            }
            try expectEqual(try await t.nextFireTime(), t.at(50), "Next fire time of the old trigger")
            let unknown = try await t.store.replaceTrigger(TriggerKey("x"), with: old, keepingNextFireTime: true)
            try expect(!unknown, "Replacing a trigger that is not stored returned true")
        },
        Check("G0.74", "lists keys by group, % and _ literal, in order") { t in
            let jobs = ["a_b", "axb", "a%b", "a%c", "b"].flatMap { group in
                [t.job("2", group: group), t.job("1", group: group)]
            }
            let triggers = jobs.map { t.simple($0.key.name, group: $0.key.group, of: $0, at: 10) }
            try await t.store(jobs, triggers)
            for (matcher, expected) in StoreUnderTest.matchers {
                let jobKeys = expected.flatMap { [JobKey("1", group: $0), JobKey("2", group: $0)] }.sorted()
                try expectEqual(try await t.store.jobKeys(matching: matcher), jobKeys, "Jobs that match \(matcher)")
                let keys = expected.flatMap { [TriggerKey("1", group: $0), TriggerKey("2", group: $0)] }.sorted()
                try expectEqual(
                    try await t.store.triggerKeys(matching: matcher), keys, "Triggers that match \(matcher)")
            }
        },
    ]

    private static func expectNext(
        _ seconds: Double, after replacement: Trigger, _ what: String, _ t: StoreUnderTest
    ) async throws {
        let replaced = try await t.store.replaceTrigger(
            replacement.key, with: replacement, keepingNextFireTime: true
        )
        try expect(replaced, "Replacing a stored trigger returned false")
        try expectEqual(try await t.nextFireTime(), t.at(seconds), "Next fire time \(what)")
    }
}
