// Rows that nothing needs any more, and what only deserves a word.

extension FindingKind {
    static let leftovers = [
        ruleStray, sideRowsStale, triggerFinished, jobIdle, dataUnreadable, calendarUnreadable, typeForeign,
        groupPaused,
        pausedGroupFires, executesLong,
    ]

    static let ruleStray = FindingKind(
        "rule-stray", .warning, "delete the row: it keeps a trigger of this name from being stored",
        repair: "deletes the row")
    static let sideRowsStale = FindingKind(
        "side-rows-stale", .note, "a Carnelian node clears them when it joins", repair: "deletes them")
    static let triggerFinished = FindingKind(
        "trigger-finished", .note, "delete it, or reschedule it if it should fire again")
    static let jobIdle = FindingKind("job-idle", .note, "delete it, or make it durable")
    static let dataUnreadable = FindingKind(
        "data-unreadable", .note, "leave the job to Java nodes, or store it with useProperties=true")
    static let calendarUnreadable = FindingKind(
        "calendar-unreadable", .note, "leave its triggers to Java nodes, or store one of Quartz's own calendars")
    static let typeForeign = FindingKind("type-foreign", .note, "leave it to the Java nodes that know its type")
    static let groupPaused = FindingKind("group-paused", .note, "resume it when its triggers shall fire")
    static let pausedGroupFires = FindingKind(
        "paused-group-fires", .note, "nothing, if they were resumed on purpose; a misfire pauses them again")
    static let executesLong = FindingKind(
        "executes-long", .note, "if the job does not run there any more, restart that node")
}
