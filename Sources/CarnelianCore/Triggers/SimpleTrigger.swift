/// Fires at its start, then every `interval`, `repeatCount` more times.
public struct SimpleTrigger: Sendable, Hashable {
    /// The repeat count that means "for ever", as in Quartz.
    public static let forever = -1

    /// How often it fires after the first fire; -1: for ever.
    ///
    /// A count of n means n + 1 fires.
    public var repeatCount: Int
    /// Milliseconds from fire to fire; 0 only where nothing repeats.
    public var interval: Int64

    /// Creates the rule; the interval is in milliseconds.
    public init(repeatCount: Int = 0, interval: Int64 = 0) {
        self.repeatCount = repeatCount
        self.interval = interval
    }
}
