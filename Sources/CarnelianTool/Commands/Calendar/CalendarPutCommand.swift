import ArgumentParser
import Carnelian
import CarnelianCore

/// `carnelian calendar put`: stores a calendar.
struct CalendarPutCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "put",
        abstract: "Store a calendar.",
        discussion: """
            With --base the calendar also excludes what the base excludes. The base is
            copied into it, as Quartz does: later changes of the base do not matter.

            A calendar that is replaced holds for all fire times that are computed from
            then on; --update-triggers computes the next fire time of each trigger that
            names it anew, at once.

            EXAMPLES:
              carnelian calendar put holidays --zone Europe/Berlin \\
                --holiday 2026-12-25,2026-12-26 --holiday 2027-01-01
              carnelian calendar put workdays --weekly SAT,SUN --zone Europe/Berlin \\
                --base holidays
              carnelian calendar put office-hours --daily 08:00-18:00 --inverted \\
                --zone Europe/Berlin --base workdays
              carnelian calendar put freeze --cron '* * * 20-31 12 ?'
              carnelian calendar put holidays --file holidays.json --replace \\
                --update-triggers
            """
    )

    @OptionGroup var calendar: CalendarArgument
    @OptionGroup(title: "What is excluded, one kind of it") var rule: CalendarRuleOptions

    @Option(help: ArgumentHelp("The zone whose clock and days are meant. Default: UTC.", valueName: "zone"))
    var zone: String?

    @Option(help: ArgumentHelp("A stored calendar whose exclusions count too.", valueName: "name"))
    var base: String?

    @Option(help: ArgumentHelp("A note for people.", valueName: "text"))
    var description: String?

    @Flag(help: "Replace a stored calendar of this name.")
    var replace = false

    @Flag(help: "With --replace: compute the next fire times of its triggers anew.")
    var updateTriggers = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var store: StoreOptions

    func validate() throws {
        if updateTriggers, !replace { throw ValidationError("--update-triggers goes with --replace") }
        if rule.file != nil, zone != nil || base != nil || description != nil {
            throw ValidationError("--zone, --base and --description do not go with --file, which says them")
        }
    }

    func run() async throws {
        let rules = try TimeZoneRules(zone ?? "UTC")
        let jobStore = try store.store()
        let definition: ExclusionCalendar
        if let file = rule.file {
            definition = try ExclusionCalendar(file: file)
        } else {
            definition = try ExclusionCalendar(
                rule.rule(in: rules), base: try await storedBase(in: jobStore), zone: rules, description: description)
        }
        do {
            try await jobStore.storeCalendar(
                definition, named: calendar.name, onConflict: replace ? .replace : .fail,
                updatingTriggers: updateTriggers)
        } catch let error as CarnelianError where error.code == .alreadyExists {
            throw ToolError(.unusableFile, "calendar \(calendar.name) is stored already", advice: "Use --replace")
        }
        if output.json {
            StandardStream.output.writeLine(definition.json(named: calendar.name).text)
        } else {
            StandardStream.output.writeLine("Stored calendar \(calendar.name): \(definition.words).")
        }
    }

    private func storedBase(in store: any JobStore) async throws -> ExclusionCalendar? {
        guard let base else { return nil }
        return try await store.storedCalendar(base)
    }
}
