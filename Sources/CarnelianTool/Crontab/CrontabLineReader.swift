import CarnelianCore

/// Reads one line of a crontab.
struct CrontabLineReader {
    /// What a line says.
    enum Meaning {
        case nothing
        case variable(CrontabVariable)
        case entry(CrontabEntry)
        case skip(CrontabSkip)
    }

    private let characters: [Character]
    private let number: Int
    private var position = 0

    init(_ line: String, number: Int) {
        characters = Array(line)
        self.number = number
    }

    mutating func read(_ format: Crontab.Format) throws(CrontabProblem) -> Meaning {
        skipBlanks()
        guard let first = peek, first != "#" else { return .nothing }
        if first.isLetter || first == "_" || first == "\"" || first == "'" {
            return .variable(try variable())
        }
        let start = position
        let nickname = first == "@" ? word() : nil
        if nickname == nil { try fields() }
        let end = position
        let fields = String(characters[start..<end])
        let user = format == .system ? try user() : nil
        skipBlanks()
        guard peek != nil else { throw problem("command", at: position, found: "", expected: "a command") }
        let (command, input) = split(String(characters[position...]))
        if nickname == "@reboot" {
            return .skip(
                CrontabSkip(
                    line: number, command: command,
                    reason: "@reboot names an event of one machine, and a cluster has no such time"))
        }
        do {
            let expression = try CronExpression(unix: fields)
            return .entry(
                CrontabEntry(
                    line: number, fields: fields, expression: expression, user: user, command: command, input: input))
        } catch {
            throw problem(error.field, at: start + error.column - 1, found: error.found, expected: error.expected)
        }
    }

    /// `NAME = value`, either of them in quotes or not.
    private mutating func variable() throws(CrontabProblem) -> CrontabVariable {
        let start = position
        let name: String
        if let quote = peek, quote == "\"" || quote == "'" {
            name = try quoted(quote)
        } else {
            while let next = peek, next != "=", !next.isWhitespace { position += 1 }
            name = String(characters[start..<position])
        }
        skipBlanks()
        guard peek == "=", Self.isName(name) else {
            throw problem(
                "line", at: start, found: name, expected: "five schedule fields, @daily or the like, or NAME=value")
        }
        position += 1
        skipBlanks()
        if let quote = peek, quote == "\"" || quote == "'" {
            let value = try quoted(quote)
            skipBlanks()
            guard peek == nil else {
                throw problem(
                    "value", at: position, found: String(characters[position...]), expected: "the end of the line")
            }
            return CrontabVariable(name: name, value: value)
        }
        var value = characters[position...]
        while value.last?.isWhitespace == true { value.removeLast() }
        return CrontabVariable(name: name, value: String(value))
    }

    private mutating func quoted(_ quote: Character) throws(CrontabProblem) -> String {
        position += 1
        let start = position
        while let next = peek, next != quote { position += 1 }
        guard peek == quote else {
            throw problem("value", at: position, found: "", expected: "the closing \(quote)")
        }
        position += 1
        return String(characters[start..<position - 1])
    }

    /// Steps over the five schedule fields.
    private mutating func fields() throws(CrontabProblem) {
        let names = ["minutes", "hours", "day of month", "month", "day of week"]
        for (index, name) in names.enumerated() {
            if index > 0 { skipBlanks() }
            guard peek != nil else {
                throw problem(name, at: position, found: "", expected: "five schedule fields and a command")
            }
            _ = word()
        }
    }

    private mutating func user() throws(CrontabProblem) -> String {
        skipBlanks()
        let start = position
        let name = word()
        let isName =
            name.first.map { $0.isLetter || $0 == "_" } == true
            && name.allSatisfy { $0.isLetter || $0.isNumber || "_-.$".contains($0) }
        guard isName else {
            throw problem("user", at: start, found: name, expected: "the name of the user that runs the command")
        }
        return name
    }

    /// The command, and the lines behind its first unescaped percent sign; `\%` stands for the sign itself.
    private func split(_ text: String) -> (command: String, input: [String]) {
        var parts = [""]
        var rest = text[...]
        while let character = rest.popFirst() {
            if character == "\\", rest.first == "%" {
                rest.removeFirst()
                parts[parts.count - 1].append("%")
            } else if character == "%" {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        while parts[0].last?.isWhitespace == true { parts[0].removeLast() }
        return (parts[0], Array(parts.dropFirst()))
    }

    private mutating func word() -> String {
        let start = position
        while let next = peek, !next.isWhitespace { position += 1 }
        return String(characters[start..<position])
    }

    private mutating func skipBlanks() {
        while let next = peek, next.isWhitespace { position += 1 }
    }

    private var peek: Character? {
        position < characters.count ? characters[position] : nil
    }

    private func problem(_ field: String, at index: Int, found: String, expected: String) -> CrontabProblem {
        CrontabProblem(line: number, column: index + 1, field: field, found: found, expected: expected)
    }

    private static func isName(_ text: String) -> Bool {
        guard let first = text.first, first.isLetter || first == "_" else { return false }
        return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    }
}
