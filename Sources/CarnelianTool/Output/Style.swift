/// Colours and weights of a terminal; plain text where nobody at a terminal reads or `NO_COLOR` is set.
package struct Style: Sendable, Hashable {
    /// How a piece of text looks.
    package enum Look: String, Sendable {
        case plain = ""
        case bold = "1"
        case dim = "2"
        case red = "31"
        case green = "32"
        case yellow = "33"
        case blue = "34"
        case magenta = "35"
        case cyan = "36"
    }

    /// Whether looks show.
    package var isColoured: Bool

    package init(isColoured: Bool) {
        self.isColoured = isColoured
    }

    /// The style for a stream of this process.
    package init(for stream: StandardStream) {
        isColoured =
            stream.isTerminal && environmentVariable("NO_COLOR") == nil && environmentVariable("TERM") != "dumb"
    }

    /// The text in a look.
    package func callAsFunction(_ text: String, _ looks: Look...) -> String {
        let codes = looks.filter { $0 != .plain }.map(\.rawValue)
        guard isColoured, !codes.isEmpty, !text.isEmpty else { return text }
        return "\u{1B}[\(codes.joined(separator: ";"))m\(text)\u{1B}[0m"
    }
}
