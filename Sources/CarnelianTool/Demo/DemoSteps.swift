import CarnelianCore

/// Says what has been done, a line a step.
struct DemoSteps {
    private let style = Style(for: .output)

    /// A step that is done.
    func done(_ text: String) {
        StandardStream.output.writeLine("  " + style("✓", .green) + " " + text)
    }

    /// Something to know about a step.
    func note(_ text: String) {
        StandardStream.output.writeLine("    " + style(text, .yellow))
    }

    /// Waits until a condition holds.
    func wait(for what: String, _ limit: Duration, _ condition: () -> Bool) async throws {
        let deadline = currentTime().advanced(by: limit)
        while !condition() {
            guard currentTime() < deadline else {
                throw ToolError(.demoFailed, "gave up after \(limit.components.seconds) s waiting for \(what)")
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// The verdict on the ledger.
    func verdict(_ check: LedgerCheck) {
        let facts = [
            ("scheduled", "\(check.expected)"), ("written", "\(check.written)"),
            ("lost", style("\(check.lost)", check.lost == 0 ? .green : .red)),
            ("doubled", style("\(check.doubled)", check.doubled == 0 ? .green : .red)),
        ]
        var table = Table(.init("NODE"), .init("FIRES", alignsRight: true))
        for (node, rows) in check.rowsOfNodes { table.add(.init(node, .bold), .init("\(rows)")) }
        let verdict = facts.map { style($0.0, .dim) + " " + $0.1 }.joined(separator: "   ")
        let mark = check.isPassed ? style("✓", .green) : style("✗", .red)
        let lines = [""] + table.lines(style) + ["", mark + " " + style("ledger check", .bold) + "   " + verdict]
        for line in lines { StandardStream.output.writeLine(line.isEmpty ? "" : "  " + line) }
    }
}
