import ArgumentParser
import Carnelian
import CarnelianCore

/// `carnelian job list`: the stored jobs.
struct JobListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List jobs.",
        discussion: """
            EXAMPLES:
              carnelian job list
              carnelian job list --group reports --json
            """
    )

    @Option(help: ArgumentHelp("Only jobs of this group.", valueName: "group"))
    var group: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var store: StoreOptions

    func run() async throws {
        let jobs = try await store.store().jobs(matching: group.map(GroupMatcher.equals) ?? .any)
        if output.json {
            StandardStream.output.writeLine(JSONValue.array(jobs.map(\.json)).text)
            return
        }
        guard !jobs.isEmpty else {
            StandardStream.output.writeLine("No jobs. Store one with 'carnelian job put'.")
            return
        }
        var table = Table(.init("JOB"), .init("TYPE"), .init("RULES"), .init("DESCRIPTION"))
        for job in jobs {
            table.add(
                .init(job.key.description, .bold), .init(job.type.rawValue), .init(job.rules),
                .init(job.description.map { String($0.prefix(60)) } ?? ""))
        }
        for line in table.lines(Style(for: .output)) { StandardStream.output.writeLine(line) }
    }
}

extension JobDetail {
    /// The rules that are on: `durable, recover`.
    var rules: String {
        let rules = [
            (isDurable, "durable"), (requestsRecovery, "recover"), (isExclusive, "exclusive"),
            (persistsData, "persists data"),
        ]
        return rules.filter(\.0).map(\.1).joined(separator: ", ")
    }
}
