import CarnelianCore

/// What an import did, or would do, for people and as JSON.
struct ImportReport {
    var changes: CrontabImport
    var crontab: Crontab
    var zone: String
    var file: String
    var isDry: Bool

    func lines(_ style: Style) -> [String] {
        var table = Table(
            .init("LINE", alignsRight: true), .init(""), .init("JOB"), .init("SCHEDULE"), .init("COMMAND"))
        for item in changes.items {
            let schedules = item.triggers.map { schedule($0.kind) }.joined(separator: " and ")
            table.add(
                .init(item.line.map(String.init) ?? ""), .init(word(for: item.change), item.change.look),
                .init(item.job.key.description, .bold), .init(schedules), .init(shortened(item.job.description ?? "")))
        }
        var lines = changes.items.isEmpty ? [] : table.lines(style) + [""]
        for skip in crontab.skipped {
            lines.append(style("skipped", .yellow) + " line \(skip.line): \(skip.reason): \(shortened(skip.command))")
        }
        for problem in crontab.problems { lines.append(style("bad", .red) + " \(problem)") }
        return lines + [summary]
    }

    /// The expression, with its zone where the line has one of its own.
    private func schedule(_ kind: Trigger.Kind) -> String {
        guard case .cron(let cron) = kind, cron.zone.identifier == zone else { return kind.words }
        return cron.expression.text
    }

    private var summary: String {
        let count = changes.items.filter { $0.line != nil }.count
        let jobs = "\(count) \(count == 1 ? "job" : "jobs")"
        let origin = "from \(file), a \(crontab.format == .system ? "system" : "user") crontab, local times of \(zone)"
        if isDry { return "\(jobs) would be imported \(origin)." }
        var parts: [String] = []
        for change in [CrontabImport.Change.added, .updated, .unchanged, .removed, .gone] {
            let count = changes.items.filter { $0.change == change }.count
            if count > 0 {
                parts.append("\(count) \(change == .gone ? "gone (--prune removes them)" : change.rawValue)")
            }
        }
        return "\(jobs) \(origin)" + (parts.isEmpty ? "." : ": " + parts.joined(separator: ", ") + ".")
    }

    private func word(for change: CrontabImport.Change) -> String {
        isDry ? "would add" : change.rawValue
    }

    private func shortened(_ text: String) -> String {
        text.count > 50 ? text.prefix(49) + "…" : text
    }
}

extension CrontabImport.Change {
    fileprivate var look: Style.Look {
        switch self {
        case .added: .green
        case .updated: .cyan
        case .unchanged: .dim
        case .gone: .yellow
        case .removed: .red
        }
    }
}
