import CarnelianCore

/// A cluster's status for people and as JSON.
struct StatusReport {
    /// How many executions and coming fires people see.
    private static let shown = 8

    let status: ClusterStatus

    func lines(_ style: Style) -> [String] {
        var lines = [
            style(status.scheduler, .bold) + style("  \(LocalTime.short(status.time)) by the database's clock", .dim),
            "",
        ]
        lines += nodes(style) + [""]
        lines.append(style("TRIGGERS", .dim) + "  " + triggers(style))
        lines.append(style("JOBS", .dim) + "      \(status.jobCount)")
        if !status.pausedGroups.isEmpty {
            let isAll = status.pausedGroups.contains(ClusterStatus.allGroupsPaused)
            let groups = status.pausedGroups.filter { $0 != ClusterStatus.allGroupsPaused }
            let words = (isAll ? ["everything"] : []) + groups
            lines.append(style("PAUSED", .dim) + "    " + style(words.joined(separator: ", "), .yellow))
        }
        if !status.parked.isEmpty { lines += [""] + parked(style) }
        if !status.executing.isEmpty { lines += [""] + executing(style) }
        if !status.coming.isEmpty { lines += [""] + coming(style) }
        return lines
    }

    private func nodes(_ style: Style) -> [String] {
        guard !status.nodes.isEmpty else { return ["No nodes. Start one with 'carnelian node'."] }
        var table = Table(
            .init("NODE"), .init("LAST CHECK-IN"), .init("EXECUTING", alignsRight: true),
            .init("CLAIMED", alignsRight: true))
        for node in status.nodes {
            let isLate = status.isLate(node)
            table.add(
                .init(node.instance, isLate ? .red : .bold),
                .init(node.lastCheckIn.map(ago) ?? "never", isLate ? .red : .plain),
                .init("\(node.executing)", node.executing > 0 ? .green : .dim),
                .init("\(node.claimed)", node.claimed > 0 ? .cyan : .dim))
        }
        return table.lines(style)
    }

    private func triggers(_ style: Style) -> String {
        let total = status.stateCounts.values.reduce(0, +)
        guard total > 0 else { return "0" }
        let counts = status.states.map { state, count in
            style("\(count) \(state)", TriggerState(rawValue: state)?.look ?? .plain)
        }
        return "\(total): " + counts.joined(separator: ", ")
    }

    private func parked(_ style: Style) -> [String] {
        var table = Table(.init("IN ERROR"), .init("JOB"), .init("REASON"))
        for entry in status.parked.prefix(Self.shown) {
            table.add(
                .init(entry.trigger.description, .bold), .init(entry.job.description),
                .init(entry.reason ?? "no reason is stored", .red))
        }
        return table.lines(style)
    }

    private func executing(_ style: Style) -> [String] {
        var table = Table(.init("EXECUTING"), .init("JOB"), .init("NODE"), .init("SINCE"), .init("SCHEDULED FOR"))
        for fire in status.executing.prefix(Self.shown) {
            table.add(
                .init(fire.trigger.description, .bold), .init(fire.job.description), .init(fire.instance),
                .init(ago(fire.fireTime)), .init(LocalTime.short(fire.scheduledFireTime)))
        }
        return table.lines(style)
    }

    private func coming(_ style: Style) -> [String] {
        var table = Table(.init("NEXT FIRES"), .init("JOB"), .init("AT"), .init(""), .init("STATE"))
        for fire in status.coming.prefix(Self.shown) {
            table.add(
                .init(fire.trigger.description, .bold), .init(fire.job.description), .init(LocalTime.short(fire.time)),
                .init(LocalTime.distance(of: fire.time, from: status.time)),
                .init(fire.state, TriggerState(rawValue: fire.state)?.look ?? .plain))
        }
        return table.lines(style)
    }

    private func ago(_ time: Timestamp) -> String {
        LocalTime.distance(of: min(time, status.time), from: status.time)
    }
}
