import ArgumentParser
import Carnelian

/// `carnelian job pause`: pauses the triggers that a job has.
struct JobPauseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Pause the triggers that a job has now.",
        discussion: """
            EXAMPLES:
              carnelian job pause reports.nightly
            """
    )

    @OptionGroup var job: JobArgument
    @OptionGroup var store: StoreOptions

    func run() async throws {
        let store = try store.store()
        _ = try await job.stored(in: store)
        try await store.pause(.job(job.key))
        StandardStream.output.writeLine("Paused the triggers of job \(job.key).")
    }
}

/// `carnelian job resume`: resumes the triggers that a job has.
struct JobResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Resume the triggers that a job has now.",
        discussion: """
            EXAMPLES:
              carnelian job resume reports.nightly
            """
    )

    @OptionGroup var job: JobArgument
    @OptionGroup var store: StoreOptions

    func run() async throws {
        let store = try store.store()
        _ = try await job.stored(in: store)
        try await store.resume(.job(job.key))
        StandardStream.output.writeLine("Resumed the triggers of job \(job.key).")
    }
}
