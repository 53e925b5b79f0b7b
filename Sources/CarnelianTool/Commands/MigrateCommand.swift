import ArgumentParser
import CarnelianPostgres

/// `carnelian migrate`: creates or upgrades the tables.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Create or upgrade the tables.",
        discussion: """
            May be run again, and by several machines at once. Tables that Quartz's own
            script made are adopted; their rows are not touched.

            EXAMPLES:
              carnelian migrate --database-url postgresql://localhost/jobs
              carnelian migrate --print > carnelian.sql
            """
    )

    @Flag(help: "Print the SQL for a database administrator instead of running it.")
    var print = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var store: StoreOptions

    func run() async throws {
        let migrator = try Migrator(store.configuration(), logger: NodeLog.quiet)
        if print {
            StandardStream.output.write(try migrator.sql())
            return
        }
        let report = try await migrator.migrate()
        if output.json {
            StandardStream.output.writeLine(report.json.text)
        } else {
            StandardStream.output.writeLine(report.sentence)
        }
    }
}
