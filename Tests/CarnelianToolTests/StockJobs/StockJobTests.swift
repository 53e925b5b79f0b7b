import CarnelianTool
import TestSupport
import Testing

struct StockJobTests {
    @Test func SQLKnowsItsFireInItsTransactionOnly() async throws {
        try await TestDatabase.run { database in
            try await database.succeed(
                "job", "put", "g.j", "--type", "carnelian.jobs.SQL", "--durable", "--data",
                "statement=\(TestDatabase.ledgerStatement)")
            try await database.succeed("trigger", "put", "g.t", "--job", "g.j", "--at", "2021-02-03T04:05:06.789Z")
            try await withNodes([NodeProcess("sqlnode", database: database.url, ["--allow", "sql"])]) {
                try await eventuallyCount(1, "SELECT count(*) FROM ledger", database)
            }
            let row = try await database.strings(
                "SELECT concat_ws('|', trigger, job, node, scheduled, recovering, fire LIKE 'sqlnode%') FROM ledger")
            // Misfired long ago: the fire is scheduled for the time at which that was handled.
            let parts = try #require(row.first).split(separator: "|").map(String.init)
            #expect(parts[0...2] == ["g.t", "g.j", "sqlnode"] && parts[4...5] == ["false", "t"])
        }
    }

    @Test func SQLThatFailsLeavesNothing() async throws {
        try await TestDatabase.run { database in
            try await database.succeed(
                "job", "put", "g.j", "--type", "carnelian.jobs.SQL", "--durable", "--data",
                "statement=WITH w AS (INSERT INTO ledger (job) VALUES ('x') RETURNING 1) SELECT 1 / 0 FROM w")
            try await database.succeed("job", "fire", "g.j")
            let node = NodeProcess("n", database: database.url, ["--allow", "sql"])
            try await withNodes([node]) {
                try await eventually("the failure to be logged") {
                    node.lines.contains { $0.contains("division by zero") }
                }
                try await eventuallyCount(0, "SELECT count(*) FROM qrtz_fired_triggers", database)
            }
            #expect(try await database.count("SELECT count(*) FROM ledger") == 0)
        }
    }

    @Test func shellKnowsItsFireAndLogsItsOutput() async throws {
        try await TestDatabase.run { database in
            try await database.succeed(
                "job", "put", "g.j", "--type", "carnelian.jobs.Shell", "--durable", "--data",
                "command=echo fact:$CARNELIAN_JOB:$CARNELIAN_INSTANCE_ID:$CARNELIAN_RECOVERING; echo bad >&2; exit 7")
            let fired = try await database.succeed("job", "fire", "g.j", "--json").json()
            let trigger = try #require(fired[name: "trigger"]?.string)
            let node = NodeProcess("shellnode", database: database.url, ["--allow", "shell"])
            try await withNodes([node]) {
                try await eventually("output and failure in the log") {
                    let log = node.lines.joined(separator: "\n")
                    return log.contains("fact:g.j:shellnode:false") && log.contains(" bad ")
                        && log.contains("exit status 7")
                }
            }
            #expect(trigger.hasPrefix("DEFAULT.MT_"))
        }
    }

    @Test func shellThatTakesTooLongIsEndedWithAllItStarted() async throws {
        try await TestDatabase.run { database in
            let mark = "4\(UInt32.random(in: 1_000_000...9_999_999))"
            // Both ignore SIGTERM; the second outlives its shell.
            try await database.succeed(
                "job", "put", "g.j", "--type", "carnelian.jobs.Shell", "--durable", "--data", "timeoutSeconds=8",
                "--data", "command=trap '' TERM; (trap '' TERM; sleep \(mark)) & sleep \(mark)")
            try await database.succeed("job", "fire", "g.j")
            let node = NodeProcess("n", database: database.url, ["--allow", "shell"])
            try await withNodes([node]) {
                try await eventually("the command to run") { try await running(mark) > 0 }
                try await eventually("the timeout to be logged", within: .seconds(60)) {
                    node.lines.contains { $0.contains("took longer than 8") }
                }
                try await eventually("its processes to be gone") { try await running(mark) == 0 }
                try await eventuallyCount(0, "SELECT count(*) FROM qrtz_fired_triggers", database)
            }
        }
    }

    @Test func lotsOfOutputIsCut() async throws {
        try await TestDatabase.run { database in
            try await database.succeed(
                "job", "put", "g.j", "--type", "carnelian.jobs.Shell", "--durable", "--data",
                "command=i=0; while [ $i -lt 20000 ]; do echo line-$i; i=$((i+1)); done; echo the end")
            try await database.succeed("job", "fire", "g.j")
            let node = NodeProcess("n", database: database.url, ["--allow", "shell"])
            try await withNodes([node]) {
                try await eventually("the end of the output") { node.lines.contains { $0.contains(" the end ") } }
            }
            #expect(node.lines.contains { $0.contains("bytes of output left out") })
            #expect(!node.lines.contains { $0.contains(" line-5 ") })
            #expect(node.lines.contains { $0.contains(" line-19999 ") })
        }
    }

    /// How many processes have the mark, which begins with a 4, as an argument; the search itself does not count.
    private func running(_ mark: String) async throws -> Int {
        Int(
            try await Shell.run("grep -lzx '[4]\(mark.dropFirst())' /proc/[0-9]*/cmdline 2>/dev/null | wc -l").filter(
                \.isNumber)) ?? -1
    }
}
