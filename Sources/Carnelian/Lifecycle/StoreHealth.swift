/// The verbs that the scheduler's loops call, for logs and metrics.
package enum StoreVerb: String, Sendable {
    case open, turn, release, complete, recover, leave
    case nextDueTime = "next-due-time"
    case sweepMisfires = "sweep-misfires"
    case giveBackMisfired = "give-back-misfired"
    case checkIn = "check-in"
    case fireInstances = "fire-instances"
    case interruptRequests = "interrupt-requests"
}

/// Whether the store works: one outage begins with the first verb that fails and ends when one that failed succeeds.
///
/// A pure value.
package struct StoreHealth: Sendable {
    private var failing: Set<StoreVerb> = []
    private var since: ContinuousClock.Instant?

    package init() {}

    package var isFailing: Bool { since != nil }

    /// A verb failed; true if an outage begins.
    package mutating func failed(_ verb: StoreVerb, at now: ContinuousClock.Instant) -> Bool {
        failing.insert(verb)
        guard since == nil else { return false }
        since = now
        return true
    }

    /// A verb succeeded; how long the outage was if it ends.
    package mutating func succeeded(_ verb: StoreVerb, at now: ContinuousClock.Instant) -> Duration? {
        guard let since, failing.contains(verb) else { return nil }
        failing = []
        self.since = nil
        return now - since
    }
}
