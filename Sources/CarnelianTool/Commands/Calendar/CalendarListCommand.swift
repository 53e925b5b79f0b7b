import ArgumentParser
import Carnelian
import CarnelianCore

/// `carnelian calendar list`: the stored calendars.
struct CalendarListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List calendars.",
        discussion: """
            EXAMPLES:
              carnelian calendar list
              carnelian calendar list --json
            """
    )

    @OptionGroup var output: OutputOptions
    @OptionGroup var store: StoreOptions

    func run() async throws {
        let store = try store.store()
        let users = try await store.triggersByCalendar()
        var table = Table(.init("CALENDAR"), .init("EXCLUDES"), .init("ZONE"), .init("TRIGGERS", alignsRight: true))
        var objects: [JSONValue] = []
        for name in try await store.calendarNames() {
            let count = users[name]?.count ?? 0
            do {
                guard let calendar = try await store.calendar(name) else { continue }
                objects.append(calendar.json(named: name, [.init("triggerCount", .integer(Int64(count)))]))
                table.add(
                    .init(name, .bold), .init(calendar.words), .init(calendar.zone?.identifier ?? "each node's"),
                    .init("\(count)"))
            } catch let error as CarnelianError where error.code == .undecodableData {
                objects.append([
                    "name": .string(name), "type": .null, "error": .string(error.description),
                    "triggerCount": .integer(Int64(count)),
                ])
                table.add(.init(name, .bold), .init("not read: \(error)", .red), .init(""), .init("\(count)"))
            }
        }
        if output.json {
            StandardStream.output.writeLine(JSONValue.array(objects).text)
        } else if table.rows.isEmpty {
            StandardStream.output.writeLine("No calendars. Store one with 'carnelian calendar put'.")
        } else {
            for line in table.lines(Style(for: .output)) { StandardStream.output.writeLine(line) }
        }
    }
}
