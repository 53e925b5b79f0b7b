import ArgumentParser
import CarnelianCore
import UnixSignals

/// `carnelian demo`: everything on a private PostgreSQL.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Show it all on a private PostgreSQL: nodes, a kill -9, the take-over, a ledger check.",
        discussion: """
            Starts a PostgreSQL server of its own in a temporary folder, imports a crontab,
            starts nodes, kills one with SIGKILL while it runs a job, shows how another
            takes over, and checks a ledger that the jobs wrote: each scheduled fire once.
            Takes about half a minute; leaves nothing behind. Exit status 1 if a fire is
            lost or doubled.

            EXAMPLES:
              carnelian demo
              carnelian demo --nodes 5
              carnelian demo --crontab /etc/crontab
            """
    )

    @Option(help: ArgumentHelp("How many nodes, 2 to 16.", valueName: "n"))
    var nodes = 3

    @Option(
        help: ArgumentHelp(
            "A crontab to import. Its commands run for real when they are due! Default: a harmless one.",
            valueName: "file"))
    var crontab: String?

    func validate() throws {
        guard (2...16).contains(nodes) else {
            throw ValidationError("--nodes: expected 2 to 16; one node has nobody to take over")
        }
    }

    func run() async throws {
        let steps = DemoSteps()
        let (nodes, crontab) = (nodes, crontab)
        let check = try await withThrowingTaskGroup(of: LedgerCheck?.self) { group in
            group.addTask {
                for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { return nil }
                throw CancellationError()
            }
            group.addTask {
                try await PrivatePostgres.run { server in
                    steps.done("Started a private PostgreSQL in \(server.folder)")
                    return try await DemoRun(server: server, nodeCount: nodes, crontabPath: crontab, steps: steps).run()
                }
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
        guard let check else {
            StandardStream.error.writeLine("carnelian: interrupted; everything has been cleaned up.")
            throw ExitCode(130)
        }
        steps.verdict(check)
        guard check.isPassed else {
            throw ToolError(
                .demoFailed,
                "the ledger check failed: \(check.lost) lost, \(check.doubled) doubled, \(check.unscheduled) not scheduled"
            )
        }
    }
}
