/// Growing pauses between tries: 20 ms, doubled each time, at most 10 s, each shortened by a random part.
package struct Backoff: Sendable {
    /// The first pause.
    package var first: Duration
    /// The longest pause.
    package var longest: Duration
    /// How many tries failed in a row.
    package private(set) var failures = 0

    package init(first: Duration = .milliseconds(20), longest: Duration = .seconds(10)) {
        self.first = first
        self.longest = longest
    }

    /// The pause after a further failure; `jitter` in 0…1 takes up to a quarter off, so that nodes do not return together.
    package mutating func next(jitter: Double) -> Duration {
        let doublings = min(failures, 30)
        failures += 1
        let pause = min(first * (1 << doublings), longest)
        return pause * (1 - 0.25 * min(max(jitter, 0), 1))
    }

    /// Starts again after a success.
    package mutating func reset() {
        failures = 0
    }
}
