// What the check-ins of nodes mean.

extension NodeHistory {
    /// What is to be said of one node; `fires`: how many it holds; `canRecover`: whether a repair may recover it.
    func findings(fires: Int, hasLivePeers: Bool, canRecover: Bool) -> [Finding] {
        let subject = "node \(instance)"
        var findings: [Finding] = []
        if instance == Self.notClustered {
            findings.append(
                FindingKind.nodeNotClustered.about(
                    subject, "Quartz's id of a node that is not clustered has a check-in"))
        }
        if isShared {
            findings.append(FindingKind.instanceIDShared.about(subject, "two processes check in under this id"))
        } else if ahead > Self.tolerance {
            findings.append(
                FindingKind.clockAhead.about(
                    subject, "its clock is at least \(Words.age(ahead)) ahead of the database's"))
        } else if behind > Self.tolerance {
            findings.append(
                FindingKind.clockBehind.about(
                    subject, "its clock is at least \(Words.age(behind)) behind the database's"))
        }
        let age = Words.age(last.time - last.checkIn)
        let held = fires > 0 ? "; it holds \(Words.count(fires, "fire"))" : ""
        if isDead {
            findings.append(
                FindingKind.nodeDead.about(
                    subject, "last check-in \(age) ago, and nobody has recovered it\(held)",
                    severity: hasLivePeers ? .problem : fires > 0 ? .warning : .note,
                    remedy: hasLivePeers ? "look into the logs of the other nodes: they should have recovered it" : nil,
                    isRepairable: canRecover))
        } else if isSilent {
            findings.append(FindingKind.nodeSilent.about(subject, "last check-in \(age) ago\(held)"))
        }
        if !(1_000...25_000).contains(last.interval), !isDead {
            let message =
                last.interval > 25_000
                ? "checks in every \(Words.age(last.interval)): its death shows so late that its fires misfire by Quartz's "
                    + "threshold of 60 s" : "checks in every \(last.interval) ms"
            if last.interval > 25_000 || last.interval <= 0 {
                findings.append(FindingKind.checkInInterval.about(subject, message))
            }
        }
        return findings
    }

    /// Quartz's default id of a node that is not clustered.
    static let notClustered = "NON_CLUSTERED"

    /// What is to be said of the nodes together.
    static func findings(_ nodes: [NodeHistory]) -> [Finding] {
        let live = nodes.filter { !$0.isSilent && $0.last.interval > 0 }
        return differentIntervals(live) + misfireThresholds(live)
    }

    private static func differentIntervals(_ live: [NodeHistory]) -> [Finding] {
        guard let least = live.min(by: { $0.last.interval < $1.last.interval }),
            let most = live.max(by: { $0.last.interval < $1.last.interval }),
            most.last.interval > 4 * least.last.interval
        else { return [] }
        return [
            FindingKind.checkInIntervalsDiffer.about(
                "check-in interval",
                "from \(Words.age(least.last.interval)) (\(least.instance)) to "
                    + "\(Words.age(most.last.interval)) (\(most.instance))")
        ]
    }

    /// What the misfire thresholds of those nodes mean that tell theirs.
    private static func misfireThresholds(_ live: [NodeHistory]) -> [Finding] {
        let telling = live.compactMap { node in node.last.misfireThreshold.map { (node: node, threshold: $0) } }
        guard let least = telling.min(by: { $0.threshold < $1.threshold }),
            let most = telling.max(by: { $0.threshold < $1.threshold }),
            let slowest = live.max(by: { $0.last.interval < $1.last.interval })
        else { return [] }
        var findings: [Finding] = []
        let seenDead = slowest.last.interval + grace
        if least.threshold < seenDead, live.count > 1 {
            findings.append(
                FindingKind.misfireThreshold.about(
                    "node \(least.node.instance)",
                    "lets fires misfire after \(Words.age(least.threshold)), before the death of \(slowest.instance) "
                        + "shows after \(Words.age(seenDead)): what that node held misfires"))
        }
        if least.threshold != most.threshold {
            findings.append(
                FindingKind.misfireThresholdsDiffer.about(
                    "misfire threshold",
                    "from \(Words.age(least.threshold)) (\(least.node.instance)) to "
                        + "\(Words.age(most.threshold)) (\(most.node.instance))"))
        }
        return findings
    }
}
