import Carnelian
import CarnelianCore
import CarnelianPostgres
import LibPQ
import TestSupport
import Testing

/// Nodes that are dead, skewed, doubled or not clustered show by their check-ins.
@Suite struct DoctorNodeTests {
    private func node(_ name: String, age: String, interval: Int = 1_000) -> String {
        "INSERT INTO qrtz_scheduler_state VALUES ('test', '\(name)', \(PostgresFixture.now) - \(age), \(interval))"
    }

    /// A node that died with a claim and an execution, and nobody is there to recover it.
    @Test func deadNodeIsRecovered() async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.storeHealthy()
            try await fixture.sql.execute(
                "DELETE FROM qrtz_scheduler_state;" + node("gone", age: "120000") + ";"
                    + PostgresFixture.fire("t", of: nil, "ACQUIRED", exclusive: false, node: "gone", age: 5_000) + ";"
                    + PostgresFixture.fire("x1", of: "x", id: "e2", node: "gone", age: 120_000) + ";"
                    + "UPDATE qrtz_fired_triggers SET requests_recovery = true WHERE entry_id = 'e2';"
                    + "UPDATE qrtz_triggers SET trigger_state = 'ACQUIRED' WHERE trigger_name = 't';"
                    + "UPDATE qrtz_triggers SET trigger_state = 'BLOCKED' WHERE job_name = 'x'")
            let found = try await fixture.doctor().diagnose().findings
            #expect(found.map(\.code.rawValue) == ["node-dead"] && found.first?.severity == .warning, "\(found)")
            #expect(try await fixture.doctor().repair().map(\.isDone) == [true])
            #expect(try await fixture.rows("SELECT 1 FROM qrtz_fired_triggers").isEmpty)
            #expect(
                try await fixture.rows(
                    "SELECT trigger_group, trigger_state FROM qrtz_triggers WHERE job_name = 'x' ORDER BY 1")
                    == [["DEFAULT", "WAITING"], ["DEFAULT", "WAITING"], ["RECOVERING_JOBS", "WAITING"]])
            #expect(try await fixture.codes() == [])
        }
    }

    @Test func deadNodeBesideLiveOnesIsAProblem() async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.storeHealthy()
            try await fixture.sql.execute(node("gone", age: "120000", interval: 2_000))
            let found = try await fixture.doctor().diagnose().findings
            #expect(found.map(\.code.rawValue) == ["node-dead"] && found.first?.severity == .problem, "\(found)")
            #expect(found.first?.subject == "node gone")
        }
    }

    @Test func firesOfNobodyAreRecovered() async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.storeHealthy()
            try await fixture.sql.execute(
                PostgresFixture.fire("x1", of: "x", node: "nobody", age: 300_000)
                    + "; UPDATE qrtz_triggers SET trigger_state = 'BLOCKED' WHERE job_name = 'x'")
            #expect(try await fixture.codes() == ["fire-without-node"])
            #expect(try await fixture.doctor().repair().map(\.subject) == ["node nobody"])
            #expect(try await fixture.codes() == [])
            #expect(
                try await fixture.value("SELECT count(*) FROM qrtz_triggers WHERE trigger_state = 'BLOCKED'") == "0")
        }
    }

    /// Young fires without a check-in: a node that is not clustered works on the tables.
    @Test(arguments: [("NON_CLUSTERED", 300_000), ("host1", 2_000)])
    func nodeThatIsNotClusteredIsLeftAlone(name: String, age: Int) async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.storeHealthy()
            try await fixture.sql.execute(PostgresFixture.fire("t", of: "j", exclusive: false, node: name, age: age))
            #expect(try await fixture.codes() == ["node-not-clustered"])
            #expect(try await fixture.doctor().repair().isEmpty)
            #expect(try await fixture.value("SELECT count(*) FROM qrtz_fired_triggers") == "1")
        }
    }

    @Test func clockAheadShowsAtOnce() async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.storeHealthy()
            try await fixture.sql.execute(
                "UPDATE qrtz_scheduler_state SET last_checkin_time = last_checkin_time + 60000")
            let found = try await fixture.doctor().diagnose().findings
            #expect(found.map(\.code.rawValue) == ["clock-ahead"])
            #expect(found.first?.message.contains("59 s") == true || found.first?.message.contains("60 s") == true)
        }
    }

    /// A node that checks in, with times that are long past, is not dead.
    @Test func clockBehindShowsOverSomeTime() async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.storeHealthy()
            try await fixture.sql.execute("DELETE FROM qrtz_scheduler_state;" + node("late", age: "3600000"))
            let findings = try await whileCheckingIn(fixture, "last_checkin_time + 500") {
                try await fixture.doctor().diagnose().findings
            }
            #expect(findings.map(\.code.rawValue) == ["clock-behind"], "\(findings)")
            #expect(findings.first?.message.contains("59 min") == true, "\(findings)")
        }
    }

    @Test func twoProcessesUnderOneIDShow() async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.storeHealthy()
            var doctor = try fixture.doctor()
            doctor.observation = .seconds(2)
            // The second process's clock is three seconds behind.
            let turn =
                "CASE WHEN last_checkin_time > \(PostgresFixture.now) - 2000 "
                + "THEN \(PostgresFixture.now) - 3000 ELSE \(PostgresFixture.now) END"
            let findings = try await whileCheckingIn(fixture, turn) { try await doctor.diagnose().findings }
            #expect(findings.map(\.code.rawValue) == ["instance-id-shared"], "\(findings)")
        }
    }

    @Test func carnelianProcessesUnderOneIDShow() async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.storeHealthy()
            try await fixture.sql.execute("INSERT INTO carnelian_nodes VALUES ('test', 'node', 'a', 0, '1')")
            var doctor = try fixture.doctor()
            doctor.observation = .seconds(2)
            let findings = try await whileCheckingIn(
                fixture, "\(PostgresFixture.now)",
                and: "UPDATE carnelian_nodes SET incarnation = CASE incarnation WHEN 'a' THEN 'b' ELSE 'a' END"
            ) { try await doctor.diagnose().findings }
            #expect(findings.map(\.code.rawValue) == ["instance-id-shared"], "\(findings)")
        }
    }

    @Test func intervalsThatDoNotFitShow() async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.storeHealthy()
            try await fixture.sql.execute(node("slow", age: "0", interval: 120_000))
            #expect(try await fixture.codes() == ["check-in-interval", "check-in-intervals-differ"])
        }
    }

    @Test func misfireThresholdsThatDoNotFitShow() async throws {
        try await PostgresFixture.run { fixture in
            try await fixture.storeHealthy()
            for (name, threshold) in [("hasty", 5_000), ("calm", 60_000)] {
                try await fixture.sql.execute(node(name, age: "0", interval: 7_500))
                try await fixture.sql.execute(
                    "INSERT INTO carnelian_nodes (sched_name, instance_name, incarnation, started_at, version, "
                        + "misfire_threshold) VALUES ('test', '\(name)', '\(name)', 0, '1', \(threshold))")
            }
            let findings = try await fixture.doctor().diagnose().findings.filter {
                $0.code.rawValue.hasPrefix("misfire")
            }
            #expect(findings.map(\.code.rawValue) == ["misfire-threshold", "misfire-thresholds-differ"], "\(findings)")
            #expect(findings.first?.subject == "node hasty")
            try await fixture.sql.execute("UPDATE carnelian_nodes SET misfire_threshold = 60000")
            let calm = try await fixture.doctor().diagnose().findings.filter { $0.code.rawValue.hasPrefix("misfire") }
            #expect(calm.isEmpty, "\(calm)")
        }
    }

    /// Runs `body` while the nodes' check-ins change every 300 ms.
    private func whileCheckingIn<T: Sendable>(
        _ fixture: PostgresFixture, _ time: String, and also: String = "SELECT 1", _ body: () async throws -> T
    ) async throws -> T {
        let connection = try await PQConnection.connect(try PQConfiguration(fixture.conninfo))
        let beat = "UPDATE qrtz_scheduler_state SET last_checkin_time = \(time); \(also); SELECT pg_sleep(0.3)"
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do {
                    while !Task.isCancelled { try await connection.execute(beat) }
                } catch let error as PQError where error.code == .cancelled {}
                await connection.close()
            }
            let value = try await body()
            group.cancelAll()
            try await group.waitForAll()
            return value
        }
    }
}
