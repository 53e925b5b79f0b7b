/// Writes the command of a crontab's line as one text for /bin/sh that does what cron does around it.
package struct CrontabCommand: Sendable {
    /// Whether the user that a system crontab names is left out, so that the node's own user runs the command.
    package var ignoresUser = false

    package init(ignoresUser: Bool = false) {
        self.ignoresUser = ignoresUser
    }

    /// The text: assignments first, then the command with its shell, its standard input and its user.
    package func text(for entry: CrontabEntry) -> String {
        let exports = entry.environment.filter { $0.name != "CRON_TZ" }.map { variable in
            "export \(variable.name)=\(ShellText.quoted(variable.value))"
        }
        return (exports + [body(of: entry)]).joined(separator: "\n")
    }

    private func body(of entry: CrontabEntry) -> String {
        let shell = entry.environment.last { $0.name == "SHELL" }?.value ?? "/bin/sh"
        let user = ignoresUser ? nil : entry.user
        var body = entry.command
        if shell != "/bin/sh", user == nil || !entry.input.isEmpty {
            body = "exec \(ShellText.quoted(shell)) -c \(ShellText.quoted(body))"
        }
        if !entry.input.isEmpty {
            let lines = entry.input.map(ShellText.quoted).joined(separator: " ")
            body = "printf '%s\\n' \(lines) | {\n\(body)\n}"
        }
        guard let user else { return body }
        let runner = entry.input.isEmpty ? shell : "/bin/sh"
        let name = ShellText.quoted(user)
        return """
            command=\(ShellText.quoted(body))
            if [ "$(id -un)" = \(name) ]; then exec \(ShellText.quoted(runner)) -c "$command"; fi
            exec runuser -u \(name) -- \(ShellText.quoted(runner)) -c "$command"
            """
    }
}
