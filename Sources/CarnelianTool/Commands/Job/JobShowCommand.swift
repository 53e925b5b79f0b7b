import ArgumentParser
import Carnelian
import CarnelianCore

/// `carnelian job show`: one job with its data and triggers.
struct JobShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a job, its data and its triggers.",
        discussion: """
            EXAMPLES:
              carnelian job show reports.nightly
            """
    )

    @OptionGroup var job: JobArgument
    @OptionGroup var output: OutputOptions
    @OptionGroup var store: StoreOptions

    func run() async throws {
        let store = try store.store()
        let detail = try await job.stored(in: store)
        let triggers = try await store.triggers(matching: .job(job.key))
        if output.json {
            guard case .object(let members) = detail.json else { return }
            let all = members + [.init("triggers", .array(triggers.map(\.json)))]
            StandardStream.output.writeLine(JSONValue.object(all).text)
            return
        }
        let style = Style(for: .output)
        var facts = [("job", style(detail.key.description, .bold)), ("type", detail.type.rawValue)]
        if let description = detail.description { facts.append(("description", description)) }
        facts.append(("rules", detail.rules.isEmpty ? "none" : detail.rules))
        facts += detail.data.keys.map { ("data \($0)", detail.data[$0] ?? "") }
        var lines = labelled(facts, style)
        if triggers.isEmpty {
            lines.append(style("no triggers", .dim))
        } else {
            lines += [""] + TriggerListCommand.table(triggers).lines(style)
        }
        for line in lines { StandardStream.output.writeLine(line) }
    }
}
