import CarnelianCore

extension FireReason: CustomStringConvertible {
    /// The reason in one English sentence; times are UTC.
    public var description: String {
        switch self {
        case .notFound(let key):
            return "No trigger \(key) is stored."
        case .parked(_, let reason?), .ranAway(_, let reason):
            return "It is parked in ERROR: \(reason)."
        case .parked(_, nil):
            return
                "It is parked in ERROR without a stored reason, as a Java node does for a job class that it cannot load."
        case .unreadable(let reason):
            return "What is stored of it cannot be used, and the node that comes to claim it will park it: \(reason)."
        case .foreignKind(let type):
            return "Its kind is \(type), which only nodes of Quartz compute; nodes of Carnelian leave it alone."
        case .jobMissing(let key):
            return "Its job \(key) is not stored."
        case .jobUnreadable(let key, let reason):
            return "Its job \(key) cannot be read, and the node that comes to claim it will park it: \(reason)."
        case .calendarMissing(let name):
            return "Its calendar \(name) is not stored."
        case .calendarUnreadable(let name, let reason):
            return "Its calendar \(name) cannot be read: \(reason)."
        case .stuck(let state):
            return state == .acquired
                ? "It is ACQUIRED, but no node holds a claim of it."
                : "It is \(state.rawValue), but no fire of its job executes."
        case .ownerSilent, .noLiveNode, .noNodeHasType, .nodesInStandby, .nodesFull, .typesUnknown, .backlog:
            return nodeWords
        case .allGroupsPaused:
            return "All trigger groups are paused."
        case .groupPaused(let group):
            return "Its group \(group) is paused."
        case .paused:
            return "It is paused by itself or through its job; no group's pause is the cause."
        case .blocked(let fire, let now):
            return
                "Its job is exclusive, and fire \(fire.id) of trigger \(fire.trigger) has been executing \(place(fire, now))."
        case .executing(let fire, let now):
            return
                "Its fire \(fire.id), scheduled for \(time(fire.scheduledFireTime)), has been executing \(place(fire, now))."
        case .acquired(let fire, let now):
            let lead = fire.scheduledFireTime > now ? "fires it at" : "is about to fire it; it was due at"
            return "Node \(fire.instance) has held its next fire as \(fire.id) for "
                + "\(ExplanationWords.length(from: fire.fireTime, to: now)) and \(lead) \(time(fire.scheduledFireTime))."
        default:
            return scheduleWords
        }
    }

    /// What to do about it, as a command of the tool where there is one; nil: nothing is to be done.
    public var advice: String? {
        switch self {
        case .notFound: "carnelian trigger list"
        case .parked(let key, _), .ranAway(let key, _): "Put the cause right, then: carnelian trigger reset \(key)"
        case .unreadable: "Put the cause right before it is due, or store the trigger again."
        case .foreignKind: "Let a Java node run it, or store it again as another kind: carnelian trigger put"
        case .jobMissing: "Store the job, or delete the trigger: carnelian job put, carnelian trigger delete"
        case .jobUnreadable(let key, _): "Store the job again: carnelian job put \(key)"
        case .calendarMissing(let name), .calendarUnreadable(let name, _):
            "carnelian calendar put \(name)"
        case .stuck: "carnelian doctor --repair"
        case .ownerSilent: "Its peers recover it by themselves; if it stays so: carnelian doctor"
        case .allGroupsPaused: "carnelian trigger resume --all"
        case .groupPaused(let group): "carnelian trigger resume --group \(group)"
        case .paused(let key): "carnelian trigger resume \(key)"
        case .noLiveNode: "Start a node."
        case .noNodeHasType(let type, _): "Start a node that registers job type \(type)."
        case .nodesInStandby: "Start them again (Scheduler.start), or start another node."
        case .nodesFull, .backlog: "Let more jobs run at a time (maxConcurrentJobs), or start more nodes."
        default: nil
        }
    }

    private func place(_ fire: FireInstance, _ now: Timestamp) -> String {
        "on node \(fire.instance) since \(time(fire.fireTime)), for \(ExplanationWords.length(from: fire.fireTime, to: now))"
    }

    private func time(_ time: Timestamp) -> String { ExplanationWords.time(time) }

    /// The sentences about nodes.
    private var nodeWords: String {
        switch self {
        case .ownerSilent(let node, let last?, let now):
            "Node \(node), which holds it, has not checked in for \(ExplanationWords.length(from: last, to: now))."
        case .ownerSilent(let node, nil, _):
            "Node \(node), which holds it, is not in the cluster."
        case .noLiveNode(let silent):
            silent.isEmpty
                ? "No node has checked in, as a node of Quartz that is not clustered never does."
                : "No node lives: \(ExplanationWords.nodes(silent)) stopped checking in."
        case .noNodeHasType(let type, let nodes):
            "No live node has job type \(type); \(ExplanationWords.nodes(nodes)) "
                + (nodes.count == 1 ? "lacks it." : "lack it.")
        case .nodesInStandby(let type, let nodes):
            "Of the nodes that have job type \(type) none acquires: \(ExplanationWords.nodes(nodes)) "
                + (nodes.count == 1 ? "is" : "are") + " in standby or stopping."
        case .nodesFull(let type, let nodes):
            "Every node that has job type \(type) runs as many jobs as it may: \(ExplanationWords.nodes(nodes))."
        case .typesUnknown(let type, let nodes):
            "No node says that it has job type \(type); \(ExplanationWords.nodes(nodes)) "
                + (nodes.count == 1 ? "does" : "do") + " not say what " + (nodes.count == 1 ? "it has." : "they have.")
        case .backlog(let count):
            count >= TriggerFacts.mostDueBefore
                ? "Before it at least \(count) waiting triggers are due."
                : "Before it " + (count == 1 ? "1 waiting trigger is" : "\(count) waiting triggers are") + " due."
        default: ""
        }
    }
}
