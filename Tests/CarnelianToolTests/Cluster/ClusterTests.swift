import CarnelianCore
import CarnelianTool
import Subprocess
import TestSupport
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Several processes on one database, held against a ledger that their SQL jobs write.
@Suite(.serialized) struct ClusterTests {
    @Test func fourNodesRunEachScheduledFireExactlyOnce() async throws {
        try await withCluster { database in
            let oneShots = 2_000
            let (recurring, times) = (50, 8)
            try await database.succeed(
                "job", "put", "c.ledger", "--type", "carnelian.jobs.SQL", "--durable", "--data",
                "statement=\(TestDatabase.ledgerStatement)")
            try await database.succeed("job", "put", "c.noop", "--type", "carnelian.jobs.NoOp", "--durable")
            let nodes = (1...4).map { number in
                NodeProcess("node\(number)", database: database.url, ["--allow", "sql", "--max-concurrent-jobs", "8"])
            }
            try await withNodes(nodes) {
                try await eventuallyStarted(nodes)
                let now = try await database.count("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint")
                try await database.execute(schedule(oneShots: oneShots, from: now + 2_000))
                try await database.execute(schedule(recurring: recurring, times: times, from: now + 2_000))
                // Rows that no node wrote make no signal: a fire of another job tells the nodes to look.
                try await database.succeed("job", "fire", "c.noop")
                let total = oneShots + recurring * times
                try await eventually("\(total) rows in the ledger", within: .seconds(120)) {
                    try await database.count("SELECT count(*) FROM ledger") >= total
                }
                try await eventuallyCount(
                    0, "SELECT count(*) FROM qrtz_fired_triggers WHERE state = 'EXECUTING'", database)
                try await eventuallyCount(0, "SELECT count(*) FROM qrtz_triggers", database)

                // Each (trigger, scheduled time) that the schedules name, once, and nothing else.
                let expected = expectedFires(oneShots: oneShots, recurring: recurring, times: times, from: now + 2_000)
                let written = try await database.strings("SELECT trigger || ' ' || scheduled FROM ledger")
                #expect(written.count == total)
                #expect(Set(written) == expected)
                #expect(try await database.count("SELECT count(DISTINCT fire) FROM ledger") == total)
                #expect(try await database.count("SELECT count(DISTINCT node) FROM ledger") > 1)
            }
            for node in nodes { #expect(node.ending == .exited(0), "\(node.lines.suffix(12).joined(separator: "\n"))") }
        }
    }

    @Test func theToolInterruptsAJobOnAnyNode() async throws {
        try await withCluster { database in
            try await database.succeed(
                "job", "put", "c.sleeper", "--type", "carnelian.jobs.Sleep", "--durable", "--data",
                "milliseconds=600000")
            let idle = try await database.succeed("job", "interrupt", "c.sleeper")
            #expect(idle.output.contains("does not execute"))
            let node = NodeProcess("node", database: database.url)
            try await withNodes([node]) {
                try await eventuallyStarted([node])
                try await database.succeed("job", "fire", "c.sleeper")
                let executing = "SELECT count(*) FROM qrtz_fired_triggers WHERE state = 'EXECUTING'"
                try await eventuallyCount(1, executing, database)
                let asked = try await database.succeed("job", "interrupt", "c.sleeper")
                #expect(asked.output.contains("on node to end"))
                try await eventuallyCount(0, executing, database)
                try await database.succeed("job", "fire", "c.sleeper")
                try await eventuallyCount(1, executing, database)
                let fire = try #require(
                    try await database.strings("SELECT entry_id FROM qrtz_fired_triggers WHERE state = 'EXECUTING'")
                        .first
                )
                try await database.succeed("job", "interrupt", "--fire", fire, "--json")
                try await eventuallyCount(0, executing, database)
            }
            #expect(node.ending == .exited(0), "\(node.lines.suffix(12).joined(separator: "\n"))")
            #expect(try await database.tool(["job", "interrupt", "c.none"]).status != 0)
            #expect(try await database.tool(["job", "interrupt"]).status == 64)
            #expect(try await database.tool(["job", "interrupt", "c.sleeper", "--fire", "x"]).status == 64)
        }
    }

    @Test func anotherNodeTakesOverWhatAKilledOneWasRunning() async throws {
        try await withCluster { database in
            for (name, flags) in [("recoverable", ["--recover"]), ("abandoned", [])] {
                let statement = "\(TestDatabase.ledgerStatement) FROM pg_sleep(2)"
                let put = ["job", "put", "c.\(name)", "--type", "carnelian.jobs.SQL", "--durable", "--data"]
                #expect(try await database.tool(put + ["statement=\(statement)"] + flags).status == 0)
            }
            let options = ["--allow", "sql", "--check-in-interval", "500ms", "--check-in-grace", "1s"]
            let victim = NodeProcess("victim", database: database.url, options)
            let heir = NodeProcess("heir", database: database.url, options)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await victim.run() }
                try await eventuallyStarted([victim])
                try await database.succeed("job", "fire", "c.recoverable")
                try await database.succeed("job", "fire", "c.abandoned")
                try await eventuallyCount(
                    2, "SELECT count(*) FROM qrtz_fired_triggers WHERE state = 'EXECUTING'", database)
                try await withNodes([heir]) {
                    try await eventuallyStarted([heir])
                    let scheduled = try await database.strings(
                        "SELECT sched_time::text FROM qrtz_fired_triggers WHERE job_name = 'recoverable'")
                    victim.send(SIGKILL)
                    try await eventuallyCount(1, "SELECT count(*) FROM ledger", database)
                    try await eventuallyCount(0, "SELECT count(*) FROM qrtz_fired_triggers", database)
                    let rows = try await database.strings(
                        "SELECT concat_ws(' ', job, node, recovering, scheduled) FROM ledger")
                    #expect(rows == ["c.recoverable heir true \(scheduled.first ?? "")"])
                    let nodes = try await database.strings("SELECT instance_name FROM qrtz_scheduler_state")
                    #expect(nodes == ["heir"])
                }
                try await group.waitForAll()
            }
            #expect(victim.ending == .signaled(SIGKILL))
            #expect(heir.ending == .exited(0))
        }
    }

    @Test func sixteenNodesStartAtOnceOnEmptyTables() async throws {
        try await TestPostgres.start(settings: ["max_connections": "400"]).withDatabase { url in
            // All migrate at once, too.
            try await withThrowingTaskGroup(of: Tool.Outcome.self) { group in
                for _ in 0..<16 { group.addTask { try await Tool.run(["migrate"], database: url) } }
                for try await outcome in group { #expect(outcome.status == 0, "\(outcome.errors)") }
            }
            let database = TestDatabase(url: url)
            let nodes = (1...16).map { NodeProcess("n\($0)", database: url) }
            try await withNodes(nodes) {
                try await eventuallyStarted(nodes, within: .seconds(60))
                try await eventuallyCount(16, "SELECT count(*) FROM qrtz_scheduler_state", database)
                #expect(try await database.count("SELECT count(*) FROM qrtz_locks") == 2)
                try await database.succeed("job", "put", "c.noop", "--type", "carnelian.jobs.NoOp", "--durable")
                try await database.succeed("job", "fire", "c.noop")
                try await eventuallyCount(0, "SELECT count(*) FROM qrtz_triggers", database)
            }
            for node in nodes { #expect(node.ending == .exited(0), "\(node.lines.suffix(12).joined(separator: "\n"))") }
            #expect(try await database.count("SELECT count(*) FROM qrtz_scheduler_state") == 0)
        }
    }

    /// A cluster's database on a server of its own, with room for its connections.
    private func withCluster(_ body: (TestDatabase) async throws -> Void) async throws {
        let server = try await TestPostgres.start(settings: ["max_connections": "400"])
        try await TestDatabase.run(on: server, body)
    }

    /// One-shot triggers, a fire every 2 ms.
    private func schedule(oneShots: Int, from start: Int) -> String {
        triggers(name: "'once' || i", start: "\(start) + 2 * i", last: oneShots, repeats: 0, interval: 0)
    }

    /// Triggers that fire every second.
    private func schedule(recurring: Int, times: Int, from start: Int) -> String {
        triggers(name: "'every' || i", start: "\(start) + 7 * i", last: recurring, repeats: times - 1, interval: 1_000)
    }

    /// The rows that `trigger put` writes, for many triggers at once.
    private func triggers(name: String, start: String, last: Int, repeats: Int, interval: Int) -> String {
        """
        BEGIN;
        INSERT INTO qrtz_triggers (sched_name, trigger_name, trigger_group, job_name, job_group, next_fire_time,
                                   prev_fire_time, priority, trigger_state, trigger_type, start_time, end_time,
                                   misfire_instr)
        SELECT 'carnelian', \(name), 'c', 'ledger', 'c', \(start), -1, 5, 'WAITING', 'SIMPLE', \(start), 0, 0
        FROM generate_series(1, \(last)) AS i;
        INSERT INTO qrtz_simple_triggers (sched_name, trigger_name, trigger_group, repeat_count, repeat_interval,
                                          times_triggered)
        SELECT 'carnelian', \(name), 'c', \(repeats), \(interval), 0 FROM generate_series(1, \(last)) AS i;
        COMMIT;
        """
    }

    private func expectedFires(oneShots: Int, recurring: Int, times: Int, from start: Int) -> Set<String> {
        var fires = Set((1...oneShots).map { "c.once\($0) \(start + 2 * $0)" })
        for number in 1...recurring {
            for fire in 0..<times { fires.insert("c.every\(number) \(start + 7 * number + 1_000 * fire)") }
        }
        return fires
    }
}
