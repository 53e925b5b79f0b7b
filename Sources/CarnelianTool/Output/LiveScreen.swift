/// Lines that are shown again and again: in place on a terminal, below each other elsewhere.
package struct LiveScreen: Sendable {
    private let isInPlace: Bool
    private var height = 0

    package init() {
        isInPlace = StandardStream.output.isTerminal && environmentVariable("TERM") != "dumb"
    }

    /// Shows the lines in place of those shown before.
    package mutating func show(_ lines: [String]) {
        guard isInPlace else {
            StandardStream.output.write(lines.map { $0 + "\n" }.joined() + "\n")
            return
        }
        let shown = lines.prefix((StandardStream.output.height ?? 1_000) - 1)
        // Without wrapping, up to the first line; each line is rewritten and its old rest erased, then what is below.
        var text = "\u{1B}[?7l" + (height > 0 ? "\u{1B}[\(height)A\r" : "")
        for line in shown { text += line + "\u{1B}[K\n" }
        StandardStream.output.write(text + "\u{1B}[J\u{1B}[?7h")
        height = shown.count
    }
}
