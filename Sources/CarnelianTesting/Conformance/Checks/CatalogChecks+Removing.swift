import Carnelian
import CarnelianCore

extension JobStoreConformance {
    static let removing: [Check] = [
        Check("G0.17", "removing the last trigger removes a non-durable job") { t in
            let job = t.job()
            try await t.store([job], [t.simple("a", of: job), t.simple("b", of: job)])
            let unknown = TriggerKey("unknown")
            let first = try await t.store.removeTriggers([TriggerKey("a"), unknown])
            try expectEqual(first, [TriggerKey("a")], "Removed keys")
            try expect(try await t.store.job(job.key) != nil, "The job went before its last trigger")
            _ = try await t.store.removeTriggers([TriggerKey("b")])
            try expectEqual(try await t.store.job(job.key), nil, "The job without triggers")
        },
        Check("G0.18", "a durable job outlives its triggers") { t in
            let job = t.job(durable: true)
            try await t.store([job], [t.simple(of: job)])
            _ = try await t.store.removeTriggers([TriggerKey("trigger")])
            try expectEqual(try await t.store.job(job.key), job, "The durable job")
        },
        Check("G0.19", "removing a job removes its triggers alone") { t in
            let job = t.job()
            let other = t.job("other")
            try await t.store(
                [job, other],
                [t.simple("a", of: job), try t.cron("b", of: job, "0 * * * * ?"), t.simple("c", of: other)])
            let removed = try await t.store.removeJobs([job.key, JobKey("unknown")])
            try expectEqual(removed, [job.key], "Removed keys")
            let left = try await t.store.triggers(matching: .group(.any)).map(\.trigger.key)
            try expectEqual(left, [TriggerKey("c")], "Triggers that are left")
            try expectEqual(try await t.store.jobs(matching: .any), [other], "Jobs that are left")
        },
        Check("G0.20", "clearing removes the catalog, not the executions and nodes") { t in
            let job = t.job()
            try await t.store([job], [t.simple("a", of: job), try t.cron("b", of: job, "0 * * * * ?", from: 1)])
            try await t.checksIn("node-a", at: 0)
            let fire = try await t.fireOne()
            try await t.store.pause(.triggerGroups(.equals("group")))
            try await t.store.clear()
            try expectEqual(try await t.store.jobs(matching: .any), [], "Jobs")
            try expectEqual(try await t.store.triggers(matching: .group(.any)), [], "Triggers")
            try expectEqual(try await t.store.pausedGroups(), [], "Paused groups")
            try expectEqual(try await t.store.fireInstances().map(\.id), [fire.id], "Fire instances")
            try expectEqual(try await t.store.nodes().map(\.instance), ["node-a"], "Nodes")
            try expectEqual(try await t.complete(fire), [], "Lost completions")
        },
    ]

    static let listing: [Check] = [
        Check("G0.21", "lists jobs by group, % and _ literal, ordered by key") { t in
            let groups = ["a_b", "axb", "a%b", "a%c", "b"]
            let jobs = groups.flatMap { [t.job("2", group: $0, durable: true), t.job("1", group: $0, durable: true)] }
            try await t.store(jobs)
            for (matcher, expected) in StoreUnderTest.matchers {
                let found = try await t.store.jobs(matching: matcher).map(\.key)
                let keys = expected.flatMap { [JobKey("1", group: $0), JobKey("2", group: $0)] }
                try expectEqual(found, keys.sorted(), "Jobs of groups that match \(matcher)")
            }
        },
        Check("G0.22", "lists triggers by group, by job and by state, ordered by key") { t in
            let job = t.job()
            let other = t.job("other")
            let triggers = ["a_b", "axb", "a%b", "a%c", "b"].map { t.simple("t", group: $0, of: job) }
            try await t.store([job, other], triggers + [t.simple("single", group: "z", of: other)])
            for (matcher, expected) in StoreUnderTest.matchers where matcher != .any {
                let found = try await t.store.triggers(matching: .group(matcher)).map(\.trigger.key)
                let keys = expected.map { TriggerKey("t", group: $0) }
                try expectEqual(found, keys.sorted(), "Triggers of groups that match \(matcher)")
            }
            let ofJob = try await t.store.triggers(matching: .job(other.key)).map(\.trigger.key)
            try expectEqual(ofJob, [TriggerKey("single", group: "z")], "Triggers of a job")
            try await t.store.pause(.trigger(TriggerKey("t", group: "b")))
            let paused = try await t.store.triggers(matching: .state(.paused)).map(\.trigger.key)
            try expectEqual(paused, [TriggerKey("t", group: "b")], "Paused triggers")
            try expectEqual(try await t.store.triggers(matching: .state(.error)), [], "Triggers in ERROR")
        },
        Check("G0.23", "tells when the first trigger of a job type is due") { t in
            let job = t.job()
            let other = t.job("other", type: StoreUnderTest.otherType)
            let types: Set<JobType> = [StoreUnderTest.workType]
            try expectEqual(try await t.store.nextDueTime(for: types), nil, "Next due time of an empty store")
            try await t.store(
                [job, other],
                [
                    t.simple("late", of: job, at: 50), t.simple("early", of: job, at: 20),
                    t.simple("first", of: other, at: 5),
                ]
            )
            try expectEqual(try await t.store.nextDueTime(for: types), t.at(20), "Next due time")
            try expectEqual(try await t.store.nextDueTime(for: []), nil, "Next due time for no types")
            let both: Set<JobType> = [StoreUnderTest.workType, StoreUnderTest.otherType]
            try expectEqual(try await t.store.nextDueTime(for: both), t.at(5), "Next due time for both types")
            _ = try await t.claimOne()
            try expectEqual(try await t.store.nextDueTime(for: types), t.at(50), "Next due time beside a claim")
            try await t.store.pause(.trigger(TriggerKey("late")))
            try expectEqual(try await t.store.nextDueTime(for: types), nil, "Next due time with all paused")
        },
    ]
}

extension StoreUnderTest {
    /// Each matcher with the groups that it selects among `a_b`, `axb`, `a%b`, `a%c` and `b`.
    static let matchers: [(GroupMatcher, [String])] = [
        (.equals("a_b"), ["a_b"]),
        (.equals("a%b"), ["a%b"]),
        (.startsWith("a_"), ["a_b"]),
        (.startsWith("a%"), ["a%b", "a%c"]),
        (.endsWith("_b"), ["a_b"]),
        (.endsWith("b"), ["a_b", "axb", "a%b", "b"]),
        (.contains("%"), ["a%b", "a%c"]),
        (.contains("_"), ["a_b"]),
        (.any, ["a_b", "axb", "a%b", "a%c", "b"]),
    ]

    /// Expects an error of a code.
    func expectError(
        _ code: CarnelianError.Code, _ what: String, file: StaticString = #fileID, line: UInt = #line,
        _ body: () async throws -> Void
    ) async throws {
        do {
            try await body()
        } catch let error as CarnelianError {
            try expectEqual(error.code, code, "Code of the error of: \(what) (\(error))", file: file, line: line)
            return
        }
        throw ConformanceFailure("\(what): expected an error \(code), none was thrown", location: "\(file):\(line)")
    }
}
