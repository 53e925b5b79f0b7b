/// The state of a stored trigger, exactly as Quartz's `TRIGGER_STATE` column holds it.
public enum TriggerState: String, Sendable, Hashable, CaseIterable, Codable {
    /// Fires at its next fire time. May follow: ACQUIRED, PAUSED, BLOCKED, COMPLETE, ERROR.
    case waiting = "WAITING"
    /// A node has claimed its next fire. May follow: WAITING, BLOCKED, COMPLETE, PAUSED, ERROR.
    case acquired = "ACQUIRED"
    /// Its exclusive job is executing. May follow: WAITING, PAUSED_BLOCKED, COMPLETE, ERROR.
    case blocked = "BLOCKED"
    /// Does not fire until resumed. May follow: WAITING, BLOCKED, PAUSED_BLOCKED.
    case paused = "PAUSED"
    /// Paused while its exclusive job executes. May follow: PAUSED, BLOCKED, WAITING.
    case pausedBlocked = "PAUSED_BLOCKED"
    /// Has no further fire time; the row goes when its last fire completes.
    case complete = "COMPLETE"
    /// Parked with a reason that can be read; fires again only after a reset.
    case error = "ERROR"
}

/// The state of a fire instance, exactly as Quartz's `QRTZ_FIRED_TRIGGERS.STATE` column holds it.
public enum FireState: String, Sendable, Hashable, CaseIterable, Codable {
    /// Claimed by a node, not fired yet. May follow: EXECUTING, or the row is deleted.
    case acquired = "ACQUIRED"
    /// Its job is executing. May follow: the row is deleted.
    case executing = "EXECUTING"
}
