/// What libpq says when no host would have us, in its verbose form: that alone holds the SQLSTATE.
struct RefusedLogin {
    private(set) var lines: [String] = []
    /// The code that the last host gave, if any gave one.
    private(set) var sqlState: SQLState?

    init(_ text: String) {
        for line in text.split(whereSeparator: \.isNewline) {
            guard !line.hasPrefix("LOCATION:") else { continue }
            lines.append(takeState(from: String(line)).trimmingSpaces())
        }
    }

    func error(redacting target: ConnectionString) -> PQError {
        let reason = lines.isEmpty ? "no reason given" : lines.joined(separator: "; ")
        var error = PQError(.connectionFailed, target.redact(reason))
        error.sqlState = sqlState
        return error
    }

    /// Cuts the "28P01: " out of "…: FATAL:  28P01: password authentication failed…".
    private mutating func takeState(from line: String) -> String {
        for severity in ["FATAL:  ", "ERROR:  ", "PANIC:  "] {
            let parts = line.split(separator: severity, maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            let rest = parts[1]
            let state = rest.prefix(5)
            guard state.count == 5, state.allSatisfy({ $0.isASCII && ($0.isNumber || $0.isUppercase) }),
                rest.dropFirst(5).hasPrefix(": ")
            else { continue }
            sqlState = SQLState(rawValue: String(state))
            return parts[0] + severity + rest.dropFirst(7)
        }
        return line
    }
}

extension String {
    fileprivate func trimmingSpaces() -> String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
