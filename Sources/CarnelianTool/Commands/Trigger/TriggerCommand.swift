import ArgumentParser
import Carnelian
import CarnelianCore

/// `carnelian trigger …`: the stored triggers.
struct TriggerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trigger",
        abstract: "Store, list, show, delete, pause, resume, explain, reset and backfill triggers.",
        discussion: """
            Triggers are named GROUP.NAME, split at the first dot; a NAME without a dot
            is in the group DEFAULT.
            """,
        subcommands: [
            TriggerPutCommand.self, TriggerListCommand.self, TriggerShowCommand.self, TriggerDeleteCommand.self,
            TriggerPauseCommand.self, TriggerResumeCommand.self, TriggerExplainCommand.self, TriggerResetCommand.self,
            TriggerBackfillCommand.self,
        ]
    )
}

/// The trigger that a command is about.
struct TriggerArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("The trigger.", valueName: "group.name"), transform: TriggerKey.reading)
    var key: TriggerKey
}

/// The triggers that `pause` and `resume` are about.
struct TriggerSelection: ParsableArguments {
    @Argument(help: ArgumentHelp("The trigger.", valueName: "group.name"), transform: TriggerKey.reading)
    var key: TriggerKey?

    @Option(help: ArgumentHelp("All triggers of this group, also those stored later.", valueName: "group"))
    var group: String?

    @Flag(help: "All triggers, also those stored later.")
    var all = false

    func validate() throws {
        guard [key != nil, group != nil, all].filter({ $0 }).count == 1 else {
            throw ValidationError("expected one of GROUP.NAME, --group GROUP or --all")
        }
    }

    /// What to pause or resume; throws if it is one trigger that is not stored.
    func target(in store: any JobStore) async throws -> (target: PauseTarget, words: String) {
        if all { return (.all, "all triggers") }
        if let group { return (.triggerGroups(.equals(group)), "trigger group \(group)") }
        guard let key, try await store.trigger(key) != nil else {
            throw ToolError.missingTriggers(key.map { [$0] } ?? [])
        }
        return (.trigger(key), "trigger \(key)")
    }
}

extension ToolError {
    /// The error for triggers that are not stored.
    static func missingTriggers(_ keys: [TriggerKey]) -> ToolError {
        ToolError(
            .notFound, "no trigger \(keys.map(\.description).joined(separator: ", "))",
            advice: "'carnelian trigger list' shows those that exist")
    }
}
