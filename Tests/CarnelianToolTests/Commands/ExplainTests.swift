import CarnelianTool
import Testing

/// `carnelian trigger explain` and `reset` on PostgreSQL.
struct ExplainTests {
    /// The names of the reasons, in order.
    private func reasons(_ database: TestDatabase, _ trigger: String = "k.t") async throws -> [String] {
        let json = try await database.succeed("trigger", "explain", trigger, "--json").json()
        guard case .array(let reasons) = json[name: "reasons"] else { return [] }
        return reasons.map { reason in
            guard case .string(let name) = reason[name: "reason"] else { return "?" }
            return name
        }
    }

    private func run(_ body: (TestDatabase) async throws -> Void) async throws {
        try await TestDatabase.run { database in
            try await database.succeed("job", "put", "k.j", "--type", "tests.report", "--durable", "--exclusive")
            try await database.succeed(
                "trigger", "put", "k.t", "--job", "k.j", "--cron", "0 0 6 * * ?", "--zone", "Europe/Berlin")
            try await body(database)
        }
    }

    private static let now = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint"

    @Test func tellsTheStateOfTheCluster() async throws {
        try await run { database in
            #expect(try await reasons(database) == ["noLiveNode", "waiting"])
            try await database.execute(
                """
                INSERT INTO qrtz_scheduler_state VALUES ('carnelian', 'java', \(Self.now), 600000)
                """)
            #expect(try await reasons(database) == ["typesUnknown", "waiting"])
            try await database.execute(
                """
                INSERT INTO carnelian_nodes VALUES ('carnelian', 'java', 'i', 0, '1', '{tests.other}', 4, true)
                """)
            #expect(try await reasons(database) == ["noNodeHasType", "waiting"])
            try await database.execute("UPDATE carnelian_nodes SET job_types = '{tests.report}', acquires = false")
            #expect(try await reasons(database) == ["nodesInStandby", "waiting"])
            try await database.execute("UPDATE carnelian_nodes SET acquires = true")
            #expect(try await reasons(database) == ["waiting"])
            let text = try await database.succeed("trigger", "explain", "k.t", "--count", "2").outputLines
            #expect(text.first == "k.t  WAITING  job k.j (tests.report)")
            #expect(
                text[1] == "0 0 6 * * ? (Europe/Berlin): At 06:00 every day"
                    || text[1].hasPrefix("0 0 6 * * ? (Europe/Berlin)"))
            #expect(text.contains { $0.hasPrefix("• It is due at ") && $0.hasSuffix(".") })
            #expect(text.filter { $0.contains("T06:00:00+0") }.count == 2, "\(text)")
        }
    }

    @Test func tellsPausesAndBlockingFires() async throws {
        try await run { database in
            try await database.execute(
                """
                INSERT INTO qrtz_scheduler_state VALUES ('carnelian', 'a', \(Self.now), 600000);
                INSERT INTO carnelian_nodes VALUES ('carnelian', 'a', 'i', 0, '1', '{tests.report}', 4, true)
                """)
            try await database.succeed("trigger", "pause", "k.t")
            #expect(try await reasons(database) == ["paused"])
            try await database.succeed("trigger", "resume", "k.t")
            try await database.succeed("trigger", "pause", "--group", "k")
            #expect(try await reasons(database) == ["groupPaused"])
            try await database.succeed("trigger", "pause", "--all")
            #expect(try await reasons(database) == ["allGroupsPaused", "groupPaused"])
            try await database.succeed("trigger", "resume", "--all")
            try await database.execute(
                """
                UPDATE qrtz_triggers SET trigger_state = 'BLOCKED';
                INSERT INTO qrtz_fired_triggers VALUES ('carnelian', 'a17', 'manual', 'k', 'a', \(Self.now) - 90000,
                    \(Self.now) - 90000, 5, 'EXECUTING', 'j', 'k', true, false)
                """)
            #expect(try await reasons(database) == ["blocked"])
            let text = try await database.succeed("trigger", "explain", "k.t").output
            #expect(
                text.contains(
                    "✗ Its job is exclusive, and fire a17 of trigger k.manual has been executing on node a since"))
            #expect(text.contains("for 1 min 3"))
            try await database.execute("DELETE FROM qrtz_fired_triggers")
            #expect(try await reasons(database) == ["stuck"])
        }
    }

    @Test func tellsMisfiresCalendarsAndMissingRows() async throws {
        try await run { database in
            try await database.execute(
                """
                INSERT INTO qrtz_scheduler_state VALUES ('carnelian', 'a', \(Self.now), 600000);
                INSERT INTO carnelian_nodes VALUES ('carnelian', 'a', 'i', 0, '1', '{tests.report}', 4, true);
                UPDATE qrtz_triggers SET next_fire_time = \(Self.now) - 300000
                """)
            #expect(try await reasons(database) == ["misfire"])
            let late = try await database.succeed("trigger", "explain", "k.t", "--misfire-threshold", "1h", "--json")
                .json()
            #expect(
                late[name: "obstructed"] == false && "\(late)".contains("overdue") && !"\(late)".contains("misfire\""))
            try await database.execute("UPDATE qrtz_triggers SET calendar_name = 'gone'")
            #expect(try await reasons(database).first == "calendarMissing")
            try await database.execute("DELETE FROM qrtz_cron_triggers")
            #expect(try await reasons(database).first == "unreadable")
            let missing = try await database.tool(["trigger", "explain", "k.u"])
            #expect(missing.status == 1 && missing.errors.contains("no trigger k.u"))
        }
    }

    @Test func resetsWhatWasParked() async throws {
        try await run { database in
            try await database.execute(
                """
                UPDATE qrtz_triggers SET trigger_state = 'ERROR';
                INSERT INTO carnelian_trigger_errors VALUES ('carnelian', 't', 'k', 'the cron row was gone', 0)
                """)
            #expect(try await reasons(database).first == "parked")
            let text = try await database.succeed("trigger", "explain", "k.t").output
            #expect(
                text.contains(
                    "✗ It is parked in ERROR: the cron row was gone.\n  → Put the cause right, then: carnelian trigger reset k.t"
                ))
            #expect(try await database.succeed("trigger", "reset", "k.t").output == "Reset trigger k.t.\n")
            #expect(try await reasons(database) == ["noLiveNode", "waiting"])
            let again = try await database.succeed("trigger", "reset", "k.t").output
            #expect(again == "Trigger k.t is not in ERROR, but WAITING.\n")
            #expect(try await database.tool(["trigger", "reset", "k.u"]).status == 1)
        }
    }
}
