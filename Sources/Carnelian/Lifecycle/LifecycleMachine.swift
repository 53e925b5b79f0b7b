package import CarnelianCore

/// The life of a scheduler: a pure value.
///
/// What may follow each status stands at `Scheduler.Status`.
package struct LifecycleMachine: Sendable {
    /// Where the scheduler is.
    package private(set) var status = Scheduler.Status.created
    /// Whether acquiring is paused, or will be once the node has joined.
    package private(set) var wantsStandby = false
    /// When standby ends by itself; nil: when `start()` is called.
    package private(set) var startsAt: Timestamp?
    /// How long after joining standby ends by itself.
    private var startDelay: Duration?
    /// Whether waiting for the store is over: what is not recorded now never will be, by this node.
    package private(set) var isGivingUp = false

    package init() {}

    /// Whether the node acquires nothing more for good.
    package var isStopping: Bool { status == .draining || status == .stopped }

    /// What the acquire loop may do.
    package enum Permission: Sendable, Hashable {
        case go
        case pause
        case stop
    }

    package var permission: Permission {
        switch status {
        case .running: .go
        case .created, .starting, .standby: .pause
        case .draining, .stopped: .stop
        }
    }

    /// `run()` was called; throws if it was called before.
    package mutating func begin() throws(CarnelianError) {
        guard status == .created else {
            throw CarnelianError(.invalidState, "the scheduler is \(status): run() may be called once")
        }
        status = .starting
    }

    /// The node joined the cluster.
    package mutating func joined(at now: Timestamp) {
        guard status == .starting else { return }
        status = wantsStandby ? .standby : .running
        startsAt = startDelay.map(now.advanced(by:))
        startDelay = nil
    }

    /// Acquiring shall pause.
    package mutating func standby() {
        wantsStandby = true
        startsAt = nil
        startDelay = nil
        if status == .running { status = .standby }
    }

    /// Acquiring shall go on.
    package mutating func start() {
        wantsStandby = false
        startsAt = nil
        startDelay = nil
        if status == .standby { status = .running }
    }

    /// Acquiring shall begin, or go on, after a delay: from now, or from joining if that is still to come.
    ///
    /// A node that acquires already goes on.
    package mutating func start(after delay: Duration, at now: Timestamp) {
        switch status {
        case .created, .starting:
            wantsStandby = true
            startDelay = delay
        case .standby:
            startsAt = now.advanced(by: delay)
        case .running, .draining, .stopped:
            break
        }
    }

    /// Ends a standby whose time has come.
    package mutating func timePassed(to now: Timestamp) {
        if let startsAt, startsAt <= now { start() }
    }

    /// The node shall stop.
    package mutating func stop() {
        switch status {
        case .created, .starting, .running, .standby: status = .draining
        case .draining, .stopped: break
        }
    }

    /// The time to wait for the store is over.
    package mutating func giveUp() {
        isGivingUp = true
    }

    /// `run()` returns.
    package mutating func ended() {
        status = .stopped
    }
}
