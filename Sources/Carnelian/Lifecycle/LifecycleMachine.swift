import CarnelianCore

/// The life of a scheduler: a pure value.
///
/// What may follow each status stands at `Scheduler.Status`.
package struct LifecycleMachine: Sendable {
    /// Where the scheduler is.
    package private(set) var status = Scheduler.Status.created
    /// Whether acquiring is paused, or will be once the node has joined.
    package private(set) var wantsStandby = false
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
    package mutating func joined() {
        guard status == .starting else { return }
        status = wantsStandby ? .standby : .running
    }

    /// Acquiring shall pause.
    package mutating func standby() {
        wantsStandby = true
        if status == .running { status = .standby }
    }

    /// Acquiring shall go on.
    package mutating func start() {
        wantsStandby = false
        if status == .standby { status = .running }
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
