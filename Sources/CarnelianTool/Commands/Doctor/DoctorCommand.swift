import ArgumentParser
import CarnelianCore
import CarnelianPostgres

/// `carnelian doctor`: finds what is wrong with a cluster, and mends it when told to.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Find what is wrong with a cluster's tables, states, nodes and server; mend it with --repair.",
        discussion: """
            Works on clusters that run only Java, beside running nodes. Without --repair
            nothing is changed. --repair never deletes a job or a trigger.

            Exit status: 0 when there is nothing but notes, 1 when problems or warnings
            remain.

            EXAMPLES:
              carnelian doctor
              carnelian doctor --repair
              carnelian doctor --observe 20s --json | jq '.findings[].code'
            """
    )

    @Flag(help: "Mend what can be mended, then look again.")
    var `repair` = false

    @Option(
        help: ArgumentHelp(
            "Watch the nodes' check-ins for at least so long. Default: only while one is late.", valueName: "duration"),
        transform: Duration.readingPositive)
    var observe: Duration?

    @OptionGroup var output: OutputOptions
    @OptionGroup var store: StoreOptions

    func run() async throws {
        var doctor = try Doctor(store.configuration(), logger: NodeLog.quiet)
        doctor.observation = observe ?? .zero
        let outcomes = self.repair ? try await doctor.repair() : []
        let report = DoctorReport(diagnosis: try await doctor.examine(), outcomes: outcomes)
        if output.json {
            StandardStream.output.writeLine(report.json.text)
        } else {
            for line in report.lines(Style(for: .output)) { StandardStream.output.writeLine(line) }
        }
        if !report.isHealthy { throw ExitCode(1) }
    }
}
