import ArgumentParser
import Carnelian
import CarnelianCore

/// `carnelian job delete`: removes jobs with their triggers.
struct JobDeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Remove jobs together with their triggers.",
        discussion: """
            EXAMPLES:
              carnelian job delete reports.nightly reports.weekly
            """
    )

    @Argument(help: ArgumentHelp("The jobs.", valueName: "group.name"), transform: JobKey.reading)
    var keys: [JobKey]

    @OptionGroup var store: StoreOptions

    func run() async throws {
        let removed = try await store.store().removeJobs(keys)
        for key in keys where removed.contains(key) { StandardStream.output.writeLine("Deleted job \(key).") }
        let missing = keys.filter { !removed.contains($0) }
        guard missing.isEmpty else {
            throw ToolError(
                .notFound, "no job \(missing.map(\.description).joined(separator: ", "))",
                advice: "'carnelian job list' shows those that exist")
        }
    }
}
