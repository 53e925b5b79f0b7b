import ArgumentParser
import Carnelian
import CarnelianCore

/// `carnelian trigger show`: one trigger.
struct TriggerShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a trigger.",
        discussion: """
            EXAMPLES:
              carnelian trigger show reports.nightly --json
            """
    )

    @OptionGroup var trigger: TriggerArgument
    @OptionGroup var output: OutputOptions
    @OptionGroup var store: StoreOptions

    func run() async throws {
        guard let stored = try await store.store().trigger(trigger.key) else {
            throw ToolError.missingTriggers([trigger.key])
        }
        if output.json {
            StandardStream.output.writeLine(stored.json.text)
            return
        }
        let style = Style(for: .output)
        let trigger = stored.trigger
        var facts = [
            ("trigger", style(trigger.key.description, .bold)), ("job", trigger.job.description),
            ("state", style(stored.state.rawValue, stored.state.look)), ("schedule", trigger.kind.words),
        ]
        if let summary = trigger.kind.summary { facts.append(("", style(summary, .dim))) }
        if let policy = trigger.clockChanges { facts.append(("clock changes", policy.words)) }
        if let calendar = trigger.calendarName { facts.append(("calendar", calendar)) }
        if let reason = stored.errorReason { facts.append(("reason", style(reason, .red))) }
        if let description = trigger.description { facts.append(("description", description)) }
        facts += [
            ("next fire", trigger.nextFireTime.map(LocalTime.short) ?? "never"),
            ("previous fire", trigger.previousFireTime.map(LocalTime.short) ?? "none"),
            ("fired", trigger.timesTriggered == 1 ? "1 time" : "\(trigger.timesTriggered) times"),
            ("start", LocalTime.short(trigger.startTime)), ("end", trigger.endTime.map(LocalTime.short) ?? "none"),
            ("priority", "\(trigger.priority)"), ("misfire", trigger.misfireInstruction.name),
        ]
        if let threshold = trigger.misfireThreshold {
            facts.append(("too late", "by more than " + LocalTime.exactLength(threshold)))
        }
        if let missed = trigger.missed {
            let fires = missed.count == 1 ? "1 fire" : "\(missed.count) fires"
            facts.append(("missed", "\(fires), the first scheduled for \(LocalTime.short(missed.scheduledFireTime))"))
        }
        if trigger.jitter > .zero { facts.append(("jitter", "up to " + LocalTime.exactLength(trigger.jitter))) }
        facts += trigger.data.keys.map { ("data \($0)", trigger.data[$0] ?? "") }
        for line in labelled(facts, style) { StandardStream.output.writeLine(line) }
    }
}
