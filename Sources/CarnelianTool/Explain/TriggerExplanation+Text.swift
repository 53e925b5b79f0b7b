import Carnelian
import CarnelianCore

extension TriggerExplanation {
    /// The explanation for people: what it is about, the reasons with what to do, the coming fires.
    package func lines(_ style: Style) -> [String] {
        guard let stored = trigger else { return reasons.map(\.description) }
        var lines = [heading(stored, style), style(schedule(stored.trigger), .dim), ""]
        for reason in reasons { lines += self.lines(of: reason, style) }
        guard !nextFires.isEmpty else { return lines }
        let condition = isObstructed ? ", once nothing stands in the way" : ""
        lines += ["", style("NEXT FIRES" + condition, .dim)]
        for fire in nextFires {
            let time =
                LocalTime.text(fire.time, in: zone) + "  " + style(LocalTime.distance(of: fire.time, from: now), .dim)
            guard !fire.notes.isEmpty else {
                lines.append(time)
                continue
            }
            lines.append(time + "  " + style(fire.notes.map(\.description).joined(separator: "; "), .yellow))
        }
        return lines
    }

    private func heading(_ stored: StoredTrigger, _ style: Style) -> String {
        let type = jobType.map { " (\($0))" } ?? ""
        return style(key.description, .bold) + "  " + style(stored.state.rawValue, stored.state.look)
            + "  " + style("job ", .dim) + stored.trigger.job.description + style(type, .dim)
    }

    private func schedule(_ trigger: Trigger) -> String {
        let words = trigger.kind.words + (trigger.calendarName.map { ", calendar \($0)" } ?? "")
        return trigger.kind.summary.map { "\(words): \($0)" } ?? words
    }

    private func lines(of reason: FireReason, _ style: Style) -> [String] {
        let mark = reason.isObstacle ? style("✗", .red) : style("•", .cyan)
        let sentence = "\(mark) \(reason)"
        guard let advice = reason.advice else { return [sentence] }
        return [sentence, "  " + style("→ \(advice)", .green)]
    }
}
