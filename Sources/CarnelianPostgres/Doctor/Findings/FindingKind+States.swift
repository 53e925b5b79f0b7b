// Rows that no state of Quartz's explains.

extension FindingKind {
    static let states = [
        blockedWithoutExecution, notBlocked, claimedWithoutFire, claimWithoutTrigger, claimOverdue, exclusiveOverlap,
        stateUnknown, fireStateUnknown, noNextFireTime, jobMissing, ruleMissing, ruleUnreadable, calendarMissing,
        misfireCodeUnknown, triggerInError, overdue, delayStalled,
    ]

    private static let parks = "parks it in ERROR with this reason"

    static let blockedWithoutExecution = FindingKind(
        "blocked-without-execution", .problem, "set it to WAITING, or to PAUSED where it is PAUSED_BLOCKED",
        repair: "sets it to WAITING, or to PAUSED where it is PAUSED_BLOCKED")
    static let notBlocked = FindingKind(
        "not-blocked", .warning, "set it to BLOCKED until the execution ends", repair: "sets it to BLOCKED")
    static let claimedWithoutFire = FindingKind(
        "acquired-without-fire", .problem, "set it to WAITING", repair: "sets it to WAITING, or to BLOCKED")
    static let claimWithoutTrigger = FindingKind(
        "claim-without-trigger", .warning, "delete the row", repair: "deletes the row")
    static let claimOverdue = FindingKind(
        "claim-overdue", .warning, "restart the node that holds it, if it hangs; check its clock")
    static let exclusiveOverlap = FindingKind(
        "exclusive-overlap", .problem, "let them end; look for a node that is not clustered or was recovered alive")
    static let stateUnknown = FindingKind("state-unknown", .problem, "set one of Quartz's states", repair: parks)
    static let fireStateUnknown = FindingKind(
        "fire-state-unknown", .warning, "delete the row if its node does not execute it")
    static let noNextFireTime = FindingKind(
        "no-next-fire-time", .problem, "reschedule it",
        repair: "sets the next fire time of its schedule, or COMPLETE where there is none")
    static let jobMissing = FindingKind("job-missing", .problem, "store the job, or delete the trigger", repair: parks)
    static let ruleMissing = FindingKind("rule-missing", .problem, "store the trigger again", repair: parks)
    static let ruleUnreadable = FindingKind(
        "rule-unreadable", .problem, "mend the row, or store the trigger again", repair: parks)
    static let calendarMissing = FindingKind(
        "calendar-missing", .problem, "store the calendar, or the trigger without it", repair: parks)
    static let misfireCodeUnknown = FindingKind(
        "misfire-code-unknown", .warning, "store the trigger again", repair: "sets it to 0, the kind's own choice")
    static let triggerInError = FindingKind(
        "trigger-in-error", .warning, "mend the cause, then store the trigger again or reset it from its error")
    static let overdue = FindingKind("overdue", .problem, "start a node that has the job type")
    static let delayStalled = FindingKind(
        "delay-stalled", .warning, "any Carnelian node lets it go on at its next check-in",
        repair: "lets the delay count from now")
}
