/// How a node's row in `scheduler_state` looked, some times one after the other.
struct NodeHistory: Sendable, Hashable {
    /// One look.
    struct Look: Sendable, Hashable {
        /// The server's time, ms.
        var time: Int64
        /// What the node wrote as its own time, ms.
        var checkIn: Int64
        /// What it promised, ms.
        var interval: Int64
        /// The process behind it, where it is Carnelian's.
        var incarnation: String?
        /// How late its fires may be before they misfire, ms; nil where the node does not say, as Quartz's.
        var misfireThreshold: Int64?
    }

    var instance: String
    /// At least one, the first look first.
    var looks: [Look]

    init(_ instance: String, _ look: Look) {
        self.instance = instance
        looks = [look]
    }

    var first: Look { looks[0] }
    var last: Look { looks[looks.count - 1] }

    /// The grace that Quartz gives beyond the interval, ms.
    static let grace: Int64 = 7_500
    /// Differences up to this are no skew, ms.
    static let tolerance: Int64 = 1_000

    /// The looks between which the node checked in.
    private var steps: [(before: Look, after: Look)] {
        zip(looks, looks.dropFirst()).filter { $0.checkIn != $1.checkIn }.map { ($0, $1) }
    }

    /// How far its clock is ahead of the server's at least, ms; 0: not.
    var ahead: Int64 {
        max(0, looks.map { $0.checkIn - $0.time }.max() ?? 0)
    }

    /// How far its clock is behind the server's at least, ms: a check-in was written after the look before it.
    var behind: Int64 {
        max(0, steps.map { $0.before.time - $0.after.checkIn }.max() ?? 0)
    }

    /// How long it was looked at, ms.
    var watched: Int64 { last.time - first.time }

    /// Whether it has checked in while it was looked at.
    var hasCheckedIn: Bool { !steps.isEmpty }

    /// Whether it is late by so much that it should be watched before anything is said.
    var needsWatching: Bool {
        !hasCheckedIn && last.time - last.checkIn > last.interval + 2_000
    }

    /// Whether peers would take it for dead.
    var isSilent: Bool {
        !hasCheckedIn && last.time - last.checkIn > last.interval + Self.grace
    }

    /// Whether it is dead beyond doubt, and no peer has recovered it: watched for a whole interval, in vain.
    var isDead: Bool {
        isSilent && watched > last.interval && last.time - last.checkIn > last.interval + 2 * Self.grace
    }

    /// Whether two processes check in under its id.
    var isShared: Bool {
        let names = looks.compactMap(\.incarnation)
        var seen: [String] = []
        for name in names where seen.last != name {
            if seen.contains(name) { return true }
            seen.append(name)
        }
        // A time that goes back was written by another clock.
        return steps.contains { $0.after.checkIn < $0.before.checkIn - Self.tolerance }
    }
}
