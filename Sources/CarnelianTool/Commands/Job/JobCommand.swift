import ArgumentParser
import Carnelian
import CarnelianCore

/// `carnelian job …`: the stored jobs.
struct JobCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "job",
        abstract: "Store, list, show, delete, fire, interrupt, pause and resume jobs.",
        discussion: """
            Jobs are named GROUP.NAME, split at the first dot; a NAME without a dot is in
            the group DEFAULT.

            Job types that 'carnelian node' runs:
              carnelian.jobs.NoOp     nothing
              carnelian.jobs.Sleep    waits; data: milliseconds
              carnelian.jobs.SQL      runs a statement on the store's database in one
                                      transaction; data: statement
              carnelian.jobs.Shell    runs a command with /bin/sh; data: command,
                                      timeoutSeconds
            SQL and Shell run only on nodes that allow them, with --allow sql,shell.
            """,
        subcommands: [
            JobPutCommand.self, JobListCommand.self, JobShowCommand.self, JobDeleteCommand.self, JobFireCommand.self,
            JobInterruptCommand.self, JobPauseCommand.self, JobResumeCommand.self,
        ]
    )
}

/// The job that a command is about.
struct JobArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("The job.", valueName: "group.name"), transform: JobKey.reading)
    var key: JobKey

    /// The stored job; throws if there is none.
    func stored(in store: any JobStore) async throws -> JobDetail {
        guard let job = try await store.job(key) else { throw missing }
        return job
    }

    /// The error for a job that is not stored.
    var missing: ToolError { JobArgument.missing(key) }

    /// The error for a job that is not stored.
    static func missing(_ key: JobKey) -> ToolError {
        ToolError(.notFound, "no job \(key)", advice: "'carnelian job list' shows those that exist")
    }
}
