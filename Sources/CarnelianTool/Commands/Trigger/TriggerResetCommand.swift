import ArgumentParser
import Carnelian
import CarnelianCore

/// `carnelian trigger reset`: takes triggers out of ERROR.
struct TriggerResetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset",
        abstract: "Take triggers out of ERROR, once what parked them is put right.",
        discussion: """
            The trigger waits for its next fire time again, or stays paused where its
            group is; a fire time that passed meanwhile is handled by its misfire
            instruction. While the cause is still there, it is parked again.

            EXAMPLES:
              carnelian trigger explain reports.nightly
              carnelian trigger reset reports.nightly
            """
    )

    @Argument(help: ArgumentHelp("The triggers.", valueName: "group.name"), transform: TriggerKey.reading)
    var keys: [TriggerKey]

    @OptionGroup var store: StoreOptions

    func run() async throws {
        let store = try store.store()
        var missing: [TriggerKey] = []
        for key in keys {
            if try await store.resetFromError(key) {
                StandardStream.output.writeLine("Reset trigger \(key).")
            } else if let found = try await store.trigger(key) {
                StandardStream.output.writeLine("Trigger \(key) is not in ERROR, but \(found.state.rawValue).")
            } else {
                missing.append(key)
            }
        }
        guard missing.isEmpty else { throw ToolError.missingTriggers(missing) }
    }
}
