import CarnelianTool
import TestSupport
import Testing

/// What `carnelian doctor` prints and how it ends.
struct DoctorCommandTests {
    /// Findings but for the settings of the tests' server, which may lose what it was told last.
    private func findings(_ outcome: Tool.Outcome) throws -> [JSONValue] {
        guard case .array(let findings) = try outcome.json()[name: "findings"] else { return [] }
        return findings.filter { $0[name: "code"] != .string("server-not-durable") }
    }

    @Test func findsAndMends() async throws {
        try await TestDatabase.run { database in
            try await database.succeed("job", "put", "a.j", "--type", "x", "--durable")
            try await database.succeed("trigger", "put", "a.t", "--job", "a.j", "--every", "1h")
            #expect(try findings(try await database.tool(["doctor", "--json"])).isEmpty)
            try await database.execute("UPDATE qrtz_triggers SET trigger_state = 'BLOCKED'")
            let sick = try await database.tool(["doctor", "--json"])
            #expect(sick.status == 1)
            let found = try #require(try findings(sick).first)
            #expect(found[name: "code"] == .string("blocked-without-execution"))
            #expect(found[name: "severity"] == .string("problem"))
            #expect(found[name: "subject"] == .string("a.t"))
            let text = try await database.tool(["doctor"])
            #expect(text.status == 1)
            #expect(text.outputLines.first == "PROBLEMS")
            #expect(text.output.contains("    a.t  BLOCKED, and no exclusive execution of its job a.j is recorded"))
            #expect(text.outputLines.last?.contains("in scheduler \"carnelian\"; --repair mends 1 of them.") == true)
            // Looking has changed nothing.
            #expect(try await database.count("SELECT count(*) FROM qrtz_triggers WHERE trigger_state = 'BLOCKED'") == 1)
            let mended = try await database.tool(["doctor", "--repair", "--json"])
            #expect(try findings(mended).isEmpty)
            guard case .array(let repairs) = try mended.json()[name: "repairs"] else {
                Issue.record("no repairs in \(mended.output)")
                return
            }
            #expect(repairs.map { $0[name: "message"] } == [.string("set to WAITING")])
            #expect(repairs.map { $0[name: "done"] } == [.bool(true)])
            #expect(try await database.count("SELECT count(*) FROM qrtz_triggers WHERE trigger_state = 'WAITING'") == 1)
        }
    }

    @Test(arguments: [["doctor", "nonsense"], ["doctor", "--observe", "0s"], ["doctor", "--observe"]])
    func misuseIsUsage(arguments: [String]) async throws {
        let outcome = try await Tool.run(arguments)
        #expect(outcome.status == 64)
        #expect(outcome.errorLines.count == 1)
    }

    @Test func aServerOutOfReachIsOneLine() async throws {
        let outcome = try await Tool.run(["doctor"], database: "host=127.0.0.1 port=1 user=nobody")
        #expect(outcome.status == 1)
        #expect(outcome.output.isEmpty && outcome.errorLines.count == 1)
    }
}
