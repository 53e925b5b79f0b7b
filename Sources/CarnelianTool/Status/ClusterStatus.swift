import CarnelianCore

/// How a cluster stands at one moment, as its tables say.
struct ClusterStatus: Sendable, Hashable {
    /// One node.
    struct Node: Sendable, Hashable {
        var instance: String
        /// When it last checked in; nil where only its fire instances are left.
        var lastCheckIn: Timestamp?
        var checkInInterval: Int64
        var executing: Int
        var claimed: Int
    }

    /// One execution in progress.
    struct Executing: Sendable, Hashable {
        var trigger: TriggerKey
        var job: JobKey
        var instance: String
        var fireTime: Timestamp
        var scheduledFireTime: Timestamp
    }

    /// One trigger that fires soon.
    struct Coming: Sendable, Hashable {
        var trigger: TriggerKey
        var job: JobKey
        var time: Timestamp
        var state: String
    }

    /// One trigger in ERROR.
    struct Parked: Sendable, Hashable {
        var trigger: TriggerKey
        var job: JobKey
        /// Why, where that is stored.
        var reason: String?
    }

    var scheduler: String
    /// The database's time.
    var time: Timestamp
    var nodes: [Node] = []
    var jobCount = 0
    /// How many triggers are in each state that occurs.
    var states: [(state: String, count: Int)] { stateCounts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
    var stateCounts: [String: Int] = [:]
    var executing: [Executing] = []
    var coming: [Coming] = []
    var pausedGroups: [String] = []
    /// The triggers in ERROR, the first of them.
    var parked: [Parked] = []

    /// What Quartz writes as a group when all groups are paused.
    static let allGroupsPaused = "_$_ALL_GROUPS_PAUSED_$_"

    /// Whether a node has been silent for longer than peers forgive by default.
    func isLate(_ node: Node) -> Bool {
        guard let last = node.lastCheckIn else { return true }
        return time.milliseconds - last.milliseconds > node.checkInInterval + 7_500
    }
}
