package import ArgumentParser

/// The tool: `carnelian`.
@main
package struct CarnelianTool: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "carnelian",
        abstract: "A clustered job scheduler on PostgreSQL, in Quartz's tables.",
        discussion: #"""
            GLOBAL OPTIONS, with every command that talks to the database:
              --database-url <url>     PostgreSQL's URI or key=value string; default:
                                       CARNELIAN_DATABASE_URL, then libpq's environment
              --scheduler <name>       the cluster's name; default:
                                       CARNELIAN_SCHEDULER, then carnelian
              --table-prefix <prefix>  what the tables' names begin with; default: qrtz_
              --json                   JSON, wherever something is listed or shown

            Durations read 250ms, 2s, 7.5s, 5m, 1h; times are ISO 8601 with a zone.
            Jobs and triggers are named GROUP.NAME, split at the first dot; a NAME
            without a dot is in the group DEFAULT.

            EXAMPLES:
              carnelian next --cron '0 30 9 ? * MON-FRI' --zone Europe/Berlin
              export CARNELIAN_DATABASE_URL=postgres://localhost/jobs
              carnelian migrate
              carnelian job put reports.daily --type carnelian.jobs.SQL \
                --data statement='CALL make_report()'
              carnelian trigger put reports.daily --job reports.daily \
                --cron '0 0 6 * * ?' --zone Europe/Berlin
              carnelian node --allow sql
            """#,
        version: "0.1.0",
        subcommands: [
            DemoCommand.self, MigrateCommand.self, NodeCommand.self, JobCommand.self, TriggerCommand.self,
            CalendarCommand.self, ImportCommand.self, NextCommand.self, StatusCommand.self, DoctorCommand.self,
        ]
    )

    package init() {}

    /// Runs the command that the process's arguments name.
    package static func main() async {
        let path = CommandPath(Array(CommandLine.arguments.dropFirst()))
        do {
            var command = try parseAsRoot(path.arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            endProcess(status: 0)
        } catch {
            if exitCode(for: error) == .success {
                StandardStream.output.writeLine(fullMessage(for: error))
                endProcess(status: 0)
            }
            let report = FailureReport(error, arguments: path.arguments)
            if let line = report.line { StandardStream.error.writeLine(line) }
            endProcess(status: report.status)
        }
    }
}
