/// One of the two rows of `QRTZ_LOCKS` by which nodes, Java's included, take turns.
///
/// `stateAccess` is taken before `triggerAccess`, never after it.
package enum LockName: String, Sendable {
    /// Guards jobs, triggers and fire instances.
    case triggerAccess = "TRIGGER_ACCESS"
    /// Guards the list of nodes.
    case stateAccess = "STATE_ACCESS"
}
