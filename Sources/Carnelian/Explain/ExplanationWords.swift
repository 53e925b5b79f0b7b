import CarnelianCore

/// Times and lengths as explanations name them.
enum ExplanationWords {
    /// UTC to the second, or to the millisecond where there is a part of one.
    static func time(_ time: Timestamp) -> String {
        let text = time.description
        return text.hasSuffix(".000Z") ? text.dropLast(5) + "Z" : text
    }

    /// The two largest units of a length: `3 min 20 s`, `2 d 4 h`, `250 ms`.
    static func length(_ duration: Duration) -> String {
        let milliseconds = abs(duration.wholeMilliseconds)
        guard milliseconds >= 1_000 else { return "\(milliseconds) ms" }
        var rest = milliseconds / 1_000
        var parts: [String] = []
        for (unit, name) in [(Int64(86_400), "d"), (3_600, "h"), (60, "min"), (1, "s")] {
            let count = rest / unit
            rest %= unit
            if count > 0 { parts.append("\(count) \(name)") } else if !parts.isEmpty { break }
            if parts.count == 2 { break }
        }
        return parts.joined(separator: " ")
    }

    static func length(from start: Timestamp, to end: Timestamp) -> String {
        length(start.duration(to: end))
    }

    /// Nodes by name, the first few of many.
    static func nodes(_ nodes: [InstanceID]) -> String {
        let shown = nodes.prefix(4).map(\.rawValue).joined(separator: ", ")
        let rest = nodes.count > 4 ? " and \(nodes.count - 4) more" : ""
        return (nodes.count == 1 ? "node " : "nodes ") + shown + rest
    }
}
