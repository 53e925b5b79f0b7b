import ArgumentParser
import Carnelian
import CarnelianCore

/// `carnelian trigger explain`: why a trigger is firing, or not.
struct TriggerExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say why a trigger is firing or not, what to do, and when it fires next.",
        discussion: """
            Reasons that keep it from firing come first, in the order in which they are
            best put right, each with what to do. Looks at the trigger, its job and
            calendar, paused groups, fires in progress and the cluster's nodes. Nodes of
            Carnelian say which job types they have and whether they acquire; nodes of
            Quartz do not.

            EXAMPLES:
              carnelian trigger explain reports.nightly
              carnelian trigger explain reports.nightly --count 3 --json
            """
    )

    @OptionGroup var trigger: TriggerArgument

    @Option(help: ArgumentHelp("How many coming fire times.", valueName: "n"))
    var count = 5

    @Option(
        help: ArgumentHelp(
            "How late a fire may be before it is a misfire: as the nodes have it. Default: 60s.", valueName: "duration"),
        transform: Duration.reading)
    var misfireThreshold: Duration = .seconds(60)

    @OptionGroup var output: OutputOptions
    @OptionGroup var store: StoreOptions

    func validate() throws {
        guard (0...1_000).contains(count) else { throw ValidationError("--count: expected 0 to 1000") }
    }

    func run() async throws {
        let store = try store.store()
        // Now is what the database's clock says.
        try await store.open()
        let facts = try await store.facts(about: trigger.key)
        guard facts.trigger != nil else { throw ToolError.missingTriggers([trigger.key]) }
        let explanation = TriggerExplanation(of: facts, misfireThreshold: misfireThreshold, count: count)
        if output.json {
            StandardStream.output.writeLine(explanation.json.text)
        } else {
            for line in explanation.lines(Style(for: .output)) { StandardStream.output.writeLine(line) }
        }
    }
}
