package import CarnelianCore

/// A crontab as cron reads it: what each line asks for, and the lines that cannot be read.
package struct Crontab: Sendable, Hashable {
    /// Whether lines name the user that runs the command.
    package enum Format: Sendable, Hashable {
        /// A user's own: five fields, then the command.
        case user
        /// The system's (`/etc/crontab`, `/etc/cron.d`): five fields, a user, then the command.
        case system
    }

    /// The form that the lines have.
    package var format: Format
    /// The lines that name a schedule and a command.
    package var entries: [CrontabEntry] = []
    /// The lines that are right and still have no schedule, each with the reason.
    package var skipped: [CrontabSkip] = []
    /// The lines that cannot be read.
    package var problems: [CrontabProblem] = []

    /// Reads a whole crontab in the given form.
    package init(_ text: String, format: Format) {
        self.format = format
        var environment: [CrontabVariable] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            var reader = CrontabLineReader(String(line), number: index + 1)
            do throws(CrontabProblem) {
                switch try reader.read(format) {
                case .nothing: break
                case .variable(let variable):
                    environment.removeAll { $0.name == variable.name }
                    environment.append(variable)
                case .entry(var entry):
                    entry.environment = environment
                    entries.append(entry)
                case .skip(let skip): skipped.append(skip)
                }
            } catch {
                problems.append(error)
            }
        }
    }

    /// The form that a file most likely has, from its path, its comments and the users of this machine.
    package static func likelyFormat(of text: String, path: String, users: Set<String>) -> Format {
        if path.hasSuffix("/etc/crontab") || path.contains("/cron.d/") { return .system }
        var candidates: [Bool] = []
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.split(whereSeparator: \.isWhitespace)
            guard let first = words.first else { continue }
            if first.hasPrefix("#") {
                // The heading that Debian puts over the columns.
                if words.contains("user-name") || words.starts(with: ["#", "m", "h", "dom", "mon", "dow", "user"]) {
                    return .system
                }
            } else if let lead = first.first, lead == "*" || lead == "@" || lead.isNumber {
                let column = lead == "@" ? 1 : 5
                candidates.append(words.count > column + 1 && users.contains(String(words[column])))
            }
        }
        return !candidates.isEmpty && candidates.allSatisfy { $0 } ? .system : .user
    }
}

/// One line of a crontab that names a schedule and a command.
package struct CrontabEntry: Sendable, Hashable {
    /// The line's number, from 1.
    package var line: Int
    /// The five fields or the nickname, as they stand.
    package var fields: String
    /// The schedule.
    package var expression: CronExpression
    /// The user that is to run the command, in a system crontab.
    package var user: String?
    /// The command, up to an unescaped percent sign.
    package var command: String
    /// The lines for the command's standard input, from after the percent sign.
    package var input: [String]
    /// The assignments above the line.
    package var environment: [CrontabVariable] = []

    /// The zone that `CRON_TZ` names.
    package var zone: String? {
        environment.last { $0.name == "CRON_TZ" }?.value
    }
}

/// An assignment of a crontab.
package struct CrontabVariable: Sendable, Hashable {
    package var name: String
    package var value: String
}

/// A line that is right and still becomes no job.
package struct CrontabSkip: Sendable, Hashable {
    package var line: Int
    package var command: String
    package var reason: String
}

/// A line that cannot be read: where, what was found and what was expected.
package struct CrontabProblem: Error, Sendable, Hashable, CustomStringConvertible {
    package var line: Int
    package var column: Int
    package var field: String
    package var found: String
    package var expected: String

    package var description: String {
        let what = found.isEmpty ? "nothing" : "\"\(found)\""
        return "line \(line), column \(column), \(field): found \(what), expected \(expected)"
    }
}
