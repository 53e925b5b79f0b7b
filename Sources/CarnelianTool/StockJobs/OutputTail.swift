/// The last part of a command's output; what came before is counted and dropped.
package struct OutputTail: Sendable {
    /// The most bytes that are kept.
    package let limit: Int
    private var bytes: [UInt8] = []
    private var trimmed = 0

    package init(limit: Int) {
        self.limit = limit
    }

    /// Adds output.
    package mutating func append(_ output: some Collection<UInt8>) {
        bytes.append(contentsOf: output)
        if bytes.count > 2 * limit { trim() }
    }

    /// The lines that are kept, the first one cut where bytes were dropped.
    package var lines: [String] {
        var kept = self
        kept.trim()
        return kept.bytes.split(separator: UInt8(ascii: "\n")).map { line in
            String(decoding: line, as: UTF8.self).replacing("\r", with: "")
        }
    }

    /// How many bytes were dropped.
    package var dropped: Int {
        trimmed + max(0, bytes.count - limit)
    }

    private mutating func trim() {
        let excess = bytes.count - limit
        guard excess > 0 else { return }
        bytes.removeFirst(excess)
        trimmed += excess
    }
}
