/// What happens to a fire that comes later than the misfire threshold.
///
/// Names and codes are Quartz's; a code means different things to different trigger kinds, so it is read and written
/// together with the kind (`code(for:)`, `init(code:for:)`).
public enum MisfireInstruction: Sendable, Hashable, CaseIterable {
    /// Chosen by the trigger's kind: see the table in the documentation. Code 0.
    case smart
    /// Never treated as misfired: every missed fire is caught up, one by one. Code -1.
    case ignore
    /// Fires once, now. Code 1 of simple and cron triggers.
    case fireNow
    /// Simple triggers: restarts now with the full remaining count. Code 2.
    case nowKeepingCount
    /// Simple triggers: restarts now, missed fires deducted from the count. Code 3.
    case nowWithRemainingCount
    /// Simple triggers: waits for the next slot, missed fires deducted from the count. Code 4.
    case nextWithRemainingCount
    /// Simple triggers: waits for the next slot, the count untouched. Code 5.
    case nextKeepingCount
    /// Cron triggers: waits for the next match. Code 2.
    case doNothing
}
