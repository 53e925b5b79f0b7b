/// How fast this node works: smoothed durations of executions and turns, quick to follow a rise and slow to follow a fall.
package struct Pace: Sendable, Hashable {
    /// The smoothed duration of an execution; nil before the first.
    package private(set) var execution: Duration?
    /// The smoothed duration of a turn; nil before the first.
    package private(set) var turn: Duration?

    package init(execution: Duration? = nil, turn: Duration? = nil) {
        self.execution = execution
        self.turn = turn
    }

    /// An execution took this long.
    package mutating func recordExecution(_ duration: Duration) {
        execution = Pace.smoothed(execution, duration)
    }

    /// A turn took this long.
    package mutating func recordTurn(_ duration: Duration) {
        turn = Pace.smoothed(turn, duration)
    }

    private static func smoothed(_ mean: Duration?, _ sample: Duration) -> Duration {
        guard let mean else { return sample }
        return sample > mean ? mean + (sample - mean) / 4 : mean - (mean - sample) / 16
    }
}
