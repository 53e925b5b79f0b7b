#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Whom a server runs as when the tests run as root: PostgreSQL refuses to be root.
struct ServerAccount: Sendable {
    let name: String
    let user: uid_t
    let group: gid_t

    /// nil when the tests are not run as root: the server then runs as they do.
    static func forThisProcess() throws -> ServerAccount? {
        guard geteuid() == 0 else { return nil }
        for name in ["postgres", "nobody"] {
            guard let entry = unsafe getpwnam(name) else { continue }
            return unsafe ServerAccount(name: name, user: entry.pointee.pw_uid, group: entry.pointee.pw_gid)
        }
        throw ServerError("the tests run as root, and neither the user postgres nor nobody exists to run a server as")
    }

    /// What to put before a command so that it runs as this user.
    var prefix: [String] {
        if Self.isInstalled("setpriv") {
            return ["setpriv", "--reuid=\(user)", "--regid=\(group)", "--clear-groups"]
        }
        if Self.isInstalled("runuser") { return ["runuser", "-u", name, "--"] }
        return ["su", name, "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--"]
    }

    private static func isInstalled(_ tool: String) -> Bool {
        Command.firstLine(of: "command -v \(tool)") != nil
    }
}
