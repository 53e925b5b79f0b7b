import ArgumentParser
import Carnelian

/// `carnelian trigger pause`: pauses a trigger, a group or everything.
struct TriggerPauseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Pause a trigger, a group of triggers or all of them.",
        discussion: """
            EXAMPLES:
              carnelian trigger pause reports.nightly
              carnelian trigger pause --group reports
              carnelian trigger pause --all
            """
    )

    @OptionGroup var selection: TriggerSelection
    @OptionGroup var store: StoreOptions

    func run() async throws {
        let store = try store.store()
        let (target, words) = try await selection.target(in: store)
        try await store.pause(target)
        StandardStream.output.writeLine("Paused \(words).")
    }
}

/// `carnelian trigger resume`: resumes a trigger, a group or everything.
struct TriggerResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Resume a trigger, a group of triggers or all of them.",
        discussion: """
            A fire time that passed meanwhile is handled by the trigger's misfire
            instruction.

            EXAMPLES:
              carnelian trigger resume reports.nightly
              carnelian trigger resume --group reports
              carnelian trigger resume --all
            """
    )

    @OptionGroup var selection: TriggerSelection
    @OptionGroup var store: StoreOptions

    func run() async throws {
        let store = try store.store()
        let (target, words) = try await selection.target(in: store)
        try await store.resume(target)
        StandardStream.output.writeLine("Resumed \(words).")
    }
}
