/// A script of several statements, as migrations are: no quoted semicolons, no bodies of functions.
enum SQLScript {
    /// The statements, without comments and empty ones.
    static func statements(of text: String) -> [String] {
        let lines = text.split(separator: "\n").map { line in
            line.firstRange(of: "--").map { String(line[..<$0.lowerBound]) } ?? String(line)
        }
        return lines.joined(separator: "\n").split(separator: ";").compactMap { statement in
            statement.allSatisfy(\.isWhitespace) ? nil : String(statement)
        }
    }
}
