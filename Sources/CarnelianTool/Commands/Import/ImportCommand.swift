import ArgumentParser

/// `carnelian import …`: brings schedules of other programs into the cluster.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Bring in schedules that other programs have.",
        subcommands: [ImportCrontabCommand.self]
    )
}
