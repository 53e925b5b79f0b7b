import CarnelianTool
import Testing

/// A node starts on a database full of rows that cannot be used, and fires the rest; the tool shows what is wrong.
@Suite(.timeLimit(.minutes(5))) struct PoisonTests {
    /// What becomes of trigger `bad.<name>`, and a part of the reason.
    private static let poison: [(name: String, change: String, reason: String)] = [
        ("row", "DELETE FROM qrtz_simple_triggers WHERE trigger_name = 'row'", "no row in simple_triggers"),
        ("cron", cron("cron", "0 0 25 * * ?", "UTC"), "25"),
        ("zone", cron("zone", "0 0 6 * * ?", "Mars/Olympus"), "Mars/Olympus"),
        (
            "data", #"UPDATE qrtz_triggers SET job_data = 'a=\\uD83D' WHERE trigger_name = 'data'"#,
            "half of a surrogate pair"
        ),
        ("job", #"UPDATE qrtz_job_details SET job_data = 'a=\\uD83D' WHERE job_name = 'job'"#, "job bad.job: "),
        (
            "calendar", "UPDATE qrtz_triggers SET calendar_name = 'odd' WHERE trigger_name = 'calendar'",
            "\"odd\" cannot be read"
        ),
        (
            "ticks", "UPDATE qrtz_triggers SET next_fire_time = 638991234567890000 WHERE trigger_name = 'ticks'",
            "looks like Quartz.NET ticks"
        ),
    ]

    private static func cron(_ name: String, _ expression: String, _ zone: String) -> String {
        """
        UPDATE qrtz_triggers SET trigger_type = 'CRON' WHERE trigger_name = '\(name)';
        INSERT INTO qrtz_cron_triggers VALUES ('carnelian', '\(name)', 'bad', '\(expression)', '\(zone)')
        """
    }

    @Test func parksEachAndFiresTheRest() async throws {
        try await TestDatabase.run { database in
            try await database.execute("INSERT INTO qrtz_calendars VALUES ('carnelian', 'odd', '\\xaced000574000161')")
            for (name, change, _) in Self.poison {
                try await put(database, "bad.\(name)", every: "1h")
                try await database.execute(change)
            }
            try await put(database, "good.t", every: "100ms")
            let node = try await database.tool(["node", "--instance-id", "a", "--run-for", "6s"])
            #expect(node.status == 0, "\(node.errors)")
            let fired =
                "SELECT count(*) FROM qrtz_triggers t JOIN qrtz_simple_triggers USING (trigger_name, trigger_group) "
            #expect(try await database.count(fired + "WHERE trigger_group = 'good' AND times_triggered > 10") == 1)
            let jobs = try await database.succeed("job", "list").outputLines
            #expect(jobs.contains { $0.hasPrefix("good.t  ") })
            #expect(jobs.contains { $0.hasPrefix("bad.job  ") && $0.contains("half of a surrogate pair") }, "\(jobs)")
            let status = try await database.succeed("status").output
            let list = try await database.succeed("trigger", "list", "--state", "error").output
            for (name, _, reason) in Self.poison {
                let key = "bad.\(name)"
                let json = try await database.succeed("trigger", "show", key, "--json").json()
                #expect(json[name: "state"] == "ERROR", "\(key)")
                guard case .string(let stored)? = json[name: "errorReason"] else {
                    Issue.record("\(key) has no reason")
                    continue
                }
                #expect(stored.contains(reason), "\(key): \(stored)")
                #expect(try await database.succeed("trigger", "show", key).output.contains(stored))
                #expect(try await database.succeed("trigger", "explain", key).output.contains("in ERROR: \(stored)."))
                #expect(status.contains(stored), "\(key) in\n\(status)")
                #expect(list.contains(stored), "\(key) in\n\(list)")
            }
        }
    }

    private func put(_ database: TestDatabase, _ key: String, every interval: String) async throws {
        try await database.succeed("job", "put", key, "--type", "carnelian.jobs.NoOp", "--durable")
        try await database.succeed("trigger", "put", key, "--job", key, "--every", interval)
    }
}
