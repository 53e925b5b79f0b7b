import ArgumentParser
import Carnelian
import CarnelianCore
import LibPQ

/// `carnelian status`: nodes, triggers, executions and coming fires.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show the cluster: nodes, triggers by state, what runs and what comes next.",
        discussion: """
            EXAMPLES:
              carnelian status
              carnelian status --watch
              carnelian status --json | jq '.nodes[].instance'
            """
    )

    @Flag(help: "Show it again and again, until interrupted.")
    var watch = false

    @Option(
        help: ArgumentHelp("How often --watch shows it. Default: 1s.", valueName: "duration"),
        transform: Duration.readingPositive)
    var interval: Duration?

    @OptionGroup var output: OutputOptions
    @OptionGroup var store: StoreOptions

    func validate() throws {
        if interval != nil, !watch { throw ValidationError("--interval goes with --watch") }
    }

    func run() async throws {
        let pool = try store.pool(size: 1)
        let reader = StatusReader(scheduler: store.resolvedScheduler, tablePrefix: store.tablePrefix)
        let style = Style(for: .output)
        var screen = LiveScreen()
        repeat {
            let status = try await pool.withConnection { connection in try await reader.read(connection) }
            let report = StatusReport(status: status)
            if output.json {
                StandardStream.output.writeLine(status.json.text)
            } else if watch {
                screen.show(report.lines(style))
            } else {
                for line in report.lines(style) { StandardStream.output.writeLine(line) }
            }
            if watch { try await Task.sleep(for: interval ?? .seconds(1)) }
        } while watch
        await pool.close()
    }
}
