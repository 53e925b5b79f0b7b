import Subprocess
import SystemPackage

/// Runs shell text as the Shell job does.
enum Shell {
    /// What it wrote on standard output.
    static func run(_ text: String, _ environment: [String: String] = [:]) async throws -> String {
        var changes: [Environment.Key: String?] = [:]
        for (name, value) in environment { changes[Environment.Key(stringLiteral: name)] = value }
        return try await Subprocess.run(
            .path("/bin/sh"), arguments: ["-c", text], environment: .inherit.updating(changes),
            output: .string(limit: 1 << 20)
        ).standardOutput
    }
}
