import Carnelian
import CarnelianCore
import CarnelianPostgres
import LibPQ

/// The demonstration from the empty server to the ledger check.
struct DemoRun {
    let server: PrivatePostgres
    let nodeCount: Int
    /// The path of a crontab to import; nil: the shipped one, whose commands are fired once each.
    let crontabPath: String?
    let steps: DemoSteps

    /// Runs it; returns the verdict.
    func run() async throws -> LedgerCheck {
        let options = try StoreOptions.options(databaseURL: server.url)
        let connection = try await PQConnection.connect(PQConfiguration(server.url))
        let report = try await Migrator(options.configuration(), logger: NodeLog.quiet).migrate()
        try await connection.execute(DemoPlan.ledgerTable)
        steps.done("Created the tables, version \(report.after), and a ledger that the jobs write to")
        let store = try options.store()
        try await importCrontab(into: store)
        let nodes = (0..<nodeCount).map { index in
            DemoNode(
                name: "node-\(Character(UnicodeScalar(UInt8(97 + index))))", url: server.url, folder: server.folder)
        }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            for node in nodes { group.addTask { try await node.run() } }
            do {
                let check = try await show(nodes, store: store, connection)
                try await group.waitForAll()
                await connection.close()
                return check
            } catch {
                group.cancelAll()
                throw error
            }
        }
    }

    private func importCrontab(into store: any JobStore) async throws {
        let text = try crontabPath.map(TextFile.read) ?? DemoCrontab.text
        let source = crontabPath.map(TextFile.absolutePath) ?? "Examples/crontab/crontab"
        let crontab = Crontab(
            text, format: Crontab.likelyFormat(of: text, path: source, users: MachineFacts.users))
        let makers = CrontabJobs(
            group: "crontab", source: source, zone: try TimeZoneRules(MachineFacts.timeZone),
            command: CrontabCommand(ignoresUser: true), misfireInstruction: .doNothing)
        let jobs = try makers.jobs(of: crontab)
        _ = try await CrontabImporter(store: store).run(jobs, group: "crontab", source: source, prunes: false)
        var said = "Imported \(jobs.count) jobs from \(crontabPath ?? "Examples/crontab/crontab")"
        for problem in crontab.problems { steps.note("left out: \(problem)") }
        if crontabPath == nil {
            let scheduler = try Scheduler(store: store, logger: NodeLog.quiet)
            for job in jobs { _ = try await scheduler.fireNow(job.job.key) }
            said += "; each fires once now, then by its schedule"
        }
        steps.done(said)
    }

    /// Starts nothing itself: watches the nodes, kills one, stops the others.
    private func show(_ nodes: [DemoNode], store: any JobStore, _ connection: PQConnection) async throws -> LedgerCheck
    {
        try await steps.wait(for: "\(nodes.count) nodes to start", .seconds(20)) {
            nodes.allSatisfy { $0.state == .running }
        }
        steps.done("Started \(nodes.count) processes of 'carnelian node'")
        let start = Timestamp(milliseconds: (currentTime().milliseconds / 1_000 + 2) * 1_000)
        let plan = DemoPlan(start: start)
        try await store.store(jobs: plan.jobs, triggers: plan.triggers, onConflict: .fail)
        steps.done(
            "Scheduled \(plan.expected.count) fires: \(DemoPlan.tickers) triggers every second, "
                + "\(DemoPlan.oneShots) one-shots, and a report that takes \(DemoPlan.reportDuration.components.seconds) s"
        )
        StandardStream.output.writeLine("")
        var watch = DemoWatch(plan: plan, nodes: nodes, connection: connection)
        try await watch.run()
        if let fault = watch.fault { throw ToolError(.demoFailed, fault) }
        return LedgerCheck(try await DemoLedger.read(connection), expected: plan.expected)
    }
}
