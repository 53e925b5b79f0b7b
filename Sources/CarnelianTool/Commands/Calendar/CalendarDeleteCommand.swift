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
            guard try await store.removeCalendar(name) else { throw ToolError.missingCalendar(name) }
            StandardStream.output.writeLine("Deleted calendar \(name).")
        }
    }
}
