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
        let jobs = try await Listed.jobs(matching: group.map(GroupMatcher.equals) ?? .any, in: store.store())
        if output.json {
            StandardStream.output.writeLine(JSONValue.array(jobs.map(\.json)).text)
            return
        }
        guard !jobs.isEmpty else {
            StandardStream.output.writeLine("No jobs. Store one with 'carnelian job put'.")
            return
        }
        var table = Table(.init("JOB"), .init("TYPE"), .init("RULES"), .init("DESCRIPTION"))
        for job in jobs { table.rows.append(job.cells) }
        for line in table.lines(Style(for: .output)) { StandardStream.output.writeLine(line) }
    }
}

/// A job of the list: one whose row cannot be read is listed with the reason, among the others.
private enum Listed {
    case job(JobDetail)
    case unreadable(JobKey, reason: String)

    /// Reads all at once, and one by one where a row among them cannot be read.
    static func jobs(matching group: GroupMatcher, in store: any JobStore) async throws -> [Listed] {
        do {
            return try await store.jobs(matching: group).map(Listed.job)
        } catch let error as CarnelianError where error.code == .undecodableData {
            var jobs: [Listed] = []
            for key in try await store.jobKeys(matching: group) {
                if let job = try await read(key, in: store) { jobs.append(job) }
            }
            return jobs
        }
    }

    private static func read(_ key: JobKey, in store: any JobStore) async throws -> Listed? {
        do {
            return try await store.job(key).map(Listed.job)
        } catch let error as CarnelianError where error.code == .undecodableData {
            return .unreadable(key, reason: error.message)
        }
    }

    var json: JSONValue {
        switch self {
        case .job(let job): job.json
        case .unreadable(let key, let reason):
            [
                "key": .string(key.description), "group": .string(key.group), "name": .string(key.name),
                "errorReason": .string(reason),
            ]
        }
    }

    var cells: [Table.Cell] {
        switch self {
        case .job(let job):
            [
                .init(job.key.description, .bold), .init(job.type.rawValue), .init(job.rules),
                .init(job.description.map { String($0.prefix(60)) } ?? ""),
            ]
        case .unreadable(let key, let reason):
            [.init(key.description, .bold), .init("?"), .init(""), .init("cannot be read: \(reason)", .red)]
        }
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
