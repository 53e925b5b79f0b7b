import CarnelianCore

/// Why a trigger that ran away is parked, as it is stored, and known again when it is read.
enum RunawayReason {
    private static let verdict = "ran away: its last "

    static func text(_ trigger: TriggerKey, limit: Int) -> String {
        """
        trigger \(trigger) \(verdict)\(limit) fire times followed each other \
        faster than its schedule allows; check the schedule and what writes to the store, then reset the trigger
        """
    }

    /// Whether a stored reason is this one.
    static func isGiven(in reason: String) -> Bool {
        reason.hasPrefix("trigger ") && reason.contains(" " + verdict)
    }
}
