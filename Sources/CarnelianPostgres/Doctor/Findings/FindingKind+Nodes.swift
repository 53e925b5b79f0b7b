// Nodes that endanger a cluster.

extension FindingKind {
    static let nodes = [
        nodeDead, nodeSilent, fireWithoutNode, nodeNotClustered, clockAhead, clockBehind, machineClock,
        instanceIDShared,
        checkInInterval, checkInIntervalsDiffer, misfireThreshold, misfireThresholdsDiffer,
    ]

    static let nodeDead = FindingKind(
        "node-dead", .warning, "start a node: it recovers this one",
        repair: "recovers it as a peer would: gives claims back, runs again what asks for it, forgets the node")
    static let nodeSilent = FindingKind("node-silent", .warning, "look whether its process runs; watch it for longer")
    static let fireWithoutNode = FindingKind(
        "fire-without-node", .warning, "start a node: it recovers them",
        repair: "recovers them as a joining node would: gives claims back, runs again what asks for it")
    static let nodeNotClustered = FindingKind(
        "node-not-clustered", .problem,
        "stop it and set org.quartz.jobStore.isClustered=true: when it starts it resets every node's triggers and fires"
    )
    static let clockAhead = FindingKind("clock-ahead", .problem, "synchronise the clock of its machine")
    static let clockBehind = FindingKind("clock-behind", .problem, "synchronise the clock of its machine")
    static let machineClock = FindingKind(
        "machine-clock", .note, "synchronise both clocks before a Java node runs on this machine")
    static let instanceIDShared = FindingKind(
        "instance-id-shared", .problem, "give each node an id of its own, or AUTO: they recover each other's fires")
    static let checkInInterval = FindingKind(
        "check-in-interval", .warning, "set a check-in interval from 1 to 25 seconds; Quartz's default is 7.5")
    static let checkInIntervalsDiffer = FindingKind(
        "check-in-intervals-differ", .warning, "set the same check-in interval on every node")
    static let misfireThreshold = FindingKind(
        "misfire-threshold", .warning, "set it above the check-in interval and 7.5 s: Quartz's default is 60 s")
    static let misfireThresholdsDiffer = FindingKind(
        "misfire-thresholds-differ", .warning, "set the same misfire threshold on every node")
}
