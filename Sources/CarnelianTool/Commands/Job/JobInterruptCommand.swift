import ArgumentParser
import Carnelian
import CarnelianCore

/// `carnelian job interrupt`: asks executions to end, wherever they run.
struct JobInterruptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "interrupt",
        abstract: "Ask the executions of a job to end, on whatever node they run.",
        discussion: """
            The job's task is cancelled on its node, and the job decides when it ends. Its
            triggers go on; the execution is not run again. 'carnelian status' shows what
            executes. A node of Java's cannot be asked.

            EXAMPLES:
              carnelian job interrupt reports.nightly
              carnelian job interrupt --fire host17638246011231763824601125
            """
    )

    @Argument(help: ArgumentHelp("The job.", valueName: "group.name"), transform: JobKey.reading)
    var job: JobKey?

    @Option(help: ArgumentHelp("One execution, by its fire instance, instead of a job.", valueName: "id"))
    var fire: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var store: StoreOptions

    func validate() throws {
        guard (job == nil) != (fire == nil) else {
            throw ValidationError("Name a job, or an execution with --fire.")
        }
    }

    func run() async throws {
        let store = try store.store()
        let target: InterruptTarget
        if let job {
            guard try await store.job(job) != nil else { throw JobArgument.missing(job) }
            target = .job(job)
        } else {
            target = .fire(FireInstanceID(rawValue: fire ?? ""))
        }
        // Now is what the database's clock says.
        try await store.open()
        let result = try await store.requestInterrupt(target, by: "carnelian job interrupt")
        StandardStream.output.writeLine(output.json ? json(result) : text(result, target))
    }

    private func text(_ result: Interruption, _ target: InterruptTarget) -> String {
        var lines = result.asked.map { "Asked fire instance \($0.id) on \($0.instance) to end." }
        lines += result.unreachable.map {
            "Cannot ask fire instance \($0.id): \($0.instance) is no node of Carnelian's."
        }
        if lines.isEmpty { lines.append("Nothing to interrupt: \(target) does not execute.") }
        return lines.joined(separator: "\n")
    }

    private func json(_ result: Interruption) -> String {
        func fires(_ fires: [FireInstance]) -> JSONValue {
            .array(
                fires.map { fire in
                    .object([
                        .init("fireInstance", .string(fire.id.rawValue)),
                        .init("node", .string(fire.instance.rawValue)),
                        .init("trigger", .string(fire.trigger.description)),
                    ])
                }
            )
        }
        return JSONValue.object([.init("asked", fires(result.asked)), .init("unreachable", fires(result.unreachable))])
            .text
    }
}
