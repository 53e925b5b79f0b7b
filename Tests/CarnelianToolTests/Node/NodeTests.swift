import CarnelianTool
import Subprocess
import TestSupport
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

struct NodeTests {
    @Test(arguments: [SIGTERM, SIGINT])
    func startsAndDrainsOnASignal(signal: Int32) async throws {
        try await TestDatabase.run { database in
            try await database.succeed(
                "job", "put", "t.slow", "--type", "carnelian.jobs.SQL", "--data",
                "statement=WITH w AS (SELECT pg_sleep(8)) \(TestDatabase.ledgerStatement) FROM w")
            try await database.succeed("trigger", "put", "t.slow", "--job", "t.slow", "--at", "2020-01-01T00:00:00Z")
            let node = NodeProcess("one", database: database.url, ["--allow", "sql"])
            try await withNodes([node]) {
                try await eventuallyStarted([node])
                try await eventuallyCount(
                    1, "SELECT count(*) FROM qrtz_fired_triggers WHERE state = 'EXECUTING'", database)
                node.send(signal)
                try await eventually("the node to stop", within: .seconds(60)) { node.ending != nil }
            }
            #expect(node.ending == .exited(0), "\(node.lines.joined(separator: "\n"))")
            // The running job was let end, and recorded; nothing is left of the node.
            #expect(try await database.count("SELECT count(*) FROM ledger") == 1)
            #expect(try await database.count("SELECT count(*) FROM qrtz_triggers") == 0)
            #expect(try await database.count("SELECT count(*) FROM qrtz_fired_triggers") == 0)
            #expect(try await database.count("SELECT count(*) FROM qrtz_scheduler_state") == 0)
        }
    }

    @Test func stopsByItselfAfterTheTimeItIsGiven() async throws {
        try await TestDatabase.run { database in
            let outcome = try await database.succeed("node", "--instance-id", "brief", "--run-for", "4s")
            #expect(outcome.output == #"{"event":"started","instance":"brief"}"# + "\n")
            #expect(outcome.errors.contains("info"))
            let quiet = try await database.succeed("node", "--run-for", "200ms", "--log-level", "error")
            #expect(quiet.errors.isEmpty)
        }
    }

    @Test func refusesADatabaseWithoutTables() async throws {
        try await TestPostgres.shared.withDatabase { url in
            let outcome = try await Tool.run(["node", "--run-for", "30s", "--log-level", "critical"], database: url)
            #expect(outcome.status == 1)
            #expect(outcome.errorLines.count == 1)
            #expect(outcome.errors.contains("carnelian migrate"), "\(outcome.errors)")
        }
    }

    @Test func runsOnlyWhatIsAllowed() async throws {
        try await TestDatabase.run { database in
            for (name, type, data) in [
                ("sql", "carnelian.jobs.SQL", "statement=\(TestDatabase.ledgerStatement)"),
                ("shell", "carnelian.jobs.Shell", "command=true"), ("noop", "carnelian.jobs.NoOp", "x=y"),
                ("sleep", "carnelian.jobs.Sleep", "milliseconds=1"),
            ] {
                try await database.succeed("job", "put", "t.\(name)", "--type", type, "--data", data)
                try await database.succeed(
                    "trigger", "put", "t.\(name)", "--job", "t.\(name)", "--at", "2020-01-01T00:00:00Z")
            }
            func left() async throws -> [String] {
                try await database.strings("SELECT trigger_name FROM qrtz_triggers ORDER BY 1")
            }
            try await withNodes([NodeProcess("a", database: database.url)]) {
                try await eventually("NoOp and Sleep to run") { try await left() == ["shell", "sql"] }
            }
            try await withNodes([NodeProcess("b", database: database.url, ["--allow", "shell,sql"])]) {
                try await eventually("the others to run") { try await left() == [] }
            }
            #expect(try await database.strings("SELECT node FROM ledger") == ["b"])
        }
    }

    @Test func showsInTheStatus() async throws {
        try await TestDatabase.run { database in
            try await database.succeed(
                "job", "put", "t.sleep", "--type", "carnelian.jobs.Sleep", "--data", "milliseconds=60000", "--durable")
            try await database.succeed("job", "fire", "t.sleep")
            let node = NodeProcess("visible", database: database.url)
            try await withNodes([node]) {
                try await eventuallyCount(
                    1, "SELECT count(*) FROM qrtz_fired_triggers WHERE state = 'EXECUTING'", database)
                let status = try await database.succeed("status", "--json").json()
                let nodes = status[name: "nodes"]?.elements ?? []
                let fires = status[name: "executing"]?.elements ?? []
                #expect(nodes.map { $0[name: "instance"] } == ["visible"])
                #expect(nodes.map { $0[name: "executing"] } == [1])
                #expect(nodes.map { $0[name: "late"] } == [false])
                #expect(fires.map { $0[name: "job"] } == ["t.sleep"])
                #expect(fires.map { $0[name: "instance"] } == ["visible"])
                let text = try await database.succeed("status").output
                #expect(text.contains("visible") && text.contains("t.sleep"))
                #expect(!text.contains("\u{1B}"))
                node.send(SIGKILL)
            }
        }
    }
}
