/// What happens to a fire that comes later than the misfire threshold.
///
/// Names and codes are Quartz's; a code means different things to different trigger kinds, so it is read and written
/// together with the kind (`code(for:)`, `init(code:for:)`).
public enum MisfireInstruction: Sendable, Hashable {
    /// Chosen by the trigger's kind: see the table in the documentation. Code 0.
    case smart
    /// Never treated as misfired: every missed fire is caught up, one by one. Code -1.
    case ignore
    /// Fires once, now. Code 1.
    case fireNow
    /// Simple triggers: restarts now with the full remaining count. Code 2.
    case nowKeepingCount
    /// Simple triggers: restarts now, missed fires deducted from the count. Code 3.
    case nowWithRemainingCount
    /// Simple triggers: waits for the next slot, missed fires deducted from the count. Code 4.
    case nextWithRemainingCount
    /// Simple triggers: waits for the next slot, the count untouched. Code 5.
    case nextKeepingCount
    /// All but simple and fixed-delay triggers: waits for the next fire time of the schedule. Code 2.
    case doNothing
    /// Catches up what was missed one by one, each at its own scheduled time, within bounds: the latest `max` fire times
    /// (1 to 1,000) that are not older than `within` (above zero) when the misfire is handled. The others are skipped.
    ///
    /// Beyond Quartz, and not for fixed-delay triggers. Stored with the instruction to ignore misfires, which is how a Java
    /// node treats it, and the bounds beside it.
    case catchUp(max: Int, within: Duration)

    /// The instructions that Quartz has.
    public static let quartz: [MisfireInstruction] = [
        .smart, .ignore, .fireNow, .nowKeepingCount, .nowWithRemainingCount, .nextWithRemainingCount,
        .nextKeepingCount, .doNothing,
    ]
}
