/// How often and when a transaction is tried again that failed through no fault of its own.
struct RetryPolicy: Sendable {
    /// Tries in all, the first one included.
    var attempts = 6
    /// The longest wait before the second try; it doubles with each further one.
    var firstDelay: Duration = .milliseconds(10)
    /// The longest wait there is.
    var longestDelay: Duration = .seconds(1)

    /// How long to wait after failed try `attempt` (from 1), or nil to give up.
    ///
    /// `random` is from 0 up to 1: nodes that
    /// failed together must not come back together.
    func delay(after attempt: Int, random: Double) -> Duration? {
        guard attempt < attempts else { return nil }
        let ceiling = min(firstDelay * (1 << min(attempt - 1, 20)), longestDelay)
        return ceiling * (0.5 + random / 2)
    }
}
