import Carnelian
import CarnelianCore
import CarnelianPostgres
import LibPQ
import Testing

/// A sick database, made by SQL, and what a doctor says of it.
extension PostgresFixture {
    /// The server's time, ms, in SQL.
    static let now = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint"

    /// A node that has just checked in.
    static let liveNode = "INSERT INTO qrtz_scheduler_state VALUES ('test', 'node', \(now), 20000)"

    /// A fire of a trigger on the live node.
    static func fire(
        _ trigger: String, of job: String?, _ state: String = "EXECUTING", exclusive: Bool = true, id: String = "e1",
        node: String = "node", age: Int = 0
    ) -> String {
        let job = job.map { "'\($0)', 'DEFAULT'" } ?? "NULL, NULL"
        return """
            INSERT INTO qrtz_fired_triggers VALUES
                ('test', '\(id)', '\(trigger)', 'DEFAULT', '\(node)', \(now) - \(age), \(now) - \(age), 5, '\(state)',
                \(job), \(exclusive), false)
            """
    }

    /// A doctor for this database.
    func doctor() throws -> Doctor {
        try Doctor(store.configuration, logger: Self.quiet)
    }

    /// Lets the live node check in, however long the test has taken so far.
    func beat() async throws {
        try await sql.execute(
            store.names.render(
                "UPDATE {qrtz}scheduler_state SET last_checkin_time = \(Self.now) WHERE instance_name = 'node'"))
    }

    /// The findings' codes.
    func codes() async throws -> [String] {
        try await beat()
        return try await doctor().diagnose().findings.map(\.code.rawValue)
    }

    /// Jobs `j` and, exclusive, `x`; triggers `t` and `c` of `j`, `x1` and `x2` of `x`; a live node.
    func storeHealthy() async throws {
        var cron = Trigger.sample("c", of: "j")
        cron.kind = .cron(CronTrigger(try CronExpression("0 0 3 * * ?"), in: try TimeZoneRules("Europe/Berlin")))
        try await store.store(
            jobs: [.sample("j", durable: true), .sample("x", durable: true, exclusive: true)],
            triggers: [
                .sample("t", of: "j"), cron, .sample("x1", of: "x"), .sample("x2", of: "x"),
            ], onConflict: .fail)
        try await sql.execute(Self.liveNode)
    }
}

extension Doctor {
    /// What is found, but for what is so of every server of the tests: it may lose what it was told last.
    func diagnose() async throws -> Diagnosis {
        var diagnosis = try await examine()
        diagnosis.findings.removeAll { $0.code.rawValue == "server-not-durable" }
        return diagnosis
    }
}
