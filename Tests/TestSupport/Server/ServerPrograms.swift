#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Where PostgreSQL's own programs are.
struct ServerPrograms: Sendable {
    let directory: String

    /// Looks where `pg_config` says, among Debian's versions from the newest down, and in `PATH`.
    static func find() throws -> ServerPrograms {
        var candidates: [String] = []
        if let told = Command.firstLine(of: "pg_config --bindir 2>/dev/null") { candidates.append(told) }
        if let newest = Command.firstLine(of: "ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V -r") {
            candidates.append(newest)
        }
        if let initdb = Command.firstLine(of: "command -v initdb 2>/dev/null"), let slash = initdb.lastIndex(of: "/") {
            candidates.append(String(initdb[..<slash]))
        }
        for candidate in candidates
        where isProgram("\(candidate)/initdb") && isProgram("\(candidate)/pg_ctl") {
            return ServerPrograms(directory: candidate)
        }
        throw ServerError(
            "no PostgreSQL server was found (looked for initdb in \(candidates), PATH and /usr/lib/postgresql): "
                + "install it (Debian: apt-get install postgresql), or name one in CARNELIAN_TEST_POSTGRES"
        )
    }

    private static func isProgram(_ path: String) -> Bool {
        unsafe access(path, X_OK) == 0
    }

    func path(_ program: String) -> String { "\(directory)/\(program)" }
}
