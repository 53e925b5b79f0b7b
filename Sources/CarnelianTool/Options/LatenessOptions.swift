import ArgumentParser
import CarnelianCore

/// What becomes of a trigger's fires that come late, and how far they are spread.
struct LatenessOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What happens to a fire that comes too late: "
                + MisfireInstruction.names.map(\.key).joined(separator: ", ")
                + ", or catch-up:MAX:WITHIN (the latest MAX fires not older than WITHIN). Default: smart.",
            valueName: "instruction"),
        transform: MisfireInstruction.reading)
    var misfire: MisfireInstruction = .smart

    @Option(
        help: ArgumentHelp(
            "How late is too late for this trigger; 0s: any lateness. Default: the nodes' own threshold.",
            valueName: "duration"),
        transform: Duration.reading)
    var misfireThreshold: Duration?

    @Option(
        help: ArgumentHelp(
            "Fire up to this much later than scheduled, each time differently, on every node alike.",
            valueName: "duration"),
        transform: Duration.reading)
    var jitter: Duration = .zero

    func validate() throws {
        guard jitter < .seconds(86_400) else { throw ValidationError("--jitter: expected less than 24h") }
    }

    /// Throws what does not fit a kind of trigger, given by the option that names it.
    func check(_ kind: Trigger.Kind, _ option: String) throws {
        guard misfire.fits(kind) else {
            let names = MisfireInstruction.names(fitting: kind).joined(separator: ", ")
            throw ValidationError("--misfire \(misfire.name): expected, with \(option), one of \(names)")
        }
        if case .fixedDelay = kind, jitter > .zero {
            throw ValidationError("--jitter does not go with --delay, whose fires follow the ends of runs")
        }
    }
}
