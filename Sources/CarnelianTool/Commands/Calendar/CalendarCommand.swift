import ArgumentParser
import Carnelian
import CarnelianCore

/// `carnelian calendar …`: the stored calendars.
struct CalendarCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar",
        abstract: "Store, list, show and delete calendars: times at which triggers do not fire.",
        discussion: """
            A calendar excludes times; a trigger that names it skips its fire times there.
            One calendar serves any number of triggers, Java's too.
            """,
        subcommands: [
            CalendarPutCommand.self, CalendarListCommand.self, CalendarShowCommand.self, CalendarDeleteCommand.self,
        ]
    )
}

/// The calendar that a command is about.
struct CalendarArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("The calendar.", valueName: "name"))
    var name: String

    func validate() throws {
        guard (1...200).contains(name.count) else {
            throw ValidationError("the calendar's name: expected 1 to 200 characters")
        }
    }
}

extension JobStore {
    /// A stored calendar; throws, naming it, if there is none or it cannot be read.
    func storedCalendar(_ name: String) async throws -> ExclusionCalendar {
        do {
            guard let calendar = try await calendar(name) else { throw ToolError.missingCalendar(name) }
            return calendar
        } catch let error as CarnelianError where error.code == .undecodableData {
            throw ToolError(.unreadable, "calendar \(name) cannot be read: \(error)")
        }
    }

    /// The triggers that name a calendar, by calendar.
    func triggersByCalendar() async throws -> [String: [TriggerKey]] {
        var triggers: [String: [TriggerKey]] = [:]
        for stored in try await self.triggers(matching: .group(.any)) {
            if let name = stored.trigger.calendarName { triggers[name, default: []].append(stored.trigger.key) }
        }
        return triggers
    }
}
