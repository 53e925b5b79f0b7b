import ArgumentParser
import Carnelian
import CarnelianCore

/// `carnelian calendar delete`: removes calendars.
struct CalendarDeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Remove calendars that no trigger names.",
        discussion: """
            EXAMPLES:
              carnelian calendar delete holidays
            """
    )

    @Argument(help: ArgumentHelp("The calendars.", valueName: "name"))
    var names: [String]

    @OptionGroup var store: StoreOptions

    func run() async throws {
        let store = try store.store()
        for name in names {
            do {
                guard try await store.removeCalendar(name) else { throw ToolError.missingCalendar(name) }
            } catch let error as CarnelianError where error.code == .inUse {
                let users = try await store.triggersByCalendar()[name] ?? []
                let shown = users.prefix(3).map(\.description).joined(separator: ", ")
                let more = users.count > 3 ? " and \(users.count - 3) more" : ""
                throw ToolError(
                    .inUse, "calendar \(name) is used by \(shown)\(more)",
                    advice: "Delete or change these triggers first, with 'carnelian trigger put' or 'delete'")
            }
            StandardStream.output.writeLine("Deleted calendar \(name).")
        }
    }
}
