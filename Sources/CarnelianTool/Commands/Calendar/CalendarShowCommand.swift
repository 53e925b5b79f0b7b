import ArgumentParser
import Carnelian
import CarnelianCore

/// `carnelian calendar show`: one calendar.
struct CalendarShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a calendar: what it excludes, next when, and for which triggers.",
        discussion: """
            EXAMPLES:
              carnelian calendar show holidays
              carnelian calendar show holidays --json
            """
    )

    @OptionGroup var calendar: CalendarArgument
    @OptionGroup var output: OutputOptions
    @OptionGroup var store: StoreOptions

    func run() async throws {
        let store = try store.store()
        let stored = try await store.storedCalendar(calendar.name)
        let users = try await store.triggersByCalendar()[calendar.name] ?? []
        let span = stored.nextExcludedSpan(from: currentTime())
        if output.json {
            let members: [JSONValue.Member] = [
                .init(
                    "nextExcluded",
                    span.map { ["from": .time($0.from), "until": .time($0.until)] } ?? .null),
                .init("triggers", .array(users.map { .string($0.description) })),
            ]
            StandardStream.output.writeLine(stored.json(named: calendar.name, members).text)
            return
        }
        let style = Style(for: .output)
        var facts = [("calendar", style(calendar.name, .bold))]
        for (depth, link) in stored.chain.enumerated() {
            if depth > 0 { facts.append(("and", style("what its base excludes", .dim))) }
            facts += link.facts
        }
        facts.append(("next excluded", span.map { $0.words(in: stored.zone ?? .process) } ?? "never"))
        facts.append(("triggers", users.isEmpty ? "none" : users.map(\.description).joined(separator: ", ")))
        for line in labelled(facts, style) { StandardStream.output.writeLine(line) }
    }
}

extension ExclusionCalendar {
    /// What one calendar of the chain says, for people.
    fileprivate var facts: [(String, String)] {
        var facts = [("excludes", rule.words(in: zone))]
        facts.append(("zone", zone?.identifier ?? "each node's own"))
        if let description { facts.append(("description", description)) }
        return facts
    }
}
