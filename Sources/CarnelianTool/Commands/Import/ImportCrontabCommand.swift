import ArgumentParser
import Carnelian
import CarnelianCore

/// `carnelian import crontab`: a crontab becomes a clustered one.
struct ImportCrontabCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crontab",
        abstract: "Turn a crontab into jobs that run once in the cluster.",
        discussion: """
            Each line becomes a durable carnelian.jobs.Shell job, named after what it runs,
            with a cron trigger. Importing the file again updates what changed; jobs whose
            line is gone are reported, and removed with --prune. Nothing is imported unless
            every line can be read, or --skip-bad is given.

            Whether lines name a user, as in /etc/crontab, is found out from the file; say
            it with --system or --user. Such a command runs as that user if the node may
            do so (as root), or as the node's own user with --ignore-user.

            EXAMPLES:
              carnelian import crontab /etc/crontab --print
              carnelian import crontab /etc/crontab --zone Europe/Berlin
              crontab -l | carnelian import crontab - --user --prune
            """
    )

    @Argument(help: ArgumentHelp("The crontab; - for standard input.", valueName: "file"))
    var file: String

    @Option(
        help: ArgumentHelp("The zone of the lines without CRON_TZ. Default: this machine's.", valueName: "zone"))
    var zone: String?

    @Flag(help: "Lines name a user before the command.")
    var system = false

    @Flag(help: "Lines name no user.")
    var user = false

    @Flag(help: "Run every command as the node's own user.")
    var ignoreUser = false

    @Option(help: ArgumentHelp("The group of the jobs and triggers.", valueName: "group"))
    var group = "crontab"

    @Option(
        help: ArgumentHelp("What happens to fires that the whole cluster missed.", valueName: "instruction"),
        transform: MisfireInstruction.reading)
    var misfire: MisfireInstruction = .doNothing

    @Flag(help: "Remove jobs that an earlier import of this file made and whose line is gone.")
    var prune = false

    @Flag(help: "Import the good lines even if others cannot be read.")
    var skipBad = false

    @Flag(help: "Show what would be imported; the database is not asked.")
    var print = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var store: StoreOptions

    func validate() throws {
        if system, user { throw ValidationError("expected one of --system and --user") }
        guard [.smart, .ignore, .fireNow, .doNothing].contains(misfire) else {
            throw ValidationError("--misfire \(misfire.name): expected one of smart, ignore, fire-now, do-nothing")
        }
        guard (1...200).contains(group.count), !group.contains(".") else {
            throw ValidationError("--group: expected 1 to 200 characters without a dot")
        }
    }

    func run() async throws {
        let text = try TextFile.read(file)
        let source = TextFile.absolutePath(file)
        let format: Crontab.Format =
            if system { .system } else if user { .user } else {
                Crontab.likelyFormat(of: text, path: source, users: MachineFacts.users)
            }
        let crontab = Crontab(text, format: format)
        try refuse(crontab.problems)
        let rules = try TimeZoneRules(zone ?? MachineFacts.timeZone)
        let makers = CrontabJobs(
            group: group, source: source, zone: rules, command: CrontabCommand(ignoresUser: ignoreUser),
            misfireInstruction: misfire)
        let jobs = try makers.jobs(of: crontab)
        let changes: CrontabImport
        if print {
            changes = CrontabImport(jobs, stored: [:], source: source, prunes: prune)
        } else {
            changes = try await CrontabImporter(store: store.store()).run(
                jobs, group: group, source: source, prunes: prune)
        }
        let report = ImportReport(
            changes: changes, crontab: crontab, zone: rules.identifier, file: file, isDry: print)
        if output.json {
            StandardStream.output.writeLine(report.json.text)
        } else {
            for line in report.lines(Style(for: .output)) { StandardStream.output.writeLine(line) }
        }
    }

    private func refuse(_ problems: [CrontabProblem]) throws {
        guard !problems.isEmpty, !skipBad else { return }
        var said = problems.prefix(5).map(\.description)
        if problems.count > 5 { said.append("and \(problems.count - 5) more") }
        throw ToolError(
            .unusableFile, "\(file): " + said.joined(separator: "; "),
            advice: "Nothing was imported: correct the \(problems.count == 1 ? "line" : "lines"), or use --skip-bad")
    }
}
