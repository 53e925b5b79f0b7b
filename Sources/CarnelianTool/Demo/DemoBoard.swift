import CarnelianCore

/// What the demonstration looks like while it runs: a picture in place on a terminal, a line a second elsewhere.
struct DemoBoard {
    /// One moment.
    struct Moment {
        var time: Timestamp
        var nodes: [Node]
        var written: Int
        var expected: Int
    }

    /// One node at that moment.
    struct Node {
        var name: String
        var state: DemoNode.State
        var fires: Int
        var executing: [String]
    }

    private let style = Style(for: .output)
    private let isInPlace = StandardStream.output.isTerminal
    private var screen = LiveScreen()
    private var events: [String] = []
    private var lastLine: Timestamp?
    let start: Timestamp

    init(start: Timestamp) {
        self.start = start
    }

    /// Something worth telling.
    mutating func tell(_ text: String, _ look: Style.Look = .plain) {
        let line = style(clock(currentTime()), .dim) + "  " + style(text, look)
        events.append(line)
        if !isInPlace { StandardStream.output.writeLine("  " + line) }
    }

    /// Shows a moment.
    mutating func show(_ moment: Moment) {
        if isInPlace {
            screen.show(picture(moment))
        } else if lastLine.map({ $0.advanced(by: .seconds(1)) <= moment.time }) ?? true {
            lastLine = moment.time
            StandardStream.output.writeLine("  \(clock(moment.time))  " + summary(moment))
        }
    }

    private func picture(_ moment: Moment) -> [String] {
        var table = Table(
            .init("NODE"), .init("STATE"), .init("FIRES", alignsRight: true), .init(""), .init("RUNNING NOW"))
        for node in moment.nodes {
            let (word, look) = word(for: node.state)
            table.add(
                .init(node.name, .bold), .init(word, look), .init("\(node.fires)"),
                .init(bar(node.fires, of: moment.expected), look), .init(node.executing.joined(separator: ", "), .cyan))
        }
        var lines = table.lines(style).map { "  " + $0 }
        let share = moment.expected > 0 ? moment.written * 100 / moment.expected : 0
        lines += [
            "", "  " + style("LEDGER", .dim) + "  \(moment.written) of \(moment.expected) fires written, \(share) %",
            "",
        ]
        let room = (StandardStream.output.height ?? 40) - lines.count - 1
        lines += events.suffix(min(12, max(3, room))).map { "  " + $0 }
        return lines
    }

    private func summary(_ moment: Moment) -> String {
        let nodes = moment.nodes.map { node in
            let running = node.executing.isEmpty ? "" : " (runs \(node.executing.joined(separator: ", ")))"
            return node.state == .running
                ? "\(node.name) \(node.fires)\(running)" : "\(node.name) \(word(for: node.state).0)"
        }
        return nodes.joined(separator: "  ") + "  ledger \(moment.written)/\(moment.expected)"
    }

    private func word(for state: DemoNode.State) -> (String, Style.Look) {
        switch state {
        case .starting: ("starting", .yellow)
        case .running: ("running", .green)
        case .killed: ("killed -9", .red)
        case .stopped(true): ("stopped", .dim)
        case .stopped(false): ("failed", .red)
        }
    }

    private func bar(_ count: Int, of total: Int) -> String {
        String(repeating: "█", count: total > 0 ? min(40, count * 40 / total) : 0)
    }

    /// Seconds since the first fire was due, with a sign.
    private func clock(_ time: Timestamp) -> String {
        let tenths = (time.milliseconds - start.milliseconds) / 100
        let text = "\(tenths < 0 ? "-" : "+")\(abs(tenths) / 10).\(abs(tenths) % 10) s"
        return String(repeating: " ", count: max(0, 8 - text.count)) + text
    }
}
