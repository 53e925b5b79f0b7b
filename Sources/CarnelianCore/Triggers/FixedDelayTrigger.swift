/// Fires at its start, then each time `delay` after the run of the fire before has ended: runs never overlap.
///
/// While a run is under way the trigger's next fire time is `running`, the end of the year 9999; the end of the run, or the
/// recovery of the node that ran it, sets the real one. Java's Quartz sees a simple trigger with the delay as its interval.
public struct FixedDelayTrigger: Sendable, Hashable {
    /// The next fire time of a trigger whose run has not ended: 9999-12-31T23:59:59.000Z.
    public static let running = Timestamp(milliseconds: 253_402_300_799_000)

    /// Milliseconds from the end of a run to the next fire; at least 1.
    public var delay: Int64
    /// How often it fires after the first fire; -1: for ever.
    public var repeatCount: Int

    /// Creates the rule; the delay is in milliseconds.
    public init(delay: Int64, repeatCount: Int = SimpleTrigger.forever) {
        self.delay = delay
        self.repeatCount = repeatCount
    }

    /// When the trigger fires next if the run ends at an instant; nil if that is not before the end.
    public func fireTime(afterRunEndingAt instant: Timestamp, end: Timestamp?) -> Timestamp? {
        let (time, overflow) = instant.milliseconds.addingReportingOverflow(delay)
        guard !overflow, end.map({ time < $0.milliseconds }) ?? true else { return nil }
        return Timestamp(milliseconds: time)
    }

    /// The slots of runs that take no time: start, start + delay, and so on.
    func fireTime(after instant: Timestamp, start: Timestamp, end: Timestamp?) -> Timestamp? {
        SimpleTrigger(repeatCount: repeatCount, interval: delay).fireTime(after: instant, start: start, end: end)
    }
}
