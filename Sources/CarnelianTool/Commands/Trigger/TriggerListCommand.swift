import ArgumentParser
import Carnelian
import CarnelianCore

/// `carnelian trigger list`: the stored triggers.
struct TriggerListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List triggers.",
        discussion: """
            EXAMPLES:
              carnelian trigger list
              carnelian trigger list --job reports.nightly
              carnelian trigger list --state ERROR --json
            """
    )

    @Option(help: ArgumentHelp("Only triggers of this group.", valueName: "group"))
    var group: String?

    @Option(help: ArgumentHelp("Only triggers of this job.", valueName: "group.name"), transform: JobKey.reading)
    var job: JobKey?

    @Option(
        help: ArgumentHelp(
            "Only triggers in this state: " + TriggerState.allCases.map(\.rawValue).joined(separator: ", ") + ".",
            valueName: "state"),
        transform: TriggerState.reading)
    var state: TriggerState?

    @OptionGroup var output: OutputOptions
    @OptionGroup var store: StoreOptions

    func run() async throws {
        let filter: TriggerFilter =
            if let job { .job(job) } else if let state { .state(state) } else {
                .group(group.map(GroupMatcher.equals) ?? .any)
            }
        let triggers = try await store.store().triggers(matching: filter).filter { stored in
            (group == nil || stored.trigger.key.group == group) && (state == nil || stored.state == state)
        }
        if output.json {
            StandardStream.output.writeLine(JSONValue.array(triggers.map(\.json)).text)
            return
        }
        guard !triggers.isEmpty else {
            StandardStream.output.writeLine("No triggers. Store one with 'carnelian trigger put'.")
            return
        }
        for line in Self.table(triggers).lines(Style(for: .output)) { StandardStream.output.writeLine(line) }
    }

    /// The triggers as a table.
    static func table(_ triggers: [StoredTrigger]) -> Table {
        var table = Table(
            .init("TRIGGER"), .init("JOB"), .init("STATE"), .init("NEXT FIRE"), .init("SCHEDULE"), .init("REASON"))
        if triggers.allSatisfy({ $0.errorReason == nil }) { table.columns.removeLast() }
        for stored in triggers {
            let trigger = stored.trigger
            var cells: [Table.Cell] = [
                .init(trigger.key.description, .bold), .init(trigger.job.description),
                .init(stored.state.rawValue, stored.state.look),
                .init(trigger.nextFireTime.map(LocalTime.short) ?? "never"), .init(trigger.kind.words),
            ]
            if table.columns.count > cells.count { cells.append(.init(stored.errorReason ?? "", .red)) }
            table.rows.append(cells)
        }
        return table
    }
}

extension TriggerState {
    /// Reads a state by its name, in any case.
    static func reading(_ text: String) throws -> TriggerState {
        guard let state = TriggerState(rawValue: text.uppercased()) else {
            throw ValidationError("expected one of " + allCases.map(\.rawValue).joined(separator: ", "))
        }
        return state
    }

    /// How the state looks on a terminal.
    var look: Style.Look {
        switch self {
        case .waiting: .green
        case .acquired, .blocked: .cyan
        case .paused, .pausedBlocked: .yellow
        case .complete: .dim
        case .error: .red
        }
    }
}
