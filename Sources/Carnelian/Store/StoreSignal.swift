public import CarnelianCore

/// A hint that something changed, so that a sleeping node looks again.
public enum StoreSignal: Sendable, Hashable {
    /// A trigger may be due at this time, earlier than known before; nil: at once.
    case scheduleChanged(earliest: Timestamp?)
    /// Nodes joined, left or failed.
    case clusterChanged
    /// Executions were asked to end.
    case interruptRequested
}
