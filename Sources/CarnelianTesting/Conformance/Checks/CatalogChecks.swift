import Carnelian
import CarnelianCore

/// G0: the catalog's verbs do what their documentation says.
extension JobStoreConformance {
    static let storing: [Check] = [
        Check("G0.1", "stores a job as it is") { t in
            let job = JobDetail(
                key: JobKey("name", group: "group"), type: StoreUnderTest.workType, description: "A note: ö € 🍎",
                data: ["key": "value", "empty": "", "odd = key": "a\\b\n#ö🍎"], isDurable: true, isExclusive: true,
                persistsData: true, requestsRecovery: true
            )
            try await t.store([job])
            try expectEqual(try await t.store.job(job.key), job, "The job")
            let plain = t.job("plain", durable: true)
            try await t.store([plain])
            try expectEqual(try await t.store.job(plain.key), plain, "A job with defaults")
            try expectEqual(try await t.store.job(JobKey("unknown")), nil, "A job that is not stored")
        },
        Check("G0.2", "stores a simple trigger as it is") { t in
            let job = t.job()
            var trigger = t.simple(of: job, at: 30, every: 2.5, repeats: 7, until: 3_600, priority: 9)
            trigger.misfireInstruction = .nextKeepingCount
            trigger.description = "A note"
            trigger.data = ["a": "1", "b": "two words"]
            try await t.store([job], [trigger])
            trigger.nextFireTime = t.at(30)
            try expectEqual(try await t.stored()?.trigger, trigger, "The trigger")
            try await t.expectState(.waiting, "after storing it")
            try expectEqual(try await t.stored("unknown"), nil, "A trigger that is not stored")
        },
        Check("G0.3", "stores a cron trigger as it is") { t in
            let job = t.job()
            var trigger = try t.cron(of: job, "0 30 9 ? * MON-FRI", until: 86_400 * 30, misfire: .doNothing)
            trigger.kind = .cron(
                CronTrigger(try CronExpression("0 30 9 ? * MON-FRI"), in: try TimeZoneRules("Europe/Berlin"))
            )
            try await t.store([job], [trigger])
            trigger.nextFireTime = t.at(8.5 * 3_600)
            try expectEqual(try await t.stored()?.trigger, trigger, "The trigger")
        },
        Check("G0.4", "computes the first fire time, the start included") { t in
            let job = t.job()
            try await t.store(
                [job],
                [
                    t.simple("simple", of: job, at: -3_600, every: 10),
                    try t.cron("noon", of: job, "0 0 12 * * ?", from: 12 * 3_600),
                    try t.cron("past-noon", of: job, "0 0 12 * * ?", from: 12 * 3_600 + 1),
                ]
            )
            try expectEqual(try await t.nextFireTime("simple"), t.at(-3_600), "First fire of a simple trigger")
            try expectEqual(try await t.nextFireTime("noon"), t.at(12 * 3_600), "First fire of a cron trigger")
            try expectEqual(try await t.nextFireTime("past-noon"), t.at(36 * 3_600), "First fire after the start")
        },
        Check("G0.5", "keeps a next fire time and progress that are given") { t in
            let job = t.job()
            var trigger = t.simple(of: job, at: 0, every: 10)
            trigger.nextFireTime = t.at(50)
            trigger.previousFireTime = t.at(40)
            trigger.timesTriggered = 5
            try await t.store([job], [trigger])
            try expectEqual(try await t.stored()?.trigger, trigger, "The trigger")
        },
        Check("G0.6", "refuses keys that are stored, all or nothing") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 10)])
            let fresh = t.job("fresh")
            try await t.expectError(.alreadyExists, "Storing a stored trigger") {
                try await t.store([fresh], [t.simple("new", of: fresh), t.simple(of: job, at: 99)])
            }
            try expectEqual(try await t.store.job(fresh.key), nil, "The new job of a failed batch")
            try expectEqual(try await t.stored("new"), nil, "The new trigger of a failed batch")
            try expectEqual(try await t.nextFireTime(), t.at(10), "The stored trigger's next fire time")
            try await t.expectError(.alreadyExists, "Storing a stored job") {
                try await t.store([fresh, t.job(type: StoreUnderTest.otherType)])
            }
            try expectEqual(try await t.store.job(fresh.key), nil, "The new job of a second failed batch")
            try expectEqual(try await t.store.job(job.key)?.type, StoreUnderTest.workType, "The stored job's type")
        },
        Check("G0.7", "refuses a trigger without its job") { t in
            let job = t.job("stored")
            try await t.expectError(.notFound, "Storing a trigger of an unknown job") {
                try await t.store([job], [t.simple("good", of: job), t.simple(of: t.job("unknown"))])
            }
            try expectEqual(try await t.store.job(job.key), nil, "The job of the failed batch")
            try expectEqual(try await t.stored("good"), nil, "The other trigger of the failed batch")
        },
        Check("G0.8", "refuses a trigger that never fires") { t in
            let job = t.job()
            try await t.expectError(.neverFires, "Storing a trigger without a fire time") {
                try await t.store([job], [try t.cron(of: job, "0 0 0 1 1 ? 2020")])
            }
            try expectEqual(try await t.store.job(job.key), nil, "The job of the failed batch")
        },
        Check("G0.9", "refuses names beyond the columns' width") { t in
            let long = String(repeating: "n", count: 201)
            try await t.expectError(.invalidValue, "Storing a job with a name of 201 characters") {
                try await t.store([t.job(long, durable: true)])
            }
            let job = t.job()
            try await t.expectError(.invalidValue, "Storing a trigger with a group of 201 characters") {
                try await t.store([job], [t.simple(group: long, of: job)])
            }
            try await t.expectError(.invalidValue, "Storing a trigger without a name") {
                try await t.store([job], [t.simple("", of: job)])
            }
        },
        Check("G0.10", "stores several hundred triggers in one batch") { t in
            let job = t.job()
            try await t.store([job], (0..<500).map { t.simple("t\($0)", of: job, at: Double($0)) })
            try expectEqual(try await t.store.triggers(matching: .job(job.key)).count, 500, "Stored triggers")
        },
    ]

    static let replacing: [Check] = [
        Check("G0.11", "replaces jobs and triggers when asked to") { t in
            let job = t.job(data: ["v": "1"])
            try await t.store([job], [t.simple(of: job, at: 10, every: 10)])
            var changed = t.job(data: ["v": "2"])
            changed.description = "Changed"
            try await t.store([changed], [t.simple(of: job, at: 77, priority: 1)], onConflict: .replace)
            try expectEqual(try await t.store.job(job.key), changed, "The replaced job")
            var expected = t.simple(of: job, at: 77, priority: 1)
            expected.nextFireTime = t.at(77)
            try expectEqual(try await t.stored()?.trigger, expected, "The replaced trigger")
        },
        Check("G0.12", "replaces a trigger of one kind by another kind") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 10, every: 10)])
            var cron = try t.cron(of: job, "0 * * * * ?", from: 1)
            try await t.store([], [cron], onConflict: .replace)
            cron.nextFireTime = t.at(60)
            try expectEqual(try await t.stored()?.trigger, cron, "The trigger, now cron")
            var simple = t.simple(of: job, at: 5)
            try await t.store([], [simple], onConflict: .replace)
            simple.nextFireTime = t.at(5)
            try expectEqual(try await t.stored()?.trigger, simple, "The trigger, now simple again")
        },
        Check("G0.13", "replacing a job leaves its triggers") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 10)])
            try await t.store([t.job(type: StoreUnderTest.otherType)], onConflict: .replace)
            try expectEqual(try await t.nextFireTime(), t.at(10), "Next fire time")
            let unsuited = try await t.turn(at: 10)
            try expect(unsuited.fired.isEmpty && unsuited.claimed.isEmpty, "Fired for the job's former type")
            let fired = try await t.turn(at: 10, types: [StoreUnderTest.otherType]).fired
            try expectEqual(fired.map(\.job.type), [StoreUnderTest.otherType], "Type of the fired job")
        },
        Check("G0.14", "reconciling keeps the progress of unchanged triggers") { t in
            let job = t.job(data: ["v": "1"])
            let triggers = [
                t.simple("same", of: job, at: 0, every: 10), t.simple("paused", of: job, at: 500),
                t.simple("changed", of: job, at: 500), try t.cron("cron", of: job, "0 * * * * ?"),
            ]
            try await t.store([job], triggers)
            for fire in try await t.fire(at: 0) { try await t.complete(fire) }
            try await t.store.pause(.trigger(TriggerKey("paused")))
            var again = triggers
            again[2].startTime = t.at(700)
            try await t.store([t.job(data: ["v": "2"])], again, onConflict: .reconcile)
            try expectEqual(try await t.store.job(job.key)?.data, ["v": "2"], "The job's data")
            let same = try require(try await t.stored("same"), "The unchanged trigger").trigger
            try expectEqual(same.nextFireTime, t.at(10), "Next fire time of the unchanged trigger")
            try expectEqual(same.previousFireTime, t.at(0), "Previous fire time of the unchanged trigger")
            try expectEqual(same.timesTriggered, 1, "Fires of the unchanged trigger")
            try expectEqual(try await t.nextFireTime("cron"), t.at(60), "Next fire time of the unchanged cron trigger")
            try await t.expectState(.paused, of: "paused", "after reconciling")
            try expectEqual(try await t.nextFireTime("changed"), t.at(700), "Next fire time of the changed trigger")
        },
        Check("G0.15", "reconciling stores what is new") { t in
            let job = t.job()
            try await t.store([job], [t.simple(of: job, at: 3)], onConflict: .reconcile)
            try expectEqual(try await t.nextFireTime(), t.at(3), "Next fire time")
        },
        Check("G0.16", "replaces one trigger, under a new key too") { t in
            let job = t.job()
            try await t.store([job], [t.simple("old", of: job, at: 10)])
            try expect(
                try await t.store.replaceTrigger(TriggerKey("old"), with: t.simple("old", of: job, at: 20)),
                "Replacing a stored trigger returned false"
            )
            try expectEqual(try await t.nextFireTime("old"), t.at(20), "Next fire time")
            try expect(
                try await t.store.replaceTrigger(TriggerKey("old"), with: t.simple("new", of: job, at: 30)),
                "Replacing a stored trigger by another key returned false"
            )
            try expectEqual(try await t.stored("old"), nil, "The old key")
            try expectEqual(try await t.nextFireTime("new"), t.at(30), "Next fire time of the new key")
            try expect(try await t.store.job(job.key) != nil, "The job went with the old key")
            try expect(
                try await !t.store.replaceTrigger(TriggerKey("old"), with: t.simple("x", of: job, at: 30)),
                "Replacing a trigger that is not stored returned true"
            )
            try expectEqual(try await t.stored("x"), nil, "The replacement of a trigger that is not stored")
        },
    ]
}
