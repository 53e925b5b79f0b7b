#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A program of the server's, run to its end.
struct Command {
    let arguments: [String]

    /// `arguments` as they are, or, for root, under the account that may run a server.
    init(_ arguments: [String], as account: ServerAccount? = nil) {
        self.arguments = (account?.prefix ?? []) + arguments
    }

    /// Starts it with `input` as its standard input and what it prints appended to the file `log`.
    func start(input: Int32? = nil, log: String, inNewSession: Bool = false) throws -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        if let input {
            unsafe posix_spawn_file_actions_adddup2(&actions, input, 0)
        } else {
            unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        }
        unsafe posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        unsafe posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        // A new session: the terminal's interrupt does not reach it.
        if inNewSession { unsafe posix_spawnattr_setflags(&attributes, 0x80) }

        var argv = unsafe arguments.map { unsafe strdup($0) }
        unsafe argv.append(nil)
        defer { unsafe argv.forEach { unsafe free($0) } }
        var pid: pid_t = 0
        let code = unsafe posix_spawnp(&pid, arguments[0], &actions, &attributes, argv, environ)
        guard code == 0 else { throw ServerError("\(arguments[0]) could not be started: error \(code)") }
        return pid
    }

    /// Runs it and throws, with the end of the log, unless it succeeds.
    ///
    /// Blocks.
    func run(log: String) throws {
        let pid = try start(log: log)
        var status: Int32 = 0
        while unsafe waitpid(pid, &status, 0) < 0, errno == EINTR {}
        guard status == 0 else {
            throw ServerError("\(arguments.joined(separator: " ")) failed (status \(status)):\n\(Self.tail(of: log))")
        }
    }

    /// The first line that `command`, a shell command, prints.
    static func firstLine(of command: String) -> String? {
        guard let file = unsafe popen(command, "r") else { return nil }
        defer { unsafe pclose(file) }
        var buffer = [CChar](repeating: 0, count: 4096)
        guard unsafe fgets(&buffer, Int32(buffer.count), file) != nil else { return nil }
        let text = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return String(decoding: text, as: UTF8.self).split(separator: "\n").first.map(String.init)
    }

    static func tail(of path: String) -> String {
        guard let file = unsafe fopen(path, "r") else { return "(no log)" }
        defer { unsafe fclose(file) }
        var lines: [String] = []
        var buffer = [CChar](repeating: 0, count: 4096)
        while unsafe fgets(&buffer, Int32(buffer.count), file) != nil {
            let text = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            lines.append(String(decoding: text, as: UTF8.self))
        }
        return lines.suffix(20).joined()
    }
}

/// The tests' server could not be found, started or used.
package struct ServerError: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
