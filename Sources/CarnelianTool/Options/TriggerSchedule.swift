import ArgumentParser
import CarnelianCore

/// When a trigger fires: exactly one of `--cron`, `--every` and `--at`, and its window.
struct TriggerSchedule: ParsableArguments {
    @Option(help: ArgumentHelp("Fires at the times of this cron expression, in Quartz's dialect.", valueName: "expr"))
    var cron: String?

    @Option(help: ArgumentHelp("The zone whose local time --cron names. Default: UTC.", valueName: "zone"))
    var zone: String?

    @Option(
        help: ArgumentHelp("Fires at the start and then every so often, as 250ms, 5m.", valueName: "duration"),
        transform: Duration.readingPositive)
    var every: Duration?

    @Option(help: ArgumentHelp("How many times --every fires in all. Default: for ever.", valueName: "n"))
    var times: Int?

    @Option(help: ArgumentHelp("Fires once, at this time.", valueName: "time"), transform: Timestamp.reading)
    var at: Timestamp?

    @Option(
        help: ArgumentHelp("No fire before this time. Default: now.", valueName: "time"), transform: Timestamp.reading)
    var start: Timestamp?

    @Option(
        help: ArgumentHelp("No fire after this time. Default: no end.", valueName: "time"), transform: Timestamp.reading
    )
    var end: Timestamp?

    @Option(
        help: ArgumentHelp(
            "What happens to a fire that comes too late: "
                + MisfireInstruction.names.map(\.key).joined(separator: ", ") + ". Default: smart.",
            valueName: "instruction"),
        transform: MisfireInstruction.reading)
    var misfire: MisfireInstruction = .smart

    func validate() throws {
        guard [cron != nil, every != nil, at != nil].filter({ $0 }).count == 1 else {
            throw ValidationError("expected one of --cron EXPR, --every DURATION or --at TIME")
        }
        if zone != nil, cron == nil { throw ValidationError("--zone goes with --cron") }
        if times != nil, every == nil { throw ValidationError("--times goes with --every") }
        if let times, times < 1 { throw ValidationError("--times: expected 1 or more") }
        if start != nil, at != nil { throw ValidationError("--start does not go with --at, which is the start") }
        if let begin = at ?? start, let end, end <= begin {
            throw ValidationError("--end: expected a time after \(begin.description)")
        }
        let sample =
            cron == nil ? Trigger.Kind.simple(SimpleTrigger()) : try .cron(CronTrigger(CronExpression("* * * * * ?")))
        let allowed = MisfireInstruction.names.map(\.value).filter { $0.fits(sample) }
        guard allowed.contains(misfire) else {
            let names = allowed.map { $0.name }.joined(separator: ", ")
            throw ValidationError(
                "--misfire \(misfire.name): expected, with \(cron != nil ? "--cron" : "--every or --at"), one of \(names)"
            )
        }
    }

    /// The schedule's kind; throws if the expression or the zone cannot be read.
    func kind() throws -> Trigger.Kind {
        if let cron {
            return .cron(CronTrigger(try CronExpression(cron), in: try zone.map { try TimeZoneRules($0) } ?? .utc))
        }
        guard let every else { return .simple(SimpleTrigger()) }
        let count = times.map { $0 - 1 } ?? SimpleTrigger.forever
        return .simple(SimpleTrigger(repeatCount: count, interval: every.wholeMilliseconds))
    }
}
