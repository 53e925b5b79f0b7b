import ArgumentParser
import Carnelian
import CarnelianCore

/// `carnelian trigger delete`: removes triggers.
struct TriggerDeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Remove triggers, and the jobs that are not durable and lose their last one.",
        discussion: """
            EXAMPLES:
              carnelian trigger delete reports.nightly
            """
    )

    @Argument(help: ArgumentHelp("The triggers.", valueName: "group.name"), transform: TriggerKey.reading)
    var keys: [TriggerKey]

    @OptionGroup var store: StoreOptions

    func run() async throws {
        let removed = try await store.store().removeTriggers(keys)
        for key in keys where removed.contains(key) { StandardStream.output.writeLine("Deleted trigger \(key).") }
        let missing = keys.filter { !removed.contains($0) }
        guard missing.isEmpty else { throw ToolError.missingTriggers(missing) }
    }
}
