package import CarnelianCore

/// Decides when a node takes a turn, what it fires in it and how much it claims: a pure value.
///
/// The node claims up to `lookahead` early, which spreads the nodes' turns (the first to wake takes the trigger, the others
/// find nothing due), and fires a claim never before its time.
package struct AcquisitionMachine: Sendable {
    /// What the machine keeps to.
    package struct Settings: Sendable {
        /// How many jobs may run at a time.
        package var permits: Int
        /// The most triggers that one turn claims.
        package var batchSize: Int
        /// How early triggers are claimed.
        package var lookahead: Duration

        package init(permits: Int, batchSize: Int, lookahead: Duration) {
            self.permits = permits
            self.batchSize = batchSize
            self.lookahead = lookahead
        }
    }

    /// What the node does next.
    package enum Step: Sendable {
        /// Takes a turn: fires these claims and claims up to `limit` triggers.
        case turn(fires: [Claim], limit: Int)
        /// Asks the store, without a lock, when something is due.
        case peek
        /// Sleeps until this time, a signal, or until no more than `refillAt` fires run and wait (nil: never mind).
        case sleep(until: Timestamp, refillAt: Int?)
    }

    private enum NextDue {
        case unknown
        case none
        case at(Timestamp)
    }

    private let settings: Settings
    /// The claims that this node holds, by time.
    package private(set) var held: [Claim] = []
    private var nextDue = NextDue.unknown
    /// The last turn reached its limit, so more is due now.
    private var hasMore = false
    /// Turns in a row that found nothing although something seemed due.
    private var emptyTurns = 0
    private var quietUntil: Timestamp?

    package init(_ settings: Settings) {
        self.settings = settings
    }

    /// How many fires may wait for a permit, so that short jobs keep every worker busy while a turn is under way.
    package func claimAhead(_ pace: Pace) -> Int {
        guard let execution = pace.execution else { return 0 }
        let window = min(max((pace.turn ?? .zero) * 2, .milliseconds(10)), .milliseconds(200))
        let ratio = window / max(execution, .microseconds(1))
        return Int(min(Double(settings.batchSize), Double(settings.permits) * ratio))
    }

    /// What to do at `now`, with this many fires running and waiting.
    ///
    /// A turn's fires leave `held`.
    ///
    /// `lead` says how long before a due time to wake, at most the lookahead; each node and each sleep has its own.
    package mutating func step(
        at now: Timestamp, occupancy: Int, pace: Pace, lead: Duration, longestSleep: Duration
    ) -> Step {
        let ahead = claimAhead(pace)
        let capacity = settings.permits + ahead
        let taken = occupancy + held.count
        let refillAt = max(settings.permits - 1, capacity - max(1, ahead / 2))
        let isQuiet = quietUntil.map { now < $0 } ?? false
        let limit = min(settings.batchSize, max(0, capacity - taken))
        let mayClaim = limit > 0 && taken <= refillAt

        let dueCount = held.firstIndex { $0.dueTime > now } ?? held.count
        if dueCount > 0 {
            let fires = Array(held.prefix(dueCount))
            held.removeFirst(dueCount)
            return .turn(fires: fires, limit: isQuiet ? 0 : limit)
        }
        var wake = now.advanced(by: longestSleep)
        if let first = held.first { wake = min(wake, first.dueTime) }
        guard mayClaim else {
            // Where the held claims alone take every permit, only their firing makes room.
            let threshold = refillAt - held.count
            return .sleep(until: wake, refillAt: threshold >= 0 ? threshold : nil)
        }
        if let quietUntil, isQuiet {
            return .sleep(until: min(wake, quietUntil), refillAt: nil)
        }
        if hasMore { return .turn(fires: [], limit: limit) }
        switch nextDue {
        case .unknown:
            return .peek
        case .none:
            return .sleep(until: wake, refillAt: nil)
        case .at(let due):
            let start = due.advanced(by: .zero - min(lead, settings.lookahead))
            guard start > now else { return .turn(fires: [], limit: limit) }
            return .sleep(until: min(wake, start), refillAt: nil)
        }
    }

    /// The store said when something is due; nil: nothing.
    package mutating func peeked(_ due: Timestamp?) {
        nextDue = due.map(NextDue.at) ?? .none
    }

    /// A turn for up to `limit` claims, with everything due before `horizon` in view, ended; `givenBack` of its claims are
    /// not held but go back.
    package mutating func turned(
        _ result: TurnResult, fires: Int, givenBack: Int = 0, limit: Int, horizon: Timestamp, at now: Timestamp
    ) {
        for claim in result.claimed { hold(claim) }
        guard limit > 0 else { return }
        hasMore = result.mayHaveMore
        nextDue = hasMore ? .unknown : .at(horizon.advanced(by: .milliseconds(1)))
        if fires == 0, givenBack == 0, result.fired.isEmpty, result.claimed.isEmpty {
            quietUntil = now.advanced(by: min(.milliseconds(5) * (1 << min(emptyTurns, 10)), .milliseconds(40)))
            emptyTurns += 1
            nextDue = .unknown
            hasMore = false
        } else {
            quietUntil = nil
            emptyTurns = 0
        }
    }

    /// A turn failed: its claims are still held.
    package mutating func turnFailed(_ fires: [Claim]) {
        for claim in fires { hold(claim) }
        lookAgain()
    }

    /// Time passed or something changed: what was known about the next due time may be wrong.
    package mutating func lookAgain() {
        nextDue = .unknown
    }

    /// The claims are given back; returns their ids.
    package mutating func dropClaims() -> [FireInstanceID] {
        defer { held = [] }
        return held.map(\.id)
    }

    private mutating func hold(_ claim: Claim) {
        let index = held.lastIndex { $0.dueTime <= claim.dueTime }.map { $0 + 1 } ?? 0
        held.insert(claim, at: index)
    }
}
